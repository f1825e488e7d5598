#!/usr/bin/env python3
"""Makes random values and texts and records what PyYAML, Ansible and Python's json give for them.

Run it with a Python that has ansible-core 2.18; the tests themselves do not need it:

    generate.py SEED COUNT >Cases/generated.jsonl          the corpus that is checked in
    generate.py SEED COUNT >/tmp/cases && BOSUN_CASES=/tmp/cases swift test --filter GeneratedTests

A line is a case: [kind, input, options, result], where no result is an error. Kinds are "dump" (value to
YAML), "load" (YAML to its documents, as in playbooks), "safe" (the same as from_yaml reads it), "dumps"
and "loads" (JSON). Maps stand as {"map": [[key, value], …]}.
"""
import datetime
import json
import math
import os
import random
import sys
import warnings

import yaml

os.environ["ANSIBLE_DUPLICATE_YAML_DICT_KEY"] = "ignore"
from ansible.module_utils.common.yaml import SafeLoader
from ansible.parsing.ajson import AnsibleJSONEncoder
from ansible.parsing.yaml.dumper import AnsibleDumper
from ansible.parsing.yaml.loader import AnsibleLoader

warnings.simplefilter("ignore")

WORDS = """
yes no on off Yes NO true False y n ~ null Null None = << . .. ... - -- --- ? : , [ ] { } # & * ! | > ' " % @ `
0 00 07 0123 08 -0 +1 1e3 1.0e+3 1e+3 1_000 1__0 _1 0x1F 0x_ 0b1 0b_ 0o7 0xFFFFFFFFFFFFFFFFFF 99999999999999999999 0777777777777777777777777 1:30 1:60 190:20:30 1:30.5 1. .5 -.5 1.5
.inf -.inf .nan inf nan 2001-01-01 2001-1-1 2001-13-01 2001-12-14T21:59:43 2001-12-14t21:59:43.10-05:00 12.5e-3
a: b:c :d #e e#f -f ?g !!str &h *i foo bar {{ }} {% %} path/to http://x:80/y user@host 10.0.0.1 key=value a,b it's "q"
""".split()
LETTERS = list("abcxyz019 _-:#'\"\\,.?!&*|>%@`{}[]=~<\n\t") + [
    " ", " ", "\n", "\r", "\x00", "\x07", "\x1b", "\x7f", "\x85", "\xa0", "é", "ß", "€", "日本", "\u2028", "\u2029", "\ufeff",
    "\U0001F600", "\ufffd", "\ud7ff", "\ue000", "\x80", "\u200b",
]
KEYS = ["a", "b", "c", "name", "list", "x y", "", "yes", "1", "ä", "A", "b-c", "b_c", "k" * 127, "long key " * 16]


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def text(self):
        r = self.random
        kind = r.random()
        if kind < 0.25:
            return r.choice(WORDS)
        if kind < 0.45:
            return "".join(r.choice(LETTERS) for _ in range(r.randrange(8)))
        if kind < 0.55:
            return r.choice(WORDS) + r.choice([" ", "\n", ": ", " #", "- ", ""]) + r.choice(WORDS)
        if kind < 0.85:
            gaps = r.choice([[" "], [" ", " ", " ", "  "], [" ", " ", "\n", "\n\n"], [" ", "\n ", " \n", "\t"]])
            words = [r.choice(WORDS + ["word", "longer", "words"] * 30) for _ in range(r.randrange(1, 40))]
            return "".join(word + r.choice(gaps) for word in words)[: None if r.random() < 0.3 else -1]
        if kind < 0.93:
            lines = [" " * r.choice([0, 0, 0, 2, 4]) + r.choice(WORDS + ["text here", ""]) for _ in range(r.randrange(1, 6))]
            return "\n".join(lines) + r.choice(["", "\n", "\n\n"])
        return r.choice(["x" * r.randrange(60, 200), "x" * 70 + " " + "y" * 30, " ".join(["é€日"] * 20)])

    def scalar(self):
        r = self.random
        kind = r.random()
        if kind < 0.6:
            return self.text()
        if kind < 0.75:
            return r.choice([0, 1, -1, 7, 80, 1 << 31, (1 << 63) - 1, -(1 << 63), 1 << 63, -(10**30), r.randrange(-10**6, 10**6)])
        if kind < 0.9:
            return r.choice([
                0.0, -0.0, 0.1, 1.0, 1e16, 1e15, 1e17, 1e22, 1.5e300, 5e-324, 1e-5, 0.0001, 123456.789, math.inf, -math.inf,
                math.nan, r.random(), r.uniform(-1e9, 1e9), r.random() * 10.0 ** r.randrange(-30, 30), float(r.randrange(10**18)),
            ])
        return r.choice([None, True, False])

    def key(self):
        r = self.random
        kind = r.random()
        return r.choice(KEYS) if kind < 0.7 else self.text() if kind < 0.9 else self.scalar()

    def value(self, depth=0):
        r = self.random
        kind = r.random() * (1 + depth / 2)
        if kind < 0.25:
            return [self.value(depth + 1) for _ in range(r.randrange(5))]
        if kind < 0.55:
            return {(0.5 if key != key else key): self.value(depth + 1) for key in (self.key() for _ in range(r.randrange(5)))}
        return self.scalar()

    def options(self, table):
        r = self.random
        return {name: r.choice(values) for name, values in table.items() if r.random() < 0.25}


DUMP = {
    "indent": [0, 1, 2, 4, 8, 12, -1], "width": [-1, 0, 5, 20, 40, 79, 1000], "default_flow_style": [None, True, False],
    "default_style": ["'", '"', "|", ">", "", None, "x"], "sort_keys": [True, False], "explicit_start": [True, False],
    "explicit_end": [True, False], "canonical": [True, False], "line_break": ["\n", "\r", "\r\n", None], "version": [[1, 1], [1, 2]],
}
DUMPS = {
    "indent": [0, 1, 2, 4, -1, None, "", "\t", "--"], "separators": [[",", ":"], [", ", " : "], None], "sort_keys": [True, False],
    "ensure_ascii": [True, False], "skipkeys": [True, False], "allow_nan": [True, False],
}

TEXTS = [
    "a: &x {p: 1, q: 2}\nb:\n  <<: *x\n  q: 3\n  r: 4\n", "- &a x\n- *a\n- &b [1, *a]\n- *b\n", "a: 1\nb: 2\na: 3\n",
    "1: int\n'1': str\n1.5: float\ntrue: bool\nnull: none\n~: again\n", "%YAML 1.1\n---\na: 1\n...\n--- b\n", "? a\n? b\n: c\n",
    "- - - x\n    - y\n  - z\n", "a:\n- 1\n- 2\nb:\n  - 3\n", "{a: 1, b, c: }\n", "[a: 1, b]\n", "a: b\n   c\n   d\n",
    "a: \"b\n   c\n\n   d\\n\\x41\\u00e9\"\n", "a: |\n  x\n   y\n\nb: >-\n  p\n  q\n\n  r\n   s\nc: |2+\n   t\n\n", "a: 'it''s'\nb: !!str 5\nc: !!int '7'\n",
    "- hosts: all\n  tasks:\n  - name: x\n    debug: msg=\"{{ y }}\"\n    when: a == 'b'\n", "k: !unsafe '{{ x }}'\n", "# c\na: b # d\n\n\n  # e\nf: g\n",
    "a: !!set {x, y}\nb: !!float 1\nc: !!bool off\nd: !!null ''\ne: !!binary aGVsbG8=\n", "c:\n  z: 1\n  <<: [{p: 1, z: 2}, {p: 3}]\n",
    "a: 2001-12-14t21:59:43.10-05:00\nb: 2001-01-01\nc: 1:30\nd: 0x1F\ne: 0b11\nf: 0644\ng: 1_000\nh: 6.8523015e+5\n", "--- |\n  x\n--- >\n  y\n...\n",
    '{"json": [1, 2.5, true, null, "x\\ty", 1e5]}\n', "a:\n  b:\n    c: [1, {d: e}, 'f']\n", "[]\n", "'x'\n", "x\n", "", "!!map {a: b}\n", "a: !!int 99999999999999999999\n", "!!seq [a]\n",
    "!!omap [a: 1, b: 2]\n", "!!pairs [a: 1, a: 2]\n", "a: =\n", "b: <<\n", "=: 1\n", "!local x\n", "&a [*a]\n", "%TAG ! tag:yaml.org,2002:\n--- !str 1\n",
]
BITS = [
    ": ", "- ", "? ", "\n", "\n  ", "\n- ", "  ", " ", "\t", "#", " #", "'", '"', "&x ", "*x", "<<: *x\n", "!!str ", "!!int ", "!!float ", "!!set ", "!!seq ",
    "!!map ", "!!bool ", "!!timestamp ", "!!binary ", "!unsafe ", "! ", "!x ", "!<tag:yaml.org,2002:str> ", "[", "]", "{", "}", ",", "|\n", ">\n", "|-\n", "---\n", "...\n", "\\",
    "\\x", "\\u12", "%", "@", "`", "=", "<<", "~", "\r", "\r\n", "\x85", "\u2028", "\xa0", "\ufeff", "\x00", "é", "\U0001F600", "a: b\n", "- x\n",
]
JSON_BITS = list('{}[]:,"\\ \n\t-.0123456789eE') + [
    "true", "false", "null", "NaN", "Infinity", "-Infinity", "01", "1.", ".5", "1e5", "1E+400", "-0", "-0.0", "\\n", "\\u00e9", "\\ud83d\\ude00", "\\x", "\\u12",
    "\x00", "\x0b", "\xa0", "\ufeff", "é", '"a"', '"a": 1', "[]", "{}",
]


def mutate(r, text, bits):
    for _ in range(r.randrange(5)):
        at = r.randrange(len(text) + 1)
        kind = r.random()
        if kind < 0.5:
            text = text[:at] + r.choice(bits) + text[at:]
        elif kind < 0.7:
            text = text[:at] + text[at + r.randrange(1, 4):]
        elif kind < 0.85:
            end = at + r.randrange(1, 12)
            to = r.randrange(len(text) + 1)
            text = text[:to] + text[at:end] + text[to:]
        else:
            text = text[:at] + r.choice(bits) + text[at + 1:]
    return text


def encode(value):
    """The value in what JSON can hold, as the tests' reader gives it."""
    if isinstance(value, dict):
        return {"map": [[encode(k), encode(v)] for k, v in value.items()]}
    if isinstance(value, set):
        return sorted((encode(v) for v in value), key=str)
    if isinstance(value, (list, tuple)):
        return [encode(v) for v in value]
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, (datetime.date, datetime.datetime)):
        return str(value)
    if isinstance(value, str):
        str(value).encode()
        return str(value)
    return value


def attempt(action):
    """The result, None for an error. What the tests have no form for raises."""
    try:
        result = action()
    except (RecursionError, MemoryError):
        raise OverflowError
    except Exception:
        return None
    try:
        return encode(result)
    except (RecursionError, UnicodeError):
        raise OverflowError


def case(generator):
    r = generator.random
    kind = r.choice(["dump", "dump", "dump", "load", "load", "safe", "dumps", "loads"])
    if kind == "dump":
        value, options = generator.value(), generator.options(DUMP)
        arguments = {"default_flow_style": None, **options}
        return [kind, encode(value), options, attempt(lambda: yaml.dump(value, Dumper=Dumper, allow_unicode=True, **arguments))]
    if kind == "dumps":
        value, options = generator.value(), generator.options(DUMPS)
        return [kind, encode(value), options, attempt(lambda: json.dumps(value, cls=AnsibleJSONEncoder, vault_to_text=True, **options))]
    if kind == "loads":
        text = mutate(r, json.dumps(generator.value(), skipkeys=True, ensure_ascii=r.random() < 0.5), JSON_BITS)
        options = {"strict": False} if r.random() < 0.2 else {}
        return [kind, text, options, attempt(lambda: [json.loads(text, **options)])]
    if r.random() < 0.2:
        text = yaml.dump(generator.value(), Dumper=Dumper, allow_unicode=True, **generator.options(DUMP))
    elif r.random() < 0.3:
        text = "k: " + generator.text() + "\n"
    else:
        text = r.choice(TEXTS) + (r.choice(TEXTS) if r.random() < 0.2 else "")
    text = mutate(r, text, BITS)
    loader = AnsibleLoader if kind == "load" else SafeLoader
    return [kind, text, {}, attempt(lambda: list(yaml.load_all(text, Loader=loader)))]


class Dumper(AnsibleDumper):
    """Without aliases: Bosun's values have no identity."""

    def ignore_aliases(self, data):
        return True


def main():
    generator = Generator(int(sys.argv[1]))
    count = int(sys.argv[2])
    while count:
        try:
            line = json.dumps(case(generator), ensure_ascii=True)
        except (OverflowError, yaml.YAMLError, TypeError, ValueError):
            continue
        print(line)
        count -= 1


if __name__ == "__main__":
    main()
