"""Random templates over random data, as trees that can be made smaller.

A node is a list: its type, then texts and nodes. What the generator knows of a node's type only makes sensible
templates likely; now and then it takes another one.
"""
import random


class Node:
    __slots__ = ("kind", "parts")

    def __init__(self, kind, *parts):
        self.kind = kind
        self.parts = list(parts)

    def __str__(self):
        return "".join(map(str, self.parts))

    def walk(self):
        yield self
        for part in self.parts:
            if isinstance(part, Node):
                yield from part.walk()


WORDS = ["", "a", "b", "abc", "Hello World", "x=1,y=2", " pad ", "été ß", "tab\there", "it's", "say \\\"hi\\\"",
         "10", "-3", "3.50", "0x1f", "1e3", "true", "no", "None", "a-b_c d", "/etc/app/conf.d/x.yml", "line1\nline2\n",
         "日本", "😀!", "%s", "%d items", "{}", "AbC", "[1, 2]", "{'k': 1}", "ABC abc", "aaa", "a,b,,c", "Ǆ", "'\\\""]
INTS = [0, 1, -1, 2, 3, 7, -7, 10, 42, 100, 255, 1000, -12345, 2147483648, 9007199254740993]
FLOATS = ["0.0", "1.0", "-0.0", "1.5", "-2.5", "0.1", "3.14159", "1e10", "1e16", "1.5e-7", "2.675", "1e100", "123456789.123", "0.5", "1_0.5"]


def variables(rng):
    """Data as inventories hold it; names tell the types."""
    def scalar():
        return rng.choice([rng.choice(INTS), float(rng.choice(FLOATS)), rng.choice(WORDS), True, False, None])

    def text():
        return rng.choice([w for w in WORDS if "{{" not in w])
    return {
        "i": rng.choice(INTS), "j": rng.randint(-20, 20), "k": rng.randint(1, 9),
        "f": float(rng.choice(FLOATS)), "g": rng.choice([0.5, -1.25, 2.0, 1e20]),
        "s": text(), "t": rng.choice(["web", "db-01.example.com", "a b c"]), "u": text(),
        "yes": True, "no": False, "nil": None,
        "li": [rng.choice(INTS) for _ in range(rng.randint(0, 5))],
        "ls": [text() for _ in range(rng.randint(0, 4))], "ln": [3, 1, 2],
        "lm": [scalar() for _ in range(rng.randint(0, 5))],
        "ll": [[1, 2], [3, [4, 5]], []],
        "d": {k: scalar() for k in rng.sample(["a", "b", "c", "key", "items", "x y", "name"], 4)},
        "dd": {"a": {"b": {"c": rng.choice(INTS)}, "l": [1, "two"]}, "n": None},
        "users": [{"name": n, "uid": rng.choice([1, 2, 1000]), "admin": rng.choice([True, False]),
                   "groups": rng.sample(["wheel", "adm", "dev"], rng.randint(0, 3))}
                  for n in rng.sample(["root", "Ann", "bob", "zoe"], rng.randint(1, 4))],
        "e": [], "es": "", "ed": {},
    }


TEMPLATES = {
    "row.j2": "<{{ i }}:{{ x | default('-') }}>\n",
    "lib.j2": "{% macro m(a, b=2) %}{{ a }}+{{ b }}{{ i | default('?') }}{% endmacro %}{% set v = 3 %}{% set _p = 4 %}text",
    "base.j2": "[{% block head %}base head{% endblock %}|{% block body scoped %}{{ x | default('-') }}{% endblock %}]{{ self.head() }}",
    "loop.j2": "{{ loop.index | default('none') }};{{ q | default('-') }}",
    "mid.j2": "{% extends 'base.j2' %}{% block head %}mid({{ super() }}){% endblock %}",
    "req.j2": "{% block r required %}{% endblock %}!",
    "names.j2": "{% set x = 5 %}{{ x }}{{ s }}",
}


class Grammar:
    """Makes nodes; `depth` bounds them."""

    NAMES = {"int": ["i", "j", "k"], "float": ["f", "g"], "str": ["s", "t", "u", "es"], "bool": ["yes", "no"],
             "list": ["li", "ls", "ln", "lm", "ll", "users", "e"], "dict": ["d", "dd", "ed"],
             "any": ["nil", "missing", "dd.n", "d.a", "d.nope", "lm[0]", "users[0]", "dd.a.b"]}
    TYPES = ["int", "float", "str", "bool", "list", "dict", "any"]

    def __init__(self, rng):
        self.rng = rng
        self.locals = []

    def quoted(self, text):
        quote = self.rng.choice("'\"")
        text = text.replace("\\\"", '"').replace("\\", "\\\\")
        return quote + text.replace(quote, "\\" + quote).replace("\n", "\\n").replace("\t", "\\t") + quote

    def expr(self, kind=None, depth=3):
        rng = self.rng
        if kind is None or rng.random() < 0.04:
            kind = rng.choice(self.TYPES)
        if depth <= 0 or rng.random() < 0.15:
            return self.leaf(kind)
        roll = rng.random()
        if roll < 0.05:
            return Node(kind, "(", self.expr(kind, depth - 1), " if ", self.expr("bool", depth - 1),
                        *([" else ", self.expr(kind, depth - 1)] if rng.random() < 0.85 else []), ")")
        if roll < 0.07:
            return Node(kind, "(", self.expr(kind, depth - 1), rng.choice([" or ", " and "]), self.expr(kind, depth - 1), ")")
        if roll < 0.10:
            return Node(kind, self.atom(self.expr("any", depth - 1)), " | default(", self.expr(kind, depth - 1),
                        rng.choice(["", ", true", ", boolean=True"]), ")")
        if roll < 0.13:
            return Node(kind, self.atom(self.expr("list", depth - 1)), rng.choice([" | first", " | last", "[0]", "[-1]", " | max", " | min"]))
        return getattr(self, "make_" + kind)(depth - 1)

    def atom(self, node):
        """With brackets, unless the node binds tightly."""
        text = str(node)
        if node.kind == "leaf" and not text.startswith("-") or self.rng.random() < 0.05:
            return node
        return Node(node.kind, "(", node, ")")

    def leaf(self, kind):
        rng = self.rng
        if self.locals and rng.random() < 0.4:
            return Node("leaf", rng.choice(self.locals))
        if rng.random() < 0.4:
            return Node("leaf", rng.choice(self.NAMES[kind]))
        if kind == "int":
            number = rng.choice(INTS)
            return Node("leaf", rng.choice([str(number)] * 8 + ["0x1F", "0b101", "0o17", "1_000"]))
        if kind == "float":
            return Node("leaf", rng.choice(FLOATS))
        if kind == "str":
            return Node("leaf", self.quoted(rng.choice(WORDS)))
        if kind == "bool":
            return Node("leaf", rng.choice(["true", "false", "True", "False"]))
        if kind == "list":
            return Node("leaf", rng.choice(["[]", "[1, 2, 3]", "['b', 'a', 'C']", "()", "(1,)", "(1, 'x')", "[[1, 2], [0]]", "[1, 'a', none]", "range(5)", "range(3, -3, -2)"]))
        if kind == "dict":
            return Node("leaf", rng.choice(["{}", "{'a': 1}", "{'b': 2, 'a': [1]}", "{1: 'x', 'k': none}", "{'a': {'x': 1}}", "dict(a=1, b='z')"]))
        return Node("leaf", rng.choice(["none", "None", "missing", "nil", "''", "0", "[]", "missing.deep"]))

    # MARK: By type

    def make_int(self, d):
        rng = self.rng
        pick = rng.randrange(13)
        if pick < 4:
            op = rng.choice(["+", "-", "*", "//", "%", "+", "-"])
            return Node("int", self.atom(self.expr("int", d)), rng.choice([" ", ""]), op, rng.choice([" ", ""]), self.atom(self.expr(rng.choice(["int", "int", "int", "float", "bool"]), d)))
        if pick == 4:
            return Node("int", self.atom(self.expr("int", d)), " ** ", self.leaf_power())
        if pick == 5:
            return Node("int", rng.choice(["-", "+", "- "]), self.atom(self.expr("int", d)))
        if pick == 6:
            return Node("int", self.atom(self.expr(rng.choice(["list", "str", "dict"]), d)), rng.choice([" | length", " | count"]))
        if pick == 7:
            return Node("int", self.atom(self.expr(rng.choice(["str", "float", "any"]), d)), " | int", rng.choice(["", "(7)", "(default=3)", "(0, 16)", "(base=8)"]))
        if pick == 8:
            return Node("int", self.atom(self.expr("str", d)), rng.choice([".find(", ".count(", ".index(", ".rfind("]), self.expr("str", d), rng.choice(["", ", 1", ", -3", ", 1, 4"]), ")")
        if pick == 9:
            return Node("int", self.atom(self.expr("list", d)), rng.choice([".index(", ".count("]), self.expr("int", d), ")")
        if pick == 10:
            return Node("int", self.atom(self.expr("list", d)), " | sum", rng.choice(["", "(start=1)"]))
        if pick == 11:
            return Node("int", self.atom(self.expr("int", d)), " | abs")
        return Node("int", self.expr("int", d), rng.choice([" + ", " - ", " * ", " // ", " % "]), self.expr("int", d))

    def leaf_power(self):
        return Node("leaf", self.rng.choice(["2", "0", "-1", "3", "0.5", "10", "(-2)", "k", "20"]))

    def make_float(self, d):
        rng = self.rng
        pick = rng.randrange(6)
        if pick < 2:
            return Node("float", self.atom(self.expr("float", d)), rng.choice([" + ", " - ", " * ", " / ", " // ", " % "]), self.atom(self.expr(rng.choice(["float", "int"]), d)))
        if pick == 2:
            return Node("float", self.atom(self.expr("int", d)), " / ", self.atom(self.expr("int", d)))
        if pick == 3:
            return Node("float", self.atom(self.expr("float", d)), " | round", rng.choice(["", "(1)", "(2, 'floor')", "(1, 'ceil')", "(-1)", "(0)"]))
        if pick == 4:
            return Node("float", self.atom(self.expr(rng.choice(["str", "int", "any"]), d)), " | float", rng.choice(["", "(1.5)", "(default=2)"]))
        return Node("float", self.atom(self.expr("float", d)), " ** ", self.leaf_power())

    METHODS = ["upper()", "lower()", "title()", "capitalize()", "swapcase()", "strip()", "lstrip()", "rstrip()", "casefold()",
               "strip('a ')", "lstrip('/')", "rstrip('c1')", "zfill(6)", "center(9)", "center(8, '*')", "ljust(7, '.')", "rjust(7)",
               "replace('a', 'X')", "replace('', '-')", "replace('a', 'b', 1)", "expandtabs()", "expandtabs(4)", "removeprefix('a')",
               "removesuffix('c')", "split(',') | join('|')", "join(['1', '2'])", "join(ls)", "format(1, 'x', a=2)", "zfill(-1)",
               "partition('=')[2]", "rpartition('/')[0]", "join('xyz')", "translate({97: 'Q'})", "encode('utf-8').decode()",
               "format_map({'a': 1})", "replace('b', '')", "splitlines()[0]"]
    TEXT_FILTERS = ["upper", "lower", "title", "capitalize", "trim", "string", "replace('a', 'o')", "reverse", "center(10)",
                    "indent(2)", "indent(2, true)", "wordcount | string", "truncate(5)", "truncate(7, true, '..', 0)", "e", "striptags",
                    "escape", "urlencode", "b64encode", "regex_replace('[aeiou]', '<\\\\0>')", "regex_replace('a+', 'X')", "basename", "dirname",
                    "quote", "wordwrap(4)", "forceescape", "safe", "trim('a')", "regex_search('[a-z]+')", "type_debug", "string"]

    def make_str(self, d):
        rng = self.rng
        pick = rng.randrange(14)
        if pick == 0:
            return Node("str", self.atom(self.expr("str", d)), " + ", self.atom(self.expr("str", d)))
        if pick in (1, 2):
            return Node("str", "(", self.expr(None, d), " ~ ", self.expr(None, d), *([" ~ ", self.expr("str", d)] if rng.random() < 0.3 else []), ")")
        if pick in (3, 4):
            return Node("str", self.atom(self.expr("str", d)), ".", rng.choice(self.METHODS))
        if pick in (5, 6):
            return Node("str", self.atom(self.expr("str", d)), " | ", rng.choice(self.TEXT_FILTERS))
        if pick == 7:
            return Node("str", self.atom(self.expr("str", d)), self.slice(d))
        if pick == 8:
            return Node("str", self.atom(self.expr("str", d)), " * ", rng.choice(["0", "1", "3", "-1", "k"]))
        if pick == 9:
            return Node("str", self.printf(d))
        if pick == 10:
            return Node("str", self.brace(d))
        if pick == 11:
            return Node("str", self.atom(self.expr("list", d)), " | join", rng.choice(["", "(',')", "(', ')", "('-', attribute='name')", "(d='/')"]))
        if pick == 12:
            return Node("str", self.atom(self.expr(None, d)), rng.choice([" | string", " | type_debug", " | string", " | to_json", " | tojson", " | pprint"]))
        return Node("str", self.atom(self.expr("str", d)), "[", rng.choice(["0", "-1", "1", "5"]), "]")

    def printf(self, d):
        rng = self.rng
        spec = rng.choice(["%d", "%5d", "%-5d|", "%05d", "%+d", "%x", "%#X", "%o", "%s", "%10s|", "%-8s|", "%.2s", "%r", "%f", "%.2f", "%08.3f",
                           "%e", "%.3E", "%g", "%G", "%c", "%%", "% d", "%i", "%.3d", "%+.1f", "%#o", "%5.1f%%", "%a", "%s %s", "%.10g", "%#.3g"])
        if rng.random() < 0.2:
            return Node("str", "'%(a)s-%(b)", rng.choice(["s", "d", "05d", ".1f", "r"]), "' % ", self.atom(self.expr("dict", d)))
        kinds = "float" if spec[-1] in "feEgG" else "int" if spec[-1] in "dxXoic" else None
        if rng.random() < 0.5 or spec == "%s %s":
            return Node("str", "'", spec, " ", rng.choice(["%s", "%d"]), "' % (", self.expr(kinds, d), ", ", self.expr("int", d), ")")
        return Node("str", "'", spec, "' % ", self.atom(self.expr(kinds, d)))

    def brace(self, d):
        rng = self.rng
        kind = rng.choice(["int", "float", "str", None])
        spec = {"int": ["", ":d", ":5", ":<5", ":^7", ":+d", ":x", ":#x", ":b", ":08b", ":,", ":_", ":e", ":.2f", ":c", ":n", ":%", ":=+6d", ":*>6", ":06", ":#010x", ":o"],
                "float": ["", ":.2f", ":8.3f", ":e", ":g", ":+.1f", ":,.2f", ":%", ":.0%", ":010.2f", ":.3", ":.10g", ":G", ":<10", ":n", ":_.1f"],
                "str": ["", ":10", ":>10", ":^9", ":*<8", ":.2", ":s", "!r", "!s", ":>5.1", "!r:>12", "!a"],
                None: ["", "!r", "!s", ":s", "[0]", "[a]", "!s:10"]}[kind]
        field = rng.choice(spec)
        name = rng.choice(["", "0", "n"])
        return Node("str", "'{", name, field, "}", rng.choice(["", "{{}}", " x"]), "'.format(", "n=" if name == "n" else "", self.expr(kind, d), ")")

    def slice(self, d):
        rng = self.rng
        bound = lambda: rng.choice(["", "", "1", "-1", "2", "0", "-3", "10", "-10", "none", "k"])
        text = bound() + ":" + bound()
        if rng.random() < 0.4:
            text += ":" + rng.choice(["", "1", "-1", "2", "-2", "0", "3"])
        return "[" + text + "]"

    def make_bool(self, d):
        rng = self.rng
        pick = rng.randrange(11)
        if pick < 3:
            kind = rng.choice(["int", "float", "str", "list", None])
            return Node("bool", self.atom(self.expr(kind, d)), rng.choice([" == ", " != ", " < ", " <= ", " > ", " >= ", " == "]), self.atom(self.expr(kind, d)))
        if pick == 3:
            return Node("bool", self.atom(self.expr("int", d)), rng.choice([" < ", " <= ", " == ", " > "]), self.atom(self.expr("int", d)), rng.choice([" < ", " != ", " in "]), self.atom(self.expr(rng.choice(["int", "list"]), d)))
        if pick == 4:
            kind = rng.choice(["list", "str", "dict"])
            return Node("bool", self.atom(self.expr("str" if kind != "list" else None, d)), rng.choice([" in ", " not in "]), self.atom(self.expr(kind, d)))
        if pick == 5:
            return Node("bool", rng.choice(["not ", "not "]), self.expr("bool", d))
        if pick == 6:
            return Node("bool", "(", self.expr("bool", d), rng.choice([" and ", " or "]), self.expr("bool", d), ")")
        if pick in (7, 8):
            test = rng.choice(["defined", "undefined", "none", "string", "number", "integer", "float", "boolean", "mapping", "sequence", "iterable",
                               "odd", "even", "truthy", "falsy", "true", "false", "lower", "upper", "callable", "divisibleby 3", "divisibleby(2)",
                               "eq 1", "ne 'a'", "gt 2", "ge(3)", "lt 5", "le 0", "in [1, 'a', none]", "sameas none", "sameas true", "match('a')", "search 'b'", "contains 'a'",
                               "contains(1)", "equalto 1", "escaped", "subset [1, 2, 3]", "superset([1])", "==1", "greaterthan 1"])
            return Node("bool", self.atom(self.expr(None, d)), rng.choice([" is ", " is ", " is not "]), test)
        if pick == 9:
            return Node("bool", self.atom(self.expr("str", d)), ".", rng.choice(["startswith('a')", "endswith('c')", "startswith(('a', 'w'))", "isdigit()", "isalpha()",
                        "isalnum()", "isupper()", "islower()", "isspace()", "istitle()", "isdecimal()", "isnumeric()", "isidentifier()", "isprintable()", "isascii()", "startswith('b', 1)", "endswith('b', 0, -1)"]))
        return Node("bool", self.atom(self.expr(rng.choice(["str", "any", "int"]), d)), " | bool")

    LIST_FILTERS = ["sort", "sort(reverse=true)", "unique", "list", "reverse", "reverse | list", "flatten", "flatten(levels=1)", "map('string') | list", "map('upper') | list", "map('int') | list",
                    "select | list", "reject | list", "select('number') | list", "select('defined') | list", "reject('none') | list", "batch(2) | list", "batch(2, 'x') | list", "slice(2) | list", "slice(3, 0) | list", "zip([1, 2]) | list",
                    "map('length') | list", "select('gt', 1) | list", "sort(case_sensitive=true)", "map('default', 0) | list", "combinations(2) | list",
                    "list | length", "map('abs')", "select('string')", "product([0]) | list", "zip_longest('ab') | list", "unique(case_sensitive=true)"]
    USER_FILTERS = ["map(attribute='name') | list", "selectattr('admin') | list", "rejectattr('admin') | map(attribute='uid') | list", "groupby('uid')", "groupby('admin') | map('first') | list", "sort(attribute='name')",
                    "sort(attribute='uid,name')", "selectattr('uid', 'gt', 1) | map(attribute='name') | list", "sum(attribute='uid')", "map(attribute='nope') | list", "map(attribute='nope', default='x') | list",
                    "items2dict(key_name='name', value_name='uid')", "subelements('groups')", "map('extract', ['name']) | list", "selectattr('groups', 'contains', 'adm') | list", "max(attribute='uid')", "map(attribute='groups') | flatten | unique", "map(attribute='groups.0') | list",
                    "unique(attribute='uid')", "dict2items"]

    def make_list(self, d):
        rng = self.rng
        pick = rng.randrange(14)
        if pick == 0:
            return Node("list", "[", *self.joined(None, d), "]")
        if pick == 1:
            return Node("list", self.atom(self.expr("list", d)), " + ", self.atom(self.expr("list", d)))
        if pick in (2, 3, 4):
            return Node("list", self.atom(self.expr("list", d)), " | ", rng.choice(self.LIST_FILTERS))
        if pick == 5:
            return Node("list", self.atom(self.expr("list", d)), self.slice(d))
        if pick == 6:
            return Node("list", self.atom(self.expr("str", d)), rng.choice([".split()", ".split(',')", ".split(none, 1)", ".rsplit(' ', 1)", ".splitlines()", ".partition('=')", ".rpartition('-')", ".split('a', maxsplit=1)", ".rsplit()", ".splitlines(true)", " | list", ".rsplit(none, 1)", " | split(',')", " | split"]))
        if pick == 7:
            return Node("list", self.atom(self.expr("dict", d)), rng.choice([".keys() | list", ".values() | list", ".items() | list", " | dict2items", " | dictsort", " | list", ".items()", ".keys()", ".values()", " | items | list", " | dictsort(false, 'value')", " | dictsort(reverse=true)"]))
        if pick == 8:
            return Node("list", "users | ", rng.choice(self.USER_FILTERS))
        if pick == 9:
            return Node("list", "(", *self.joined(None, d), ",)")
        if pick == 10:
            return Node("list", "range(", self.leaf_small(), rng.choice(["", ", 5", ", -2", ", 9, 3", ", 0, -2"]), ")", rng.choice(["", " | list", " | list", " | reverse | list"]))
        if pick == 11:
            return Node("list", self.atom(self.expr("list", d)), " * ", rng.choice(["2", "0", "k", "-1"]))
        if pick == 12:
            return Node("list", self.atom(self.expr("str", d)), " | regex_findall(", rng.choice(["'[a-z]'", "'\\\\d+'", "'(.)(.)'", "'a|b'"]), ")")
        return Node("list", self.atom(self.expr("list", d)), ".copy()")

    def leaf_small(self):
        return self.rng.choice(["0", "3", "k", "-2", "5"])

    def joined(self, kind, d):
        parts = []
        for index in range(self.rng.choice([0, 1, 1, 2, 3])):
            if index:
                parts.append(", ")
            parts.append(self.expr(kind, d))
        return parts or [self.leaf("int")]

    def make_dict(self, d):
        rng = self.rng
        pick = rng.randrange(9)
        if pick < 3:
            keys = rng.choice([["'a'"], ["'a'", "'b'"], ["1", "'1'"], ["1", "true"], ["'k'", "s"], ["none"], ["1.0", "1"], ["(1, 2)"], ["i", "f"], ["li"]])
            parts = ["{"]
            for index, key in enumerate(keys):
                parts += [", " if index else "", key, ": ", self.expr(None, d)]
            return Node("dict", *parts, "}")
        if pick == 3:
            return Node("dict", self.atom(self.expr("dict", d)), " | combine(", self.expr("dict", d), rng.choice(["", ", recursive=true", ", list_merge='append'"]), ")")
        if pick == 4:
            return Node("dict", "dict(", self.expr("dict", d), rng.choice(["", ", z=1", ", a=none"]), ")")
        if pick == 5:
            return Node("dict", "dict(", self.atom(self.expr("list", d)), " | zip(", self.expr("list", d), "))")
        if pick == 6:
            return Node("dict", self.atom(self.expr("dict", d)), rng.choice([".copy()", " | dict2items | items2dict", " | dict", ".get('a')", ".get('zz', {})", "['a']", ".a", ".a.b", ".pop('a')", ".get('items')"]))
        if pick == 7:
            return Node("dict", self.atom(self.expr("dict", d)), ".get(", self.expr("str", d), ", ", self.expr(None, d), ")")
        return Node("dict", "dict(", self.atom(self.expr("dict", d)), ".items())")

    def make_any(self, d):
        rng = self.rng
        pick = rng.randrange(8)
        if pick == 0:
            return Node("any", self.atom(self.expr("list", d)), "[", self.expr("int", d), "]")
        if pick == 1:
            return Node("any", self.atom(self.expr("dict", d)), "[", self.expr("str", d), "]")
        if pick == 2:
            return Node("any", self.atom(self.expr("any", d)), ".", rng.choice(["a", "b", "name", "items", "upper", "0", "real", "x"]))
        if pick == 3:
            return Node("any", self.atom(self.expr(None, d)), rng.choice([" | d('x')", " | ternary('y', 'n')", " | ternary(1, 2, 3)", " | attr('a')", " | list", " | string | length", " | mandatory", " | from_json", " | from_yaml", " | to_json", " | to_nice_yaml", " | to_nice_json", " | hash('md5')", " | random(seed=1) | string"][:13]))
        if pick == 4:
            return Node("any", self.atom(self.expr(None, d)), rng.choice([" + ", " - ", " * ", " / ", " < ", " == ", " in ", " % ", " // ", " ~ "]), self.atom(self.expr(None, d)))
        if pick == 5:
            return Node("any", self.atom(self.expr(None, d)), "[", rng.choice(["0", "'a'", "-1", "none", "1.0", "true", "missing"]), "]")
        if pick == 6:
            return Node("any", self.atom(self.expr("list", d)), ".", rng.choice(["0", "1", "5"]))
        return self.expr(None, d)

    # MARK: Statements

    def text(self):
        return self.rng.choice(["", "", " ", "\n", "a", "x y", "  \n", "\n\n", "  indented ", "{ not }", "<b>", "end\n", "\t", "ü", "% #", "\\n"])

    def tag(self, *parts):
        rng = self.rng
        left, right = rng.choice([("", "")] * 8 + [("-", ""), ("", "-"), ("-", "-"), ("+", ""), ("", "+")])
        return ["{%", left, " ", *parts, " ", right, "%}"]

    def output(self, depth=2):
        rng = self.rng
        left, right = rng.choice([("", "")] * 10 + [("-", ""), ("", "-"), ("-", "-")])
        return Node("output", "{{", left, " ", self.expr(None, depth), " ", right, "}}")

    def body(self, depth):
        parts = []
        for _ in range(self.rng.choice([1, 1, 2, 2, 3])):
            parts += [self.text(), self.statement(depth - 1)]
        return Node("body", *parts, self.text())

    def statement(self, depth):
        rng = self.rng
        if depth <= 0 or rng.random() < 0.3:
            return self.output()
        names = ["if", "for", "for", "set", "setblock", "macro", "call", "filter", "with", "raw", "comment", "namespace", "do", "include", "import",
                 "loopvars", "recursive", "scoping", "objects", "block", "autoescape"]
        return getattr(self, "make_" + rng.choice(names + ["for", "if", "loopvars", "macro"]) + "_statement")(depth)

    def within(self, names, depth):
        self.locals += names
        body = self.body(depth)
        del self.locals[len(self.locals) - len(names):]
        return body

    def make_if_statement(self, d):
        rng = self.rng
        parts = [*self.tag("if ", self.expr("bool", 2)), self.body(d)]
        for _ in range(rng.choice([0, 0, 1])):
            parts += [*self.tag("elif ", self.expr("bool", 1)), self.body(d)]
        if rng.random() < 0.5:
            parts += [*self.tag("else"), self.body(d)]
        return Node("if", *parts, *self.tag("endif"))

    def make_for_statement(self, d):
        rng = self.rng
        name, source = rng.choice([("x", None), ("x", None), ("a, b", "d.items()"), ("a, b", "[[1, 2], [3, 4]]"), ("x", "users"), ("a, (b, c)", "[(1, (2, 3))]"), ("x", "s"), ("x", "d"),
                                   ("x, y", "dd.items()"), ("x", "range(k)")])
        names = [n.strip(" ()") for n in name.split(",")]
        source = source or self.expr("list", 2)
        if rng.random() < 0.25:
            self.locals += names
            condition = [" if ", self.expr("bool", 1)]
            del self.locals[len(self.locals) - len(names):]
        else:
            condition = []
        parts = [*self.tag("for ", name, " in ", source, *condition), self.within(names + ["loop.index"], d)]
        if rng.random() < 0.2:
            parts += self.tag(rng.choice(["break", "continue"]))
            if rng.random() < 0.5:
                parts[-6:] = ["{% if loop.index == 2 %}", "{% ", rng.choice(["break", "continue"]), " %}", "{% endif %}"]
        if rng.random() < 0.25:
            parts += [*self.tag("else"), self.body(d)]
        return Node("for", *parts, *self.tag("endfor"))

    LOOPVARS = ["loop.index", "loop.index0", "loop.revindex", "loop.revindex0", "loop.first", "loop.last", "loop.length", "loop.depth", "loop.depth0",
                "loop.previtem | default('-')", "loop.nextitem | default('-')", "loop.cycle('odd', 'even')", "loop.changed(x)", "loop.previtem is defined", "loop.changed(x, 1)", "loop.nope", "loop.cycle()"]

    def make_loopvars_statement(self, d):
        rng = self.rng
        parts = ["{{ " + rng.choice(self.LOOPVARS) + " }}" + rng.choice([",", " ", ""]) for _ in range(rng.randint(1, 4))]
        inner = rng.random() < 0.3
        if inner:
            parts += ["{% for x in [1, 2] %}", rng.choice(["{{ loop.index }}", "{{ loop.depth }}", "{{ x }}{% set y = x %}", "{{ loop.length }}"]), "{% endfor %}"]
        return Node("loopvars", "{% for x in ", self.expr("list", 1), rng.choice(["", "", " if x", " if loop is undefined", " if x is number"]), " %}", *parts, "{% endfor %}")

    def make_recursive_statement(self, d):
        rng = self.rng
        return Node("recursive", "{% for x in ", rng.choice(["ll", "[[1, [2]], 3]", "[1, [2, [3]]]", "li"]), " recursive %}",
                    rng.choice(["", "{{ loop.depth }}", "{{ loop.index }}/{{ loop.length }}", "{{ loop.depth0 }}:"]),
                    "{% if x is iterable %}(", "{{ loop(x) }}", rng.choice([")", "|{{ loop.index }})"]), "{% else %}{{ x }}{% endif %}", "{% endfor %}")

    def make_set_statement(self, d):
        rng = self.rng
        name = rng.choice(["v", "w", "x", "s", "i"])
        pick = rng.random()
        if pick < 0.1:
            return Node("set", *self.tag("set v, w = ", rng.choice(["1, 2", "[3, 4]", "'ab'", "1", "(1, 2, 3)", self.expr("list", 1)])), "{{ v }}{{ w }}")
        return Node("set", *self.tag("set ", name, " = ", self.expr(None, 2)), rng.choice(["", "{{ " + name + " }}", "\n"]))

    def make_setblock_statement(self, d):
        rng = self.rng
        return Node("setblock", *self.tag("set v", rng.choice(["", "", " | upper", " | trim | length", " | replace('a', 'b')", " | indent(2)"])), self.body(d - 1), *self.tag("endset"), rng.choice(["{{ v }}", "[{{ v }}]", "{{ v | length }}"]))

    def make_macro_statement(self, d):
        rng = self.rng
        head = rng.choice(["a", "a, b", "a, b=2", "a=1, b=a", "", "a, b='x'", "a=[]", "a, caller", "a=1, caller=none", "a=s"])
        body = rng.choice(["{{ a }}", "{{ a }}-{{ b }}", "{{ varargs }}", "{{ kwargs }}", "{{ a }}{{ varargs | length }}{{ kwargs.items() | list }}", "{{ i }}{{ a | default('none') }}",
                           "{{ m.name }}", "{{ caller is defined }}", "{% if a %}{{ a }}{% endif %}", "{{ x | default('nox') }}", " {{ a }} \n", "{% set z = a %}{{ z }}"])
        call = rng.choice(["m()", "m(1)", "m(1, 2)", "m(1, b=3)", "m(b=3)", "m(1, 2, 3)", "m(a=1, zz=2)", "m(*[1, 2])", "m(**{'a': 1})", "m.name", "m.arguments", "m.catch_kwargs", "m.catch_varargs", "m.caller", "m(1) | upper", "m(1) ~ m(2)", "m(s)", "m(1, *[2], **{'c': 3})", "m | string | length > 3", "m(nil)", "m(missing)", "m is callable", "[m(1)]", "m.defaults"])
        return Node("macro", "{% macro m(", head, ") %}", body, self.text(), "{% endmacro %}", rng.choice(["", "{% set x = 9 %}"]), "{{ ", call, " }}")

    def make_call_statement(self, d):
        rng = self.rng
        return Node("call", "{% macro w(a, b=1) %}<{{ a }}{{ caller(", rng.choice(["", "a", "a, b", "x=1", "1, 2, 3"]), ") }}{{ ", rng.choice(["b", "caller.arguments", "caller.name", "kwargs", "caller.defaults"]), " }}>{% endmacro %}",
                    "{% call", rng.choice(["", "(x)", "(x, y=2)", "(x=5)"]), " w(", rng.choice(["1", "s", "1, 2", "", "a=2"]), ") %}", rng.choice(["body", "{{ x }}", "{{ x | default('q') }}{{ i }}", "{{ y | default(0) }}", " {{ s }} "]), "{% endcall %}")

    def make_filter_statement(self, d):
        return Node("filter", *self.tag("filter ", self.rng.choice(["upper", "lower | title", "replace('a', 'b')", "indent(4, true)", "trim", "length", "string", "e", "default('x')", "list", "truncate(4)", "center(20)", "regex_replace('x', 'y')"])), self.body(d - 1), *self.tag("endfilter"))

    def make_with_statement(self, d):
        rng = self.rng
        head = rng.choice(["a = 1", "a = 1, b = 2", "a = i", "", "x = s, y = x | default('n')", "i = 5", "a, b = [1, 2]"])
        names = [part.split("=")[0].strip() for part in head.split(", ") if "=" in part]
        return Node("with", *self.tag("with ", head), self.within(names, d - 1), *self.tag("endwith"), self.rng.choice(["", "{{ a | default('gone') }}", "{{ i }}"]))

    def make_raw_statement(self, d):
        rng = self.rng
        return Node("raw", *self.tag("raw"), rng.choice(["{{ x }}", " {% if %} ", "\n{# c #}\n", "text"]), *self.tag("endraw"))

    def make_comment_statement(self, d):
        rng = self.rng
        return Node("comment", rng.choice(["{# c #}", "{#- c #}", "{# c -#}", "{#- c -#}", "{# {{ x }}\n #}", "{#+ c +#}", "{##}", "{#-#}"]))

    def make_namespace_statement(self, d):
        rng = self.rng
        return Node("namespace", "{% set ns = namespace(", rng.choice(["n=0", "n=0, l=[]", "{'n': 0}", "n=i", "{'n': 1}, m=2"]), ") %}", "{% for x in ", self.expr("list", 1), " %}",
                    rng.choice(["{% set ns.n = ns.n + 1 %}", "{% set ns.n = x %}", "{% set ns.l = ns.l + [x] %}", "{% set ns.new = loop.index %}", "{% set ns.n %}{{ x }}!{% endset %}", "{% if loop.last %}{% set ns.n = 'last' %}{% endif %}"]),
                    "{% endfor %}{{ ns.n }}", rng.choice(["{{ ns.l }}", "{{ ns.new }}", "{{ ns.nope }}", "{{ ns['n'] }}", "{{ ns }}", "{{ ns.n is defined }}", ""]))

    def make_do_statement(self, d):
        rng = self.rng
        return Node("do", "{% set l = ", rng.choice(["[]", "[3, 1, 2]", "['b', 'a']", "[1, [2]]", "li + []", "ls"]), " %}{% set h = {'a': 1, 'b': [1]} %}",
                    *["{% do " + rng.choice(["l.append(9)", "l.extend([1, 2])", "l.insert(0, 'z')", "l.insert(-1, 5)", "l.pop()", "l.pop(0)", "l.remove(1)", "l.sort()", "l.reverse()", "l.clear()", "l.append(l | length)", "h.update({'c': 3})", "h.update(d=4)",
                                             "h.pop('a')", "h.pop('zz', 0)", "h.setdefault('a', 5)", "h.setdefault('q', [])", "h.clear()", "h.b.append(7)", "h['b'].append(8)", "l.sort(reverse=true)", "h.popitem()", "h.update([['k', 'v']])", "h.setdefault('l', []).append(1)", "l.__setitem__(0, 1)", "l.append(1, 2)", "h.get('b').append(5)"]) + " %}"
                      for _ in range(rng.randint(1, 3))], "{{ l }}{{ h }}")

    def make_include_statement(self, d):
        rng = self.rng
        return Node("include", rng.choice(["{% set x = 9 %}", "", "{% set q = 1 %}"]), "{% include ", rng.choice(["'row.j2'", "'none.j2' ignore missing", "'none.j2'", "['none.j2', 'row.j2']", "'row.j2' without context", "'loop.j2'", "'names.j2'", "'row' ~ '.j2'", "[] ignore missing", "missing", "'none.j2' ignore missing with context"]), " %}",
                    rng.choice(["", "{{ x | default('no') }}", "{% for q in [1, 2] %}{% include 'loop.j2' %}{% endfor %}", "{% for x in ln %}{% include 'row.j2' %}{% endfor %}"]))

    def make_import_statement(self, d):
        rng = self.rng
        return Node("import", rng.choice(["{% import 'lib.j2' as lib %}", "{% import 'lib.j2' as lib with context %}", "{% import 'lib.j2' as lib without context %}"]),
                    rng.choice(["{{ lib.m(1) }}", "{{ lib.v }}", "{{ lib._p }}", "{{ lib }}", "{{ lib.nope }}", "{{ lib.m(1, b=2) }}", "{{ lib.nope is defined }}"])) if rng.random() < 0.6 else \
            Node("import", "{% from 'lib.j2' import ", rng.choice(["m", "m as n", "m, v", "v", "nope", "m with context", "v as i", "_p"]), " %}", rng.choice(["{{ m(1) }}", "{{ n(1) }}", "{{ v }}", "{{ i }}", "{{ nope }}", "{{ m }}" if False else "{{ m.name }}"]))

    def make_scoping_statement(self, d):
        rng = self.rng
        return Node("scoping", "{% set x = 1 %}", rng.choice(["{% for y in [1, 2] %}{{ x }}{% set x = y %}{{ x }}{% endfor %}", "{% if true %}{% set x = 2 %}{% endif %}", "{% with x = 5 %}{{ x }}{% endwith %}", "{% for x in [7] %}{{ x }}{% endfor %}", "{% block b1 %}{{ x }}{% set x = 3 %}{% endblock %}", "{% filter upper %}{{ x }}{% set x = 'q' %}{% endfilter %}", "{% set y %}{% set x = 8 %}{{ x }}{% endset %}", "{% if false %}{% set i = 1 %}{% endif %}{{ i }}", "{% for i in [] %}{% else %}{% set x = 4 %}{{ x }}{% endfor %}", "{% macro mm() %}{{ x }}{% endmacro %}{% set x = 6 %}{{ mm() }}", "{% with %}{% set x = 12 %}{% endwith %}", "{% for y in [1] %}{% if y %}{% set x = 99 %}{% endif %}{{ x }}{% endfor %}", "{% call(x) mq() %}{{ x }}{% endcall %}"]), "{{ x }}{{ i }}")

    def make_objects_statement(self, d):
        rng = self.rng
        return Node("objects", rng.choice(["{% set c = cycler('a', 'b') %}{{ c.next() }}{{ c.current }}{{ c.next() }}{{ c.next() }}{% do c.reset() %}{{ c.current }}", "{% set j = joiner() %}{{ j() }}a{{ j() }}b", "{% set j = joiner('|') %}{% for x in ln %}{{ j() }}{{ x }}{% endfor %}", "{{ dict(a=1).a }}", "{{ range(3) }}", "{{ range(3)[1] }}", "{{ 2 in range(3) }}", "{{ range(10)[2:5] | list }}", "{{ range(0) | length }}", "{{ lipsum(n=0) }}", "{{ cycler() }}", "{{ range() }}", "{{ range(1, 2, 0) }}", "{{ namespace(a=1) }}", "{{ namespace(a=1).a }}", "{{ d.items() }}", "{{ ed.keys() }}", "{{ d.values() | list | length }}", "{{ (1, 2) + (3,) }}", "{{ ln | map('string') }}" if False else "{{ ln | join }}", "{{ undef() }}", "{{ undef('x') is defined }}", "{{ nil.foo }}", "{{ True + True }}", "{{ 1 is sameas 1.0 }}", "{{ 'a' 'b' }}", "{{ [1, 2,] }}", "{{ {'a': 1,} }}", "{{ 1, 2 }}", "{{ 1.real }}", "{{ (1).real }}", "{{ i.bit_length() }}", "{{ f.is_integer() }}", "{{ -1 ** 2 }}", "{{ 2 ** 3 ** 2 }}", "{{ not true == false }}", "{{ 1 if false }}", "{{ 'x' if false else 'y' if false else 'z' }}", "{{ 1 ~ 2 + 3 }}", "{{ -1 | abs }}", "{{ 'a' is in 'abc' }}", "{{ 5 is divisibleby 2 + 3 }}", "{{ [] is not defined or true }}"]))

    def make_block_statement(self, d):
        rng = self.rng
        name = "b%d" % rng.randrange(10 ** 6)
        return Node("block", "{% block ", name, rng.choice(["", " scoped"]), " %}", self.body(d - 1), "{% endblock ", rng.choice(["", name]), " %}", rng.choice(["", "{{ self.%s() }}" % name]))

    def make_autoescape_statement(self, d):
        return Node("autoescape", "{% autoescape ", self.rng.choice(["true", "false"]), " %}", self.rng.choice(["{{ '<b>' }}", "{{ s }}", "{{ '<' ~ 'x' }}", "{{ '<i>' | safe }}", "a", "{{ '<b>' | e }}", "{{ ['<'] }}", "{{ '<a>' | safe ~ '<b>' }}", "{{ '<x>' | upper }}"]), "{% endautoescape %}")

    # MARK: Whole templates

    def template(self):
        rng = self.rng
        self.locals = []
        if rng.random() < 0.04:
            return Node("child", "{% extends ", rng.choice(["'base.j2'", "'mid.j2'", "'req.j2'", "'none.j2'"]), " %}", self.text(), rng.choice(["{% set x = 3 %}", "", "{{ i }}"]),
                        "{% block ", rng.choice(["head", "body", "r", "other"]), " %}", rng.choice(["{{ super() }}", "{{ x | default('nox') }}", "own", "{{ super.super() }}", "{{ self.body() }}", "{{ i }}"]), "{% endblock %}", self.text())
        head = ""
        if rng.random() < 0.05:
            head = rng.choice(["#jinja2: trim_blocks: False\n", "#jinja2: lstrip_blocks: True\n", "#jinja2:trim_blocks:False, lstrip_blocks:True\n", "#jinja2: line_statement_prefix: '%%'\n", "#jinja2: variable_start_string: '{{', variable_end_string: '}}'\n", "#jinja2: line_comment_prefix: '##'\n", "#jinja2: keep_trailing_newline: False\n"])
        line = [] if "line_" not in head else [rng.choice(["%% for y in ln\n{{ y }}\n%% endfor\n", "a ## c\n", "## c\nb\n", "%% if yes:\n  y\n%% endif\n"])]
        return Node("template", head, *line, self.body(3), rng.choice(["", "", "\n", "\n\n"]))

    def case(self):
        """A template and its mode."""
        rng = self.rng
        roll = rng.random()
        self.locals = []
        if roll < 0.45:
            return Node("output", "{{ ", self.expr(None, 3), " }}"), "render"
        if roll < 0.55:
            return self.expr(rng.choice([None, "bool"]), 3), "expr"
        if roll < 0.65:
            return Node("joined", self.text(), self.output(), self.text(), self.output(), self.text()), "render"
        return self.template(), rng.choice(["text", "text", "text", "render"])
