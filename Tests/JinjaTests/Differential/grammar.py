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
               "format_map({'a': 1})", "ljust(5, 'ab')", "center(9, '')", "replace('a')", "upper('x')", "split('')", "strip(1)", "join([1])", "zfill('3')",
               "split(',', 1)[0]", "rsplit('.', 1)[-1]", "encode()", "isoformat()", "maketrans('ab', 'cd')", "replace(old='a', new='b')", "strip(none)", "title().swapcase()",
               "splitlines(keepends=true) | length", "split(sep=',', maxsplit=1)", "replace('a', 'b', count=1)", "expandtabs(tabsize=2)", "find('')", "rfind('')", "__len__()", "index('zz')", "replace('b', '')", "splitlines()[0]"]
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
                 "loopvars", "recursive", "scoping", "objects", "objects", "block", "autoescape"]
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
        return Node("objects", rng.choice(["{% set c = cycler('a', 'b') %}{{ c.next() }}{{ c.current }}{{ c.next() }}{{ c.next() }}{% do c.reset() %}{{ c.current }}", "{% set j = joiner() %}{{ j() }}a{{ j() }}b", "{% set j = joiner('|') %}{% for x in ln %}{{ j() }}{{ x }}{% endfor %}", "{{ dict(a=1).a }}", "{{ range(3) }}", "{{ range(3)[1] }}", "{{ 2 in range(3) }}", "{{ range(10)[2:5] | list }}", "{{ range(0) | length }}", "{{ lipsum(n=0) }}", "{{ cycler() }}", "{{ range() }}", "{{ range(1, 2, 0) }}", "{{ namespace(a=1) }}", "{{ namespace(a=1).a }}", "{{ d.items() }}", "{{ ed.keys() }}", "{{ d.values() | list | length }}", "{{ (1, 2) + (3,) }}", "{{ ln | map('string') }}" if False else "{{ ln | join }}", "{{ undef() }}", "{{ undef('x') is defined }}", "{{ nil.foo }}", "{{ True + True }}", "{{ 1 is sameas 1.0 }}", "{{ 'a' 'b' }}", "{{ [1, 2,] }}", "{{ {'a': 1,} }}", "{{ 1, 2 }}", "{{ 1.real }}", "{{ (1).real }}", "{{ i.bit_length() }}", "{{ f.is_integer() }}", "{{ -1 ** 2 }}", "{{ 2 ** 3 ** 2 }}", "{{ not true == false }}", "{{ 1 if false }}", "{{ 'x' if false else 'y' if false else 'z' }}", "{{ 1 ~ 2 + 3 }}", "{{ -1 | abs }}", "{{ 'a' is in 'abc' }}", "{{ 5 is divisibleby 2 + 3 }}", "{{ [] is not defined or true }}", "{{ 1 if s else }}", "{{ [1, 2, 3][1:][0] }}", "{{ 'abc'[::-1] }}", "{{ 'a,b'.split(',')[-1] }}", "{{ d | length > 2 and 'x' or 'y' }}",
            "{{ (1 > 0) + 1 }}", "{{ 3 // 0 }}", "{{ 1.5 // 0 }}", "{{ 7 % -3 }}", "{{ -7 // 2 }}", "{{ 7.5 % -2 }}", "{{ 2 ** -1 }}", "{{ 2 ** 64 }}", "{{ 2 ** 64 // 3 }}", "{{ (2 ** 64) % 1000 }}", "{{ -(2 ** 70) // 7 }}",
            "{{ 2 ** 64 == 2.0 ** 64 }}", "{{ (2 ** 64) | string | length }}", "{{ '%d' % (2 ** 70) }}", "{{ '%x' % (2 ** 70) }}", "{{ '{:,}'.format(10 ** 30) }}", "{{ (10 ** 20) / 3 }}", "{{ 10 ** 20 - 10 ** 20 }}", "{{ 12345678901234567890123 }}",
            "{{ 'a' < 'B' }}", "{{ [1, 2] < [1, 3] }}", "{{ [1] < ['a'] }}", "{{ none < 1 }}", "{{ {} < {} }}", "{{ (1, 2) == [1, 2] }}", "{{ 1 == 1.0 == true }}", "{{ 'a' == 1 }}", "{{ none == false }}", "{{ {'a': 1, 'b': 2} == {'b': 2, 'a': 1.0} }}",
            "{{ 1 < 2 < 3 }}", "{{ 3 > 2 > 2 }}", "{{ 1 in [true] }}", "{{ 'a' in {'a': 1} }}", "{{ 1 in {'1': 1} }}", "{{ 5 in 'a5' }}", "{{ none in [none] }}", "{{ not 1 in [1] }}", "{{ 'x' not in 'xyz' and true }}",
            "{{ {'a': 1}.b.c }}", "{{ {'a': 1}['b'] is defined }}", "{{ missing.a.b.c | default('deep') }}", "{{ missing is defined and missing.x }}", "{{ missing or 'x' }}", "{{ 'x' or missing }}", "{{ missing == missing }}", "{{ missing ~ 'x' }}", "{{ not missing }}", "{{ missing + 1 }}", "{{ [missing] | length }}", "{{ missing | default }}", "{{ missing | default(none) }}", "{{ nil | default('x') }}", "{{ nil | default('x', true) }}", "{{ (missing | default({})).a | default('b') }}",
            "{{ d.keys() | first in d }}", "{{ d.items() | first | first }}", "{{ d.get('nope') }}", "{{ d.get('nope', 'x') }}", "{{ d.get('nope') is none }}", "{{ {}.get('a', {}).get('b', 5) }}", "{{ dict(d, zz=1).zz }}", "{{ dict([('a', 1), ['b', 2]]) }}", "{{ dict(a=1).items() | list }}", "{{ dict([1]) }}", "{{ d.update({'q': 1}) }}{{ d.q }}", "{{ d.pop('zzz') }}", "{{ {'a': 1}.pop('a') }}", "{{ [3, 1].sort() }}", "{{ [1, 2].pop() }}", "{{ [1, 2].index(3) }}", "{{ d.copy() == d }}", "{{ d['keys'] is callable }}", "{{ d.values() | list | first is defined }}",
            "{{ 'a %s b %s' % ('x', 1.0) }}", "{{ '%s' % none }}", "{{ '%s' % [1, 2] }}", "{{ '%s' % d }}", "{{ '%d' % 3.99 }}", "{{ '%d' % '3' }}", "{{ '%5.1f|%-5d|%05d' % (3.14159, 42, 42) }}", "{{ '%(a)s %(b)d' % {'a': 1, 'b': 2} }}", "{{ '%s %s' % 'a' }}", "{{ '%*d' % (5, 42) }}", "{{ '%.*f' % (2, 3.14159) }}", "{{ '%-+5d|' % 3 }}", "{{ '%z' % 1 }}", "{{ '%' % 1 }}", "{{ '%(a)s' % 1 }}", "{{ '%c%c' % (65, 'b') }}", "{{ '%i' % true }}", "{{ '%e' % 12345.678 }}", "{{ '%g' % 1e-10 }}", "{{ '%r' % 'it' }}", "{{ '%5s|%-5s|' % ('é', '日本') }}", "{{ '%#x %#o' % (255, 8) }}",
            "{{ '{0} {1} {0}'.format('a', 'b') }}", "{{ '{} {}'.format(1) }}", "{{ '{a.b}'.format(a={'b': 1}) }}", "{{ '{a[b]}'.format(a={'b': 1}) }}", "{{ '{0[1]}'.format([1, 2]) }}", "{{ '{:{w}}|'.format('x', w=5) }}", "{{ '{:>{}}|'.format('x', 4) }}", "{{ '{0} {}'.format(1, 2) }}", "{{ '{!x}'.format(1) }}", "{{ '{:d}'.format('x') }}", "{{ '{:.1f}'.format(2) }}", "{{ '{:5}|{:<5}|{:^5}|'.format(1, 2, 3) }}", "{{ '{:x}'.format(-255) }}", "{{ '{:+}'.format(0.0) }}", "{{ '{:.3s}'.format('abcdef') }}", "{{ '{:d}'.format(true) }}", "{{ '{}'.format(none) }}", "{{ '{:5}'.format(none) }}", "{{ '{:,}'.format(1234567.891) }}", "{{ '{:08.3f}'.format(-3.14159) }}", "{{ '{:e}'.format(0) }}", "{{ '{:g}'.format(1e20) }}", "{{ '{:n}'.format(1234) }}", "{{ '{:.2%}'.format(0.1234) }}", "{{ '{:b} {:o}'.format(10, 64) }}", "{{ '{'.format() }}", "{{ '}'.format() }}", "{{ '{}'.format() }}", "{{ '{x}'.format() }}",
            "{{ 1e15 }}", "{{ 1e16 }}", "{{ 1e22 }}", "{{ 0.0001 }}", "{{ 0.00001 }}", "{{ 1.10 }}", "{{ 100.0 }}", "{{ -0.0 }}", "{{ 1/3 }}", "{{ 2/1 }}", "{{ 1e400 }}", "{{ 123456789012345680.0 }}", "{{ 5e-324 }}", "{{ [1e16, 0.1, -0.0] }}", "{{ 0.1 + 0.2 }}", "{{ 1_000.5 }}", "{{ 1.e5 }}", "{{ 0777 }}", "{{ 0x }}", "{{ 1__0 }}", "{{ .5 }}", "{{ 1. }}", "{{ 08 }}",
            "{{ '\\x41' }}", "{{ '\\u00e9' }}", "{{ '\\n' | length }}", "{{ '\\d+' }}", "{{ 'a\\\\b' }}", "{% set v = '\\t' %}{{ v | length }}", "{% set v = '\\'' %}{{ v }}", "{{ 'multi\nline' }}", "{{ \"dq\" ~ 'sq' }}", "{{ 'tab\\tx' }}",
            "{{ ['a', \"it's\", 'q\"', 'b\\\\n', none, true, 1.0, (1,), {}] }}", "{{ {'a': [1, {'b': none}]} }}", "{{ ['é', '日', '😀', '\u200b', '\x7f'] }}", "{{ [[]] }}", "{{ {1: 2, none: 3, true: 4, (1, 2): 5} }}", "{{ ('a',) }}", "{{ ((),) }}", "{{ [true, false, none] | string }}",
            "{{ loop }}", "{{ loop is defined }}", "{{ caller is defined }}", "{{ self }}" if False else "{{ varargs is defined }}", "{{ super is defined }}", "{{ super() }}", "{{ self.nope() }}", "{{ environment is defined }}", "{{ context is defined }}",
            "{{ foo(1) }}", "{{ s() }}", "{{ i.foo }}", "{{ s.foo }}", "{{ none.foo }}", "{{ li.foo }}", "{{ s.upper }}" if False else "{{ s.upper is callable }}", "{{ d.items }}", "{{ i() }}", "{{ s | nope }}", "{{ s is nope }}", "{{ nope.nope() }}", "{{ 1 | upper }}", "{{ s[99] }}", "{{ s['x'] }}", "{{ li['x'] }}", "{{ li[1.0] }}", "{{ li[:'x'] }}", "{{ i[0] }}", "{{ d[[1]] }}", "{{ d[none] }}", "{{ li[none] }}", "{{ li[true] is defined }}", "{{ s[-1:] }}", "{{ s[none:none] }}", "{{ d[1:2] }}", "{{ i[1:2] }}", "{{ li[::0] }}", "{{ li[1:2, 3] }}", "{{ li[0, 1] }}",
            "{{ 'a' | upper | lower ~ 'b' }}", "{{ 1 + 2 | string }}", "{{ (1 + 2) | string }}", "{{ -5 | abs }}", "{{ 2 * 3 ** 2 }}", "{{ 10 - 2 - 3 }}", "{{ 2 * 3 % 4 }}", "{{ 'a' ~ 1 + 2 }}", "{{ 1 ~ 2 * 3 }}", "{{ not 1 == 2 }}", "{{ 1 is odd and 2 is even }}", "{{ 1 is odd is true }}", "{{ 4 is divisibleby 2 is sameas true }}", "{{ not 3 is even }}", "{{ 1 + 1 is even }}", "{{ 'x' is string if true else 1 }}", "{{ 3 if 0 else 4 if 0 else 5 }}", "{{ (3 if 1 else 4) if 1 else 5 }}", "{{ true if true else false | string }}", "{{ [1, 2] | length == 2 }}", "{{ 1 == 1 | string }}", "{{ '1' == 1 | string }}", "{{ a.b.c is defined }}", "{{ 1 if 1 is defined }}", "{{ x if x is defined else 'n' }}",
            "{{ {'a': 1}['a'] }}", "{{ [1, [2, [3]]][1][1][0] }}", "{{ ll.0.1 }}", "{{ dd.a.l.1 }}", "{{ dd['a']['b'].c }}", "{{ users.0.name }}", "{{ users[0]['groups'] | length }}", "{{ (users | first).name }}", "{{ (users | map(attribute='name') | list).0 }}", "{{ 'abc'.upper().lower().title() }}", "{{ '%s' | format('x') }}", "{{ '%s-%s' | format(1, 2) }}", "{{ '%(a)s' | format(a=1) }}",
            "{{ }}", "{{ 1 2 }}", "{{ (1 }}", "{{ [1 }}", "{{ 'a }}", "{{ 1 + }}", "{{ | upper }}", "{{ a. }}", "{{ a[] }}", "{{ f(a=1, 2) }}", "{{ {'a'} }}", "{{ {'a': } }}", "{% if %}x{% endif %}", "{% if 1 %}x", "{% for %}{% endfor %}", "{% for x %}{% endfor %}", "{% for x in %}{% endfor %}", "{% endif %}", "{% set %}", "{% set 1 = 2 %}", "{% nope %}", "{% for loop in [1] %}{% endfor %}", "{% set a.b = 1 %}", "{% set true = 1 %}", "{% block a %}{% block a %}{% endblock %}{% endblock %}", "{% macro %}{% endmacro %}", "{% macro m(a=1, b) %}{% endmacro %}", "{% call %}{% endcall %}", "{% call 1 %}{% endcall %}", "{% include %}", "{% import 'x' %}", "{% from 'lib.j2' %}", "{% raw %}x", "{# x", "{{ 'a' if }}", "{% elif 1 %}", "{% else %}", "{% if 1 %}{% else %}{% else %}{% endif %}", "{% if 1 %}{% endfor %}", "{% break %}", "{% continue %}", "{{ 1 }", "{ { 1 }}", "{{{ 1 }}}", "{{ {} }}", "{{ {'a': {}}}}", "{{ {{ 1 }} }}", "{{ '}}' }}", "{{ '{{' }}", "{%if 1%}a{%endif%}", "{{1}}", "{%- if 1 -%} a {%- endif -%}", "{{- 1 -}}", "{% if (1) : %}a{% endif %}", "{%for x in [1]%}{{x}}{%endfor%}", "{% for x in [1] -%} {{ x }} {%- endfor %}"]))

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
