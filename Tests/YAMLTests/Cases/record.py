"""Records what Ansible makes of scalars, documents and values, for the tests beside it.

Run it with a Python that has ansible-core: `python record.py`. It writes scalars.json,
documents.json and writer.json into its own folder; the tests need neither Python nor Ansible.
"""
import datetime
import json
import os

import yaml
from ansible.parsing.yaml.dumper import AnsibleDumper
from ansible.parsing.yaml.loader import AnsibleLoader

FOLDER = os.path.dirname(os.path.abspath(__file__))

SCALARS = r"""
yes Yes YES no No NO true True TRUE false False FALSE on On ON off Off OFF y n Y N yEs tRUE oN
~ null Null NULL nULL nil None 0 -0 +0 00 1 +1 -1 12_345 1__2 _1 1_ 0_ 0_7 07 0644 -0644 +0755 08 09
0o14 0o 0x1F 0xff 0x_f 0xg +0x1 -0x1 0b101 -0b1 0b 0x 0b2 9223372036854775807 -9223372036854775808
1:30 1:60 1:5 01:30 -1:30 +1:30 1:30:15 190:20:30 0:0 07:30 1_:30 1:2:3:4 1:030
1.5 .5 5. -.5 +.5 1e3 1E3 1.0e3 1.0e+3 1.0e-3 1.e+3 .5e+1 -1.5e+3 1.5E+3 +1.5 1_0.5 1._5 ._5 . .. 1..2
.inf .Inf .INF -.inf +.inf .iNf inf .nan .NaN .NAN +.nan nan 1:30.5 12:30:45.5 -1:30.5 1:30. 1.5:30
6.8523015e+5 685.230_15e+03 685_230.15 190:20:30.15 1.2.3 10.0.0.1 1.0.0
2001-01-01 2001-1-1 2001-01-1 2024-02-29 2001-12-14t21:59:43.10-05:00 2001-12-14T21:59:43Z
2001-12-14T21:59:43 2001-1-1T1:01:01 2001-1-1T1:1:1 2001-12-14T21:59:43.1234567+1 2001-12-14T21:59:43.000
2001-12-14T21:59:43-00:00 2001-12-14T21:59:43+05:30 2001-12-14T21:59 20010101 a1 -a ++1 +-1 0x+7 0b-1
http://x a:b c#d
""".split() + ["2001-12-14 21:59:43.10 -5", "2001-12-15 2:59:43.10", "1 2", "2001-12-14  1:00:00"]

TAGGED = [
    "!!str 5", "!!str yes", "!!int 5", "!!int '0x1F'", "!!int '1:30'", "!!float 5", "!!float '1.5'",
    "!!bool yes", "!!bool 'Off'", "!!null x", "!!binary aGVsbG8=", "! 5", "!!set {a, b}", "!!seq [1]",
    "!!map {a: 1}", "'5'", '"yes"', '"a\\nb\\x41\\u00e9\\/"', "'it''s'", "|\n  x\n  y", "|-\n  x", ">\n  x\n  y\n\n  z",
    "|+\n  x\n\n", "|2\n   x", "[1, two, [3]]", "{a: 1, b: {c: [d]}}", "a #b", "!!timestamp 2001-01-01",
]

DOCUMENTS = [
    "a: &x {p: 1, q: 2}\nb:\n  <<: *x\n  q: 3\n  r: 4\n",
    "a: &x {p: 1}\nb: &y {p: 2, q: 3}\nc:\n  <<: [*x, *y]\n  z: 0\n",
    "a: &x {p: 1}\nb: &y {p: 2, q: 3}\nc:\n  <<: *x\n  <<: *y\n",
    "c:\n  z: 1\n  <<: {p: 1, z: 2}\n  '<<': no merge\n",
    "- &a x\n- *a\n- &b [1, *a]\n- *b\n",
    "a: 1\nb: 2\na: 3\n",
    "1: int\n'1': str\n1.5: float\ntrue: bool\nnull: none\n~: again\n",
    "yes: 1\non: 2\nfoo: 3\n",
    "# only a comment\n", "", "---\n", "--- x\n", "%YAML 1.1\n---\na: 1\n...\n",
    "\ufeffa: bom\n", "a: \u00fc\u20ac\U0001F600\n", "? a\n? b\n", "- - - x\n    - y\n  - z\n",
    "a:\n- 1\n- 2\nb:\n  - 3\n", "a:\n\n\nb: {}\nc: []\nd: ''\n", "{a: 1, b, c: }\n", "[a: 1, b]\n",
    "a: b\n   c\n   d\n", "a: \"b\n   c\n\n   d\"\n", '{"json": [1, 2.5, true, null, "x\\ty"]}\n', "a:\tb\n",
    "- !unsafe '{{ x }}'\n- '{{ x }}'\n", "a: {b: {}}\n",
    "key with spaces: v\n'quoted key': w\n\"dq\\n\": x\n", "a: x:y\nb: http://h:80/p\nc: -1\nd: '#'\n",
]

VALUES = [
    "null", "5", "-1", "1.5", "1e20", "1.0e+20", ".inf", "-.inf", ".nan", "true", "text", "'yes'", "'5'", "''", "' lead'",
    "'trail '", "'a: b'", "'a #b'", "'#a'", "'- a'", "'-'", "'--- a'", "'...'", "'{{ x }}'", "'[x'", "'*x'", "'&x'", "'!x'", "'%x'",
    "'@x'", "'`x'", "'a,b'", "'a]'", "\"it's\"", "'\"q\"'", "'? a'", "'a:'", "':a'", "'2001-01-01'", "'2001-13-01'", "'0x_'",
    "'99999999999999999999999'", "'1:30'", "'1e3'", "'0o14'", "'<<'", "'='", "'~'", "'.'", "\"a\\nb\"", "\"a\\n\"", "\"\\n\"", "\"a\\tb\"",
    "\"\\ta\"", "\"\\x01\"", "\"\\e[0m\"", "\u00fc\u20ac", "\U0001F600", "\"\\u00a0x\"", "\"\\u2028\"", "\"\\ufeff\"", "\"a\\\\b\"", "\"a\\r\\n\"",
    "[]", "{}", "[[]]", "[{}]", "{a: []}", "{a: {}}", "[1, 2]", "[a, [b, c]]", "[[1, 2], [3, 4]]", "[{a: 1, b: 2}, {a: 3}]",
    "{b: 1, a: 2}", "{b: {d: 1, c: 2}, a: [1, {x: y}]}", "{2: a, 1: b}", "{b: 1, 1: 2}", "{B: 1, a: 2, A: 3}", "{'yes': 1, true: 2}",
    "{a: null, b: ''}", "{a: \"x\\ny\\n\"}", "{a: \"x\\n\\ny\"}", "[\"x\\ny\\n\", z]", "{\"k\\nl\": 1}", "{'': 1}", "{a b: c}",
    "{a: 'word word word word word word word word word word word word word word word word word word word word'}",
    "['long long long long long long long long long long long long long long long long long long long long']",
    "{a: \"long long long long long long long long: long long long long long long long\\n long long long long long\"}",
    "{a: [aaaaaaaaaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb, ccccccccccccccccccccccccccc, ddddddddddddddd]}",
    "{" + "k" * 130 + ": 1}", "{a: '" + "x" * 200 + "'}", "[{name: x, list: [{a: 1}, {b: [2, 3]}]}, [[[]]]]",
    "{a: 1.0, b: 100000.0, c: 1.0e-5, d: 0.1, e: 12345678901234567890.0, f: -0.0}", "{a: 'x # y', b: 'x: y', c: '\"', d: \"'\"}",
]

OPTIONS = [
    {"default_flow_style": None}, {"default_flow_style": False, "indent": 4}, {"default_flow_style": False, "indent": 2},
    {"default_flow_style": False, "indent": 4, "width": 20}, {"default_flow_style": None, "width": 1000},
    {"default_flow_style": False, "indent": 4, "sort_keys": False}, {"default_flow_style": True},
    {"default_flow_style": False, "indent": 8, "width": -1}, {"default_flow_style": None, "default_style": '"'},
    {"default_flow_style": False, "default_style": "|", "explicit_start": True, "explicit_end": True},
    {"default_flow_style": False, "allow_unicode": False},
]


def load(text):
    return AnsibleLoader(text, "f").get_single_data()


def plain(value):
    """The value as our reader should give it, in what JSON can hold: maps as lists of pairs."""
    if isinstance(value, dict):
        return {"map": [[plain(k), plain(v)] for k, v in value.items()]}
    if isinstance(value, set):
        return [plain(v) for v in sorted(value)]
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, (datetime.date, datetime.datetime)):
        return str(value)
    return value


def record(name, cases):
    with open(os.path.join(FOLDER, name), "w") as file:
        file.write("[\n" + ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases) + "\n]\n")


def dump(value, options):
    return yaml.dump(value, Dumper=AnsibleDumper, **{"allow_unicode": True, **options})


def scalar(text):
    return [text, plain(load("k: " + text)["k"])]


record("scalars.json", [scalar(text) for text in SCALARS + TAGGED])
record("documents.json", [[text, plain(load(text))] for text in DOCUMENTS])
record("writer.json", [[text, options, dump(load(text), options)] for options in OPTIONS for text in VALUES])
