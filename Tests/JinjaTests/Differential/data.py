"""The data that random templates see: variables by scene, and the templates that they include."""

import math
import struct
import unicodedata

WORDS = ["", "a", "b", "abc", "Hello World", "x=1,y=2", " pad ", "été ß", "tab\there", "it's", "say \\\"hi\\\"",
         "10", "-3", "3.50", "0x1f", "1e3", "true", "no", "None", "a-b_c d", "/etc/app/conf.d/x.yml", "line1\nline2\n",
         "日本", "😀!", "%s", "%d items", "{}", "AbC", "[1, 2]", "{'k': 1}", "ABC abc", "aaa", "a,b,,c", "Ǆ", "'\\\"",
         "http://u:p@example.com:8080/a/b?q=1#f", "1.2.3", "2.0.0-rc1", "<b>x</b> &amp;", "key: [1, 'two']\n", '{"a": [1, null]}']
# What Python's str takes for blanks, letters, digits and ends of lines, and what changes its length with its case.
ODD_WORDS = ["e\u0301t", "\u00a0x\u00a0y\u00a0", "a\u0085b", "l\u2028m\u2029n", "\u3000w w\u3000", "ﬁne", "ŉ", "İIı", "ſtraße",
             "ΑΣ ΣΑΣ", "²³", "Ⅷ ⅷ", "٣٤", "½", "\x1cq\x1d", "a\x0bb\x0cc\rd\r\ne", "\ufeffbom", "z\u200bw", "ა Ა", "ǅungla ǆ", "µ ÿ",
             "𝟙𝟚", "\u0345ι", "ª º", "o'neil DON'T", "x1y a1b", "𐐀𐐨", "ᾳ ᾼ ᾈ", "日 本　語", "\x7f\x00", "_id", "9lives", "naïve", "ⓐ Ⓐ", "\u0301", "\u1e9e"]
INTS = [0, 1, -1, 2, 3, 7, -7, 10, 42, 100, 255, 1000, -12345, 2147483648, 9007199254740993]
FLOATS = ["0.0", "1.0", "-0.0", "1.5", "-2.5", "0.1", "3.14159", "1e10", "1e16", "1.5e-7", "2.675", "1e100", "123456789.123", "0.5", "1_0.5",
          "5e-324", "1.7976931348623157e308", "0.30000000000000004", "99999.5", "1e22", "4.35", "1e15", "-1e-5", "2.5", "3.5", "0.045"]

TEMPLATES = {
    "row.j2": "<{{ i }}:{{ x | default('-') }}>\n",
    "lib.j2": "{% macro m(a, b=2) %}{{ a }}+{{ b }}{{ i | default('?') }}{% endmacro %}{% set v = 3 %}{% set _p = 4 %}text",
    "base.j2": "[{% block head %}base head{% endblock %}|{% block body scoped %}{{ x | default('-') }}{% endblock %}]{{ self.head() }}",
    "loop.j2": "{{ loop.index | default('none') }};{{ q | default('-') }}",
    "mid.j2": "{% extends 'base.j2' %}{% block head %}mid({{ super() }}){% endblock %}",
    "req.j2": "{% block r required %}{% endblock %}!",
    "names.j2": "{% set x = 5 %}{{ x }}{{ s }}",
}


# Blocks of Unicode that random words are made of.
BLOCKS = [(0x20, 0x7E)] * 4 + [(0xA0, 0x24F), (0x300, 0x36F), (0x370, 0x3FF), (0x400, 0x52F), (0x660, 0x669), (0x1E00, 0x1FFF), (0x2000, 0x206F), (0x2150, 0x218F), (0x2460, 0x24FF),
                                (0x3000, 0x30FF), (0x4E00, 0x4E20), (0xAB70, 0xABBF), (0x13A0, 0x13FF), (0xFB00, 0xFB06), (0xFF10, 0xFF5A), (0x10400, 0x1044F), (0x1D7CE, 0x1D7FF), (0x1F600, 0x1F640)]


def text(rng):
    roll = rng.random()
    if roll < 0.1:
        word = "".join(chr(rng.randint(*rng.choice(BLOCKS))) for _ in range(rng.randint(1, 6)))
        return "".join(c for c in word if unicodedata.category(c) != "Cn" and c not in "{}")
    return rng.choice(ODD_WORDS if roll < 0.3 else WORDS)


def integer(rng):
    return rng.choice(INTS) if rng.random() < 0.9 else rng.randint(-10 ** rng.randint(1, 40), 10 ** rng.randint(1, 40))


def number(rng):
    """A float as it is written: one of those above, or any."""
    if rng.random() < 0.7:
        return rng.choice(FLOATS)
    value = struct.unpack("<d", struct.pack("<Q", rng.getrandbits(64)))[0] if rng.random() < 0.5 else round(rng.uniform(-1e6, 1e6), rng.randint(0, 8))
    return repr(abs(value)) if math.isfinite(value) else "1e308"


def scalar(rng):
    return rng.choice([integer(rng), float(number(rng)), text(rng), True, False, None])


def variables(rng):
    """Data as inventories hold it; names tell the types."""
    return {
        "i": integer(rng), "j": rng.randint(-20, 20), "k": rng.randint(1, 9),
        "f": float(number(rng)), "g": rng.choice([0.5, -1.25, 2.0, 1e20]),
        "s": text(rng), "t": rng.choice(["web", "db-01.example.com", "a b c"]), "u": text(rng),
        "yes": True, "no": False, "nil": None,
        "li": [integer(rng) for _ in range(rng.randint(0, 5))],
        "ls": [text(rng) for _ in range(rng.randint(0, 4))], "ln": [3, 1, 2],
        "lm": [scalar(rng) for _ in range(rng.randint(0, 5))],
        "ll": [[1, 2], [3, [4, 5]], []],
        "d": {k: scalar(rng) for k in rng.sample(["a", "b", "c", "key", "items", "x y", "name"], 4)},
        "dd": {"a": {"b": {"c": rng.choice(INTS)}, "l": [1, "two"]}, "n": None},
        "users": [{"name": n, "uid": rng.choice([1, 2, 1000]), "admin": rng.choice([True, False]),
                   "groups": rng.sample(["wheel", "adm", "dev"], rng.randint(0, 3))}
                  for n in rng.sample(["root", "Ann", "bob", "zoe"], rng.randint(1, 4))],
        "e": [], "es": "", "ed": {},
    }


def templates(rng, names, make):
    """Variables that hold templates of the others, beside `names`; `make()` gives a random template.

    Some are undefined, a cycle, broken, nested in lists and dicts, or `!unsafe`.
    """
    plain = rng.sample(sorted(names), 3)
    return {**names,
            "v_one": "{{ %s }}" % plain[0], "v_two": "{{ v_one }}", "v_text": "<{{ v_one }}|{{ s }}>", "v_sum": "{{ i + 1 }}", "v_digits": "{{ '0' ~ k }}",
            "v_list": ["{{ %s }}" % plain[1], "b", ["{{ v_sum }}"], {"k": "{{ s }}"}], "v_dict": {"a": "{{ i }}", "b": {"c": "{{ v_one }}"}, "{{ 'k' }}": 1},
            "v_missing": "{{ missing }}", "v_deep": "{{ dd.nope.deep }}", "v_partly": {"good": 1, "bad": "{{ missing }}"}, "v_holes": [1, "{{ v_missing }}"],
            "v_self": "{{ v_self }}", "v_a": "{{ v_b }}", "v_b": "x{{ v_a }}", "v_broken": "{{ 1 + }}", "v_fails": "{{ 1 / 0 }}", "v_none": "{{ none }}", "v_bool": "{{ yes }}",
            "v_word": "{{ 'yes' }}", "v_json": "{{ d | to_json }}", "v_line": "{{ s }}\n", "v_blank": " {{ li }} ", "v_if": "{% if yes %}{{ ln }}{% endif %}", "v_raw": "{% raw %}{{ i }}{% endraw %}",
            "v_brace": "{{ '{{' }} i }}", "v_default": "{{ missing | default(v_one) }}", "v_comment": "{# c #}", "v_tuple": "{{ (1, 2) }}", "v_float": "{{ 1.0 }}", "v_loop": "{% for x in ln %}{{ x }},{% endfor %}",
            "v_unsafe": {"__ansible_unsafe": "{{ i }}"}, "v_mixed": [{"__ansible_unsafe": "{{ i }}"}, "{{ v_unsafe }}"], "v_macro": "{% macro m(a) %}{{ a }}{% endmacro %}{{ m([1, 2]) }}",
            "v_random": make(), "v_other": make()}
