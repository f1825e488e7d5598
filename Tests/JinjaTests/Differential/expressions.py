"""Random expressions by type: part of the grammar."""
from calls import Calls
from data import integer, number, text
from tree import Node


class Expressions(Calls):
    """Makes nodes; `depth` bounds them."""

    NAMES = {"int": ["i", "j", "k"], "float": ["f", "g"], "str": ["s", "t", "u", "es"], "bool": ["yes", "no"],
             "list": ["li", "ls", "ln", "lm", "ll", "users", "e"], "dict": ["d", "dd", "ed"],
             "any": ["nil", "missing", "dd.n", "d.a", "d.nope", "lm[0]", "users[0]", "dd.a.b"]}
    # What is asked of variables that hold templates.
    ENDS = [""] * 8 + [".a", ".b.c", "[0]", "[1]", ".bad", ".good", ".k", "[-1].k", ".nope.deep", "['b']['c']"]
    TYPES = ["int", "float", "str", "bool", "list", "dict", "any"]

    def quoted(self, word):
        quote = self.rng.choice("'\"")
        word = word.replace("\\\"", '"').replace("\\", "\\\\")
        return quote + word.replace(quote, "\\" + quote).replace("\n", "\\n").replace("\t", "\\t") + quote

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
        if roll < 0.20:
            return self.call(depth - 1)
        return getattr(self, "make_" + kind)(depth - 1)

    def atom(self, node):
        """With brackets, unless the node binds tightly."""
        if node.kind == "leaf" and not str(node).startswith("-") or self.rng.random() < 0.05:
            return node
        return Node(node.kind, "(", node, ")")

    def leaf(self, kind):
        rng = self.rng
        if self.locals and rng.random() < 0.4:
            return Node("leaf", rng.choice(self.locals))
        if self.lazy and rng.random() < 0.4:
            return Node("leaf", rng.choice(self.lazy) + rng.choice(self.ENDS))
        if rng.random() < 0.4:
            return Node("leaf", rng.choice(self.NAMES[kind]))
        if kind == "int":
            return Node("leaf", rng.choice([str(integer(rng))] * 8 + ["0x1F", "0b101", "0o17", "1_000"]))
        if kind == "float":
            return Node("leaf", number(rng))
        if kind == "str":
            return Node("leaf", self.quoted(text(rng)))
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
        bounds = bound() + ":" + bound()
        if rng.random() < 0.4:
            bounds += ":" + rng.choice(["", "1", "-1", "2", "-2", "0", "3"])
        return "[" + bounds + "]"

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
