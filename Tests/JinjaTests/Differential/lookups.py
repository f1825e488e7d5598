#!/usr/bin/env python3
"""Calls lookups with odd terms and options by ansible-playbook and by Bosun, and shows where they disagree.

    lookups.py --bosun PATH --ansible PATH [--seed N] [--cases N] [NAME…]

Each call is a task of one playbook; what the tasks print is compared, and which of them fail.
"""
import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile

FILES = {
    "a.txt": "one\ntwo \n\n", "sub/b.txt": "été\n", "sub/empty": "", "data.csv": "k,v,w\nx,1,\"a \"\"q\"\", b\"\ny,2\n\nx,3,z\n", "ansible.csv": "a\tb\n",
    "c.ini": "[DEFAULT]\nd = 0\n[global]\nKey = v ; no\n; c\nlong = 1\n  2\n\n  3\nref = %(d)s-%(key)s\nempty =\n[s t]\nKey: w\n", "ansible.ini": "[global]\nname=x\n",
    "p.properties": "a.b = 1\nc=2=3\n", "bad.ini": "[s]\na=1\na=2\n", "novalue.ini": "[global]\nalone\n", "templates/t.j2": "<{{ x | default('-') }}{{ s }}>\n", "raw.j2": "[% x %]{{ s }}\n", "json.j2": "[1, {{ s | length }}]",
}
VARIABLES = {"s": "text", "l": [1, [2, [3]], "x"], "d": {"a": 1, "b": [2]}, "users": [{"name": "n", "g": ["x", "y"], "deep": {"g": [1]}}, {"name": "m"}], "nil": None, "n": 5, "var_one": 1, "var_two": "{{ s }}", "missing_ref": "{{ nope }}"}
ODD = ["none", "nope", "''", "'x'", "1", "-1", "1.5", "true", "[]", "{}", "[1, 'b']", "[none]", "[[1, 2], [3]]", "{'k': 1}", "(1, 2)", "s", "l", "d", "users", "nil", "'a b'", "'x=1'", "'été'", "range(2)", "'{{ s }}'", "'*'", "['a', ['b', ['c']]]"]
# The terms that a lookup takes, then its options.
LOOKUPS = {
    "config": (["'DEFAULT_FORKS'", "'DEFAULT_HOST_LIST'", "'NOPE'", "'COLOR_OK'", "'port'", "'remote_tmp'", "'DEFAULT_BECOME_USER'"],
               {"on_missing": ["'skip'", "'warn'", "'boo'"], "plugin_type": ["'connection'", "'shell'", "'nope'"], "plugin_name": ["'ssh'", "'sh'", "'nope'"], "show_origin": ["true"]}),
    "csvfile": (["'x'", "'y'", "'nope'", "'x file=data.csv delimiter=, col=2'", "'x col=1 nope=1'", "'file=data.csv'"],
                {"file": ["'data.csv'", "'data.csv'", "'data.csv'", "'none.csv'"], "delimiter": ["','", "','", "','", "'TAB'", "',,'", "''"], "col": ["1", "2", "'1'", "-1", "9", "'a'"], "keycol": ["0", "1", "-1"], "default": ["'d'", "[1]"], "encoding": ["'utf-8'", "'latin-1'", "'nope'"]}),
    "dict": (["d", "{'a': 1}", "{}", "[d, {'z': 1}]"], {}),
    "env": (["'HOME'", "'NOPE_X'", "'PATH'"], {"default": ["'d'", "''", "undef()", "none"]}),
    "file": (["'a.txt'", "'sub/b.txt'", "'sub/empty'", "'none.txt'", "'sub'"], {"rstrip": ["false", "true"], "lstrip": ["true", "false"]}),
    "fileglob": (["'*.txt'", "'sub/*'", "'none*'", "'/etc/host*name'", "'*'"], {}),
    "first_found": (["'none'", "'a.txt'", "['none', 'a.txt']", "{'files': 'none,a.txt'}", "{'files': ['b.txt'], 'paths': ['sub']}", "{'files': ['none'], 'skip': true}"],
                    {"files": ["['b.txt']", "'none;a.txt'"], "paths": ["['sub']", "'sub:.'"], "skip": ["true", "false"]}),
    "indexed_items": (["l", "['a', 'b']"], {}),
    "ini": (["'key'", "'Key'", "'long'", "'ref'", "'empty'", "'name'", "'a.b'", "'.*'", "'key file=c.ini section=global'", "'a'", "'alone'", "'key re=true file=c.ini'", "'d'"],
            {"file": ["'c.ini'", "'c.ini'", "'bad.ini'", "'novalue.ini'", "'p.properties'", "'none.ini'"], "section": ["'global'", "'s t'", "'DEFAULT'", "'nope'", "'s'"], "re": ["true"], "default": ["'d'", "[1, 2]"], "type": ["'properties'", "'ini'", "'nope'"],
             "case_sensitive": ["true"], "allow_no_value": ["true"], "interpolation": ["false"], "encoding": ["'latin-1'"], "allow_none": ["true"]}),
    "inventory_hostnames": (["'all'", "'localhost'", "'nope'", "'all:!localhost'", "'l*'"], {}),
    "items": (["l", "[1, 2]", "'a'", "[[1, [2]]]"], {}),
    "lines": (["'echo a; echo b'", "'false'", "'printf \"x  \\\\n y\"'"], {}),
    "list": (["l", "[1]", "'a'"], {}),
    "nested": (["[1, 2]", "['a']", "l", "[]"], {}),
    "password": (["'/dev/null'", "'/dev/null length=5'", "'/dev/null chars=digits seed=z'", "'/dev/null nope=1'"],
                 {"seed": ["'a'", "'a'", "'b'"], "length": ["5", "'7'", "0", "'x'"], "chars": ["'digits'", "['ascii_letters', '.']", "'a,,b'", "''"], "encrypt": ["'nope'"]}),
    "pipe": (["'echo a'", "'printf \"x \\\\n\"'", "'exit 3'", "'echo é'"], {}),
    "random_choice": (["['a']"], {}),
    "sequence": (["'3'", "'1-3'", "'1-9/3'", "'start=1 end=3'", "'count=2'", "'start=0x0f00 count=2 format=%04x'", "'5-1/-2'", "'end=0 start=1'", "'start=1 end=3 stride=0'", "'2:host%02d'", "'0-2:x%s'", "'count=0'", "'1-3/-1'", "'start=1 count=2 end=4'", "'%d'"],
                 {"start": ["1", "'2'"], "end": ["3"], "count": ["2", "0"], "stride": ["2", "-1"], "format": ["'h%d'", "'%s'", "'x'"]}),
    "subelements": (["users", "'g'", "'deep.g'", "{'skip_missing': true}", "'nope'"], {}),
    "template": (["'t.j2'", "'raw.j2'", "'none.j2'", "'json.j2'"], {"template_vars": ["{'x': 1}"], "convert_data": ["false", "true"], "variable_start_string": ["'[%'"], "variable_end_string": ["'%]'"], "jinja2_native": ["true"], "comment_start_string": ["'[#'"]}),
    "together": (["[1, 2]", "['a', 'b', 'c']", "[]", "'xy'"], {}),
    "unvault": (["'a.txt'", "'none.txt'", "'sub/b.txt'"], {}),
    "varnames": (["'^var_.+'", "'nope_x'", "'^s$'", "'('", "'one$'"], {}),
    "vars": (["'s'", "'var_two'", "'nope'", "'missing_ref'", "'l'"], {"default": ["'d'", "none", "undef()"]}),
}


def call(rng, name):
    terms, options = LOOKUPS[name]
    parts = []
    while rng.random() < (0.96 if not parts else 0.3):
        parts.append(rng.choice(ODD if rng.random() < 0.12 else terms))
    if name == "subelements" and rng.random() < 0.8:
        parts = ["users"] + [t for t in parts if t != "users"]
    if name == "password" and parts:
        parts = [rng.choice(terms)]
        if " length" in parts[0]:
            parts[0] = parts[0][:-1] + " seed=q'"
    if name == "random_choice":
        parts = parts[:1]
    for option, values in options.items():
        if rng.random() < 0.35 or name in ("csvfile", "ini") and option in ("file", "delimiter") and rng.random() < 0.6 or name == "password" and option == "seed":
            parts.append("%s=%s" % (option, rng.choice(ODD if rng.random() < 0.08 else values)))
    if rng.random() < 0.08:
        parts.append("errors=%s" % rng.choice(["'ignore'", "'warn'", "'strict'"]))
    if rng.random() < 0.08:
        parts.append("wantlist=true")
    function = rng.choice(["lookup", "lookup", "query", "q"])
    return "%s(%s)" % (function, ", ".join(["'%s'" % name] + parts))


def run(command, folder, environment):
    """What each task printed, or None where it failed, by its number."""
    result = subprocess.run(command + ["play.yml"], cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, check=False)
    answers = {}
    for block in re.split(r"^TASK \[t", result.stdout, flags=re.M)[1:]:
        number = int(block.split("]", 1)[0])
        shown = re.search(r"^(ok|fatal): \[localhost\](?:: FAILED!)? => (.*?)(?=^\.\.\.ignoring|^  -->|^  hint|^PLAY RECAP|\Z)", block, re.M | re.S)
        if not shown:
            answers[number] = ("?", block[:300])
        elif shown[1] == "ok":
            answers[number] = ("ok", json.loads(shown[2])["msg"])
        else:
            answers[number] = (None, shown[2].strip()[:300])
    return answers


def make(folder, texts):
    for name, text in FILES.items():
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
    tasks = [{"name": "t%d" % i, "debug": {"msg": "{{ [%s] | to_json }}" % text}, "ignore_errors": True} for i, text in enumerate(texts)]
    with open(os.path.join(folder, "play.yml"), "w", encoding="utf-8") as file:
        json.dump([{"hosts": "localhost", "gather_facts": False, "vars": VARIABLES, "tasks": tasks}], file)


def is_meant(text, wanted, found):
    """Differences with a reason, see docs/differences.md."""
    # What is not needed is not looked at in Python.
    if "{{" in text or "(1, 2)" in text:
        # Results are not rendered again; tuples are lists.
        return True
    if "fileglob" in text and wanted[0] == found[0] == "ok":
        return sorted(re.findall(r"[^\[\]\", ]+", wanted[1])) == sorted(re.findall(r"[^\[\]\", ]+", found[1]))
    return wanted[0] == "ok" and found[0] is None and bool(re.search(r"nope|undef\(", text)) and "undefined" in found[1]


def main(options):
    rng = random.Random(options.seed)
    names = options.names or sorted(LOOKUPS)
    texts = list(dict.fromkeys(call(rng, rng.choice(names)) for _ in range(options.cases)))
    environment = {"ANSIBLE_DEPRECATION_WARNINGS": "0", "ANSIBLE_SYSTEM_WARNINGS": "0", "ANSIBLE_LOCALHOST_WARNING": "0", "ANSIBLE_RETRY_FILES_ENABLED": "0", "ANSIBLE_NOCOLOR": "1", "PYTHONWARNINGS": "ignore", "PYTHONHASHSEED": "0"}
    with tempfile.TemporaryDirectory() as folder:
        make(folder, texts)
        wanted = run([options.ansible, "-i", "localhost,", "-c", "local"], folder, environment)
        found = run([options.bosun, "playbook", "-i", "localhost,", "-c", "local"], folder, environment)
    count = 0
    for number, text in enumerate(texts):
        right, left = wanted.get(number, ("?", "")), found.get(number, ("?", ""))
        same = right == left or right[0] is None and left[0] is None or "?" == right[0] or is_meant(text, right, left)
        if not same:
            count += 1
            print("%s\n  reference: %s\n  bosun:     %s" % (text, right, left))
    print("%d cases (%d answered), %d disagree" % (len(texts), len(wanted), count))
    return 1 if count else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--bosun", default=".build/debug/bosun")
    parser.add_argument("--ansible", default="ansible-playbook")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", type=int, default=400)
    parser.add_argument("names", nargs="*")
    sys.exit(main(parser.parse_args()))
