#!/usr/bin/env python3
"""Calls filters and tests with odd inputs and arguments by ansible-core and by Bosun, and shows where they disagree.

    names.py --bosun PATH [--seed N] [--cases N] [NAME…]

Each name is called with its usual arguments and with others in their places, too many and too few of them, and keywords that it
does not have. What is found goes into the files of cases (`record.py`).
"""
import argparse
import json
import os
import random
import re
import resource
import sys

sys.path.insert(0, os.path.dirname(__file__))
from differential import Bosun, Reference, excuse, say  # noqa: E402

VARIABLES = {
    "s": "Hello World", "u": [{"name": "bob", "age": 30, "on": True}, {"name": "alice", "age": 25, "on": False}, {"name": "carl", "age": 30}],
    "d": {"b": 1, "a": {"x": [1, 2]}, "c": None}, "l": [3, 1, 2, 1], "n": [[1, 2], [3, [4]], "x"], "w": ["b", "A", "a", "é"], "nil": None,
}
VALUES = [
    "none", "nope", "''", "'abc'", "'Hello World'", "' pad '", "'été ß'", "'日本😀'", "'a,b;c'", "'10'", "'3.5'", "'0x1f'", "'true'", "'no'", "true", "false",
    "0", "1", "-1", "5", "255", "1.5", "-0.0", "1e20", "12345678901234567890123", "[]", "{}", "[1, 'b']", "[none]", "[nope]", "['a', 'b', 'a']",
    "[[1, 2], [3]]", "{'k': 1}", "{'k': nope}", "{1: 2}", "{none: true}", "{'a': {'b': [1]}}", "(1, 2)", "()", "range(3)", "s", "u", "d", "l", "n", "w",
    "'/etc/app/x.tar.gz'", "'line1\\nline2\\n'", "'1.2.3'", "'http://u:p@h:80/p?q=1#f'", "'{\\\"a\\\": [1, 2.0]}'", "'a: [1, yes]'", "'YWJj'", "'1h'", "'2 KB'",
    "'%Y'", "'<b>&'", "[{'a': 1}, {'b': 2}]", "[['k', 1]]", "{'a': 1}.items()", "[true, none, 'x', 1.5]", "'x' * 100", "[1.5, 2]", "-7",
]
# What is usual after the input, by name: positional arguments or keywords, each in the form of an expression.
ARGUMENTS = {
    "attr": ["'a'"], "batch": ["2", "'x'"], "bool": [], "center": ["20"], "combine": ["{'z': 1}", "recursive=true", "list_merge='append'"],
    "combinations": ["2"], "comment": ["'c'", "decoration='> '", "prefix='-'", "prefix_count=2", "postfix='='", "end='END'", "beginning='B'"],
    "default": ["'dflt'", "true"], "d": ["'dflt'", "true"], "dict2items": ["key_name='k'", "value_name='v'"], "dictsort": ["true", "by='value'", "reverse=true"],
    "difference": ["[1, 'b']"], "divisibleby": ["2"], "extract": ["{'k': 1, 'abc': [1, 2]}", "morekeys=0"], "filesizeformat": ["true"], "flatten": ["levels=1", "skip_nulls=false"],
    "float": ["2.5"], "format": ["1", "'x'"], "from_json": [], "groupby": ["'name'", "default='z'", "case_sensitive=true"], "hash": ["'sha256'"], "human_readable": ["isbits=true", "unit='K'"],
    "human_to_bytes": ["isbits=true", "default_unit='M'"], "indent": ["width=2", "first=true", "blank=true"], "int": ["7", "base=16"], "intersect": ["[1, 'b']"],
    "items2dict": ["key_name='name'", "value_name='age'"], "join": ["','", "attribute='name'"], "list": [], "log": ["10"], "mandatory": ["'message'"], "map": ["'upper'", "attribute='name'", "default='z'"],
    "max": ["case_sensitive=true", "attribute='age'"], "min": ["case_sensitive=true", "attribute='age'"], "password_hash": ["'sha512'", "'saltsalt'", "rounds=5000"],
    "path_join": [], "permutations": ["2"], "pow": ["2"], "product": ["[1, 2]", "['x']"], "random": ["seed='a'", "start=1", "step=2"], "regex_escape": ["'posix_basic'"],
    "regex_findall": ["'[a-c]'", "multiline=true", "ignorecase=true"], "regex_replace": ["'[a-c]'", "'<\\\\g<0>>'", "ignorecase=true", "multiline=true", "count=1", "mandatory_count=1"],
    "regex_search": ["'([a-c])'", "'\\\\1'", "ignorecase=true", "multiline=true"], "reject": ["'odd'"], "rejectattr": ["'name'", "'equalto'", "'bob'"], "rekey_on_member": ["'name'", "duplicates='overwrite'"],
    "relpath": ["'/etc'"], "replace": ["'a'", "'b'", "1"], "root": ["3"], "round": ["1", "'floor'"], "select": ["'odd'"], "selectattr": ["'name'", "'equalto'", "'bob'"],
    "shuffle": ["seed='a'"], "slice": ["2", "'x'"], "sort": ["true", "case_sensitive=true", "attribute='name'"], "split": ["','", "1"], "strftime": ["0", "true"],
    "subelements": ["'x'", "skip_missing=true"], "sum": ["attribute='age'", "start=1"], "symmetric_difference": ["[1, 'b']"], "ternary": ["'y'", "'n'", "'z'"],
    "to_datetime": ["'%Y-%m-%d'"], "to_json": ["indent=1", "sort_keys=true", "ensure_ascii=false", "separators=(',', ':')", "vault_to_text=true", "preprocess_unsafe=true"],
    "to_nice_json": ["indent=1", "sort_keys=false", "ensure_ascii=true"], "to_nice_yaml": ["indent=2", "width=30", "sort_keys=false", "explicit_start=true"],
    "to_yaml": ["default_flow_style=true", "width=30", "indent=3", "explicit_end=true", "allow_unicode=false", "default_style='|'", "canonical=true", "line_break='\\n'", "version=(1, 1)"],
    "to_uuid": ["'11111111-2222-3333-4444-555555555555'"], "tojson": ["indent=1"], "trim": ["'a'"], "truncate": ["5", "true", "'~'", "0"], "union": ["[1, 'b']"],
    "unique": ["case_sensitive=true", "attribute='name'"], "urlencode": [], "urlize": ["10", "true", "'_blank'", "'me'"], "urlsplit": ["'hostname'"], "wordwrap": ["5", "false", "'|'", "false"],
    "xmlattr": ["false"], "zip": ["[1, 2]", "['x']"], "zip_longest": ["[1, 2]", "['x']", "fillvalue='-'"], "b64decode": ["encoding='latin-1'"], "b64encode": ["encoding='utf-16-le'"],
    "checksum": [], "title": [], "type_debug": [], "items": [], "quote": [], "splitext": [], "expandvars": [], "normpath": [], "commonpath": [], "pprint": ["true"], "from_yaml_all": [],
    "capitalize": [], "wordcount": [], "reverse": [], "first": [], "last": [], "length": [], "count": [], "lower": [], "upper": [], "string": [], "striptags": [], "safe": [],
    "escape": [], "e": [], "forceescape": [], "abs": [], "md5": [], "sha1": [], "from_yaml": [], "urldecode": [], "basename": [], "dirname": [], "win_basename": [], "win_dirname": [],
    "win_splitdrive": [],
}
TESTS = {
    "all": [], "any": [], "boolean": [], "callable": [], "changed": [], "contains": ["'a'"], "defined": [], "divisibleby": ["2"], "eq": ["1"], "escaped": [], "even": [], "failed": [],
    "false": [], "falsy": ["convert_bool=true"], "filter": [], "finished": [], "float": [], "ge": ["1"], "gt": ["1"], "in": ["[1, 'abc']"], "integer": [], "iterable": [], "le": ["1"],
    "lower": [], "lt": ["1"], "mapping": [], "match": ["'[a-c]'", "ignorecase=true", "multiline=true"], "nan": [], "ne": ["1"], "none": [], "number": [], "odd": [], "reachable": [],
    "regex": ["'[a-c]'", "ignorecase=true", "match_type='match'"], "sameas": ["none"], "search": ["'[a-c]'", "ignorecase=true"], "sequence": [], "skipped": [], "started": [], "string": [],
    "subset": ["[1, 2, 'b']"], "succeeded": [], "superset": ["[1]"], "test": [], "timedout": [], "true": [], "truthy": ["convert_bool=true"], "undefined": [], "unreachable": [], "upper": [],
    "uri": ["schemes=['http']"], "url": ["schemes=['http']"], "urn": [], "vault_encrypted": [], "vaulted_file": [],
    "version": ["'1.2'", "'>='", "strict=true", "version_type='loose'"], "abs": [], "isnan": [],
}


SETS = ("difference", "intersect", "symmetric_difference", "union")


def same(wanted, found):
    """Sets of Python have no order; what is undefined inside a list reads otherwise."""
    return wanted == found or wanted and found and sorted(wanted) == sorted(found) and len(wanted) > 2


def is_meant(text, name, wanted, found):
    """Differences with a reason, see docs/differences.md."""
    if name in ("filter", "test"):
        return wanted[0] is None and found[0] == "False"
    if name in SETS and same(wanted[0], found[0]):
        return True
    if name in ("random", "shuffle", "password_hash") and wanted[0] and found[0]:
        return not re.search("seed=|saltsalt", text)
    if wanted[0] and re.search(r"\\udc[89a-f]", wanted[0]):
        return True
    if "nope" in text and wanted[0] and found[0]:
        return True
    return wanted[0] is not None and found[0] is None and "must be" in (found[1] or "")


def call(rng, usual):
    """Arguments: the usual ones, some left out or taken for others."""
    arguments, keywords = [], {}
    for argument in usual:
        name, sign, value = argument.partition("=")
        is_keyword = sign and name.isidentifier() and not value.startswith("=")
        if rng.random() < (0.55 if is_keyword else 0.06):
            continue
        odd = rng.random() < 0.18
        if is_keyword:
            keywords[name] = rng.choice(VALUES) if odd else value
        else:
            arguments.append(rng.choice(VALUES) if odd else argument)
    if rng.random() < 0.04:
        arguments.append(rng.choice(VALUES))
    if rng.random() < 0.02:
        keywords["zzz"] = "1"
    return ", ".join(arguments + ["%s=%s" % pair for pair in keywords.items()])


def expression(rng, names):
    kind, name = rng.choice(names)
    usual = (ARGUMENTS if kind == "|" else TESTS)[name]
    subject, arguments = rng.choice(VALUES), call(rng, usual)
    return name, "%s %s %s%s" % (subject if subject.isidentifier() else "(%s)" % subject, kind, name, "(%s)" % arguments if arguments else "")


def main(options):
    rng = random.Random(options.seed)
    names = [("|", n) for n in ARGUMENTS] + [("is", n) for n in TESTS]
    names = [entry for entry in names if not options.names or entry[1] in options.names]
    reference, bosun = Reference(), Bosun(options.bosun)
    reference.scene(VARIABLES)
    bosun.scene(VARIABLES)
    # Whatever the reference cannot make in this is an error.
    resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
    seen, groups, told = set(), {}, 0
    for _ in range(options.cases):
        name, text = expression(rng, names)
        if text in seen:
            continue
        seen.add(text)
        wanted = reference.answer(text, "expr")
        told += 1
        found = bosun.answer(text, "expr")
        if wanted[0] != found[0] and not excuse(text, "expr", wanted, found) and not is_meant(text, name, wanted, found):
            groups.setdefault(name, []).append((text, wanted, found))
    for name, entries in sorted(groups.items()):
        for text, wanted, found in entries[:options.show]:
            print("%s\n  reference: %s\n  bosun:     %s" % (text, say(wanted), say(found)))
        print("--- %s: %d" % (name, len(entries)))
    count = sum(map(len, groups.values()))
    print("%d cases, %d disagree" % (told, count))
    return 1 if count else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--bosun", default=".build/debug/bosun")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cases", type=int, default=20000)
    parser.add_argument("--show", type=int, default=6)
    parser.add_argument("names", nargs="*")
    sys.exit(main(parser.parse_args()))
