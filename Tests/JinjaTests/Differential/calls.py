"""Random calls of filters, tests, methods and globals: mostly with what they take, now and then with anything."""
from data import text
from signatures import FILTERS, GLOBALS, METHODS, TESTS
from tree import Node

# Arguments by kind; kinds that the grammar knows are made by it.
VALUES = {
    "small": ["0", "1", "2", "3", "-1", "k", "none", "5"],
    # Nothing that makes large texts and lists: the reference has no bounds.
    "width": ["0", "1", "2", "3", "4", "5", "7", "10", "12", "20", "40", "-1", "-3", "k", "j", "k", "true", "2.0", "none", "'4'"],
    "tiny": ["1", "2", "0", "3"],
    "zero": ["0"],
    "number": ["0", "1", "-1", "10", "2.5", "-0.5", "100", "1e10", "i", "f", "g", "k", "true", "2 ** 70", "1234567", "0.045", "-7.5", "1e16", "1048576", "255"],
    "numeral": ["'12'", "' 42 '", "'-7'", "'1e3'", "'0x1f'", "'1_000'", "'12.7'", "'٣٤'", "'inf'", "'nan'", "''", "3.99", "-3.99", "none", "true", "s", "f", "'0b11'", "'z'", "'+5'", "'1.5.2'", "'  '", "'７'", "1e300", "[1]", "'- 1'", "'1e'", "'.5'", "'5.'", "'1 2'"],
    "base": ["10", "16", "8", "2", "0", "36", "1", "37", "'16'", "none"],
    "word": ["'a'", "'b'", "'key'", "'name'", "'upper'", "'sort'", "'defined'", "'x y'", "'nope'", "''"],
    "key": ["'a'", "'b'", "'name'", "'nope'", "0", "1", "-1", "1.0", "none", "true", "['a']", "['a', 'b']", "(1, 2)", "'key'", "s"],
    "attribute": ["'name'", "'uid'", "'admin'", "'groups'", "'nope'", "'groups.0'", "'uid,name'", "'name.0'", "0", "'a.b'", "none", "''", "1", "'0'", "-1"],
    "char": ["'*'", "' '", "''", "'ab'", "'é'", "'日'", "1", "none"],
    "affix": ["'a'", "''", "('a', 'b')", "['a']", "s", "(1,)", "()", "('x', '')", "none", "'é'", "'l'"],
    "texts": ["['a', 'b']", "'xyz'", "ls", "[1]", "[]", "('q',)", "d", "['é', 's']", "none", "5", "[none]", "range(2)", "d.keys()"],
    "table": ["{97: 'Q'}", "{'a': 'b'}", "{97: none, 98: 120}", "{}", "d", "'abc'", "none", "{'ab': 1}", "{98: 3.0}", "'ab', 'cd'", "'ab', 'cd', 'e'", "'a', 'bc'", "{'é': 'e', 'ß': none}"],
    "codec": ["'utf-8'", "'ascii'", "'latin-1'", "'utf-16'", "'UTF8'", "'nope'", "'utf-16-le'", "'cp1252'"],
    "b64": ["'YWJj'", "'w6k='", "'YQ'", "'!!'", "''", "'YWJj\\n'", "s", "'/+8='", "'SGVsbG8gV29ybGQ='", "1"],
    "boolish": ["'yes'", "'no'", "'on'", "'True'", "'1'", "'0'", "'y'", "'t'", "'f'", "1", "0", "1.0", "2", "none", "''", "s", "'FALSE'", "[1]", "true", "missing"],
    "merge": ["'replace'", "'keep'", "'append'", "'prepend'", "'append_rp'", "'prepend_rp'", "'nope'", "none"],
    "comment": ["'plain'", "'erlang'", "'c'", "'cblock'", "'xml'", "'nope'"],
    "path": ["'/etc/app/x.yml'", "'a/b/'", "'/'", "''", "'a'", "'..'", "'./a/../b'", "'//a//b'", "'/a/b.tar.gz'", "'C:\\\\x\\\\y.txt'", "'.hidden'", "s", "'a/.b.c'", "'/é/日.x'", "none", "1", "'\\\\\\\\host\\\\share\\\\f'", "'c:rel'", "'a.'", "['a']"],
    "paths": ["['/a', 'b']", "['/a/b', '/a/c']", "['a', '/b']", "[]", "'x'", "['/a/b/c', '/a/b']", "['a/b', '/a']", "ls", "['a', '', 'b']", "('x', 'y')", "[1]", "none"],
    "by": ["'key'", "'value'", "'nope'", "none"],
    "printf": ["'%s'", "'%d'", "'%s-%s'", "'%5.2f'", "'%(a)s'", "'x'", "'%x'", "'%r'", "'%%'", "'%05d'", "'%c'", "'%10s|'", "'%z'", "1", "'%e'", "'%g'"],
    "json": ["'{\"a\": 1}'", "'[1, 2.5, null]'", "'nope'", "''", "'1e5'", "'\"x\\\\u00e9\"'", "'[NaN]'", "'{\"a\": {\"b\": []}}'", "s", "1", "'[1,]'", "' true '", "'-0'", "'12345678901234567890'", "li", "'01'", "d | to_json"],
    "yaml": ["'a: 1'", "'- 1\\n- x'", "'yes'", "'1e3'", "'0x1f'", "'~'", "'a: [1, {b: c}]'", "'\"q\"'", "'012'", "'x: y: z'", "''", "s", "'--- 1\\n--- 2'", "'1_000'", "'!!str 1'", "'&a [*a]'" if False else "'*a'", "'&x 1'", "'2001-01-01'", "'12:30:45'", "'.inf'", "5", "d | to_yaml", "'a: |\\n  b\\n  c\\n'", "'[a, b'", "'? a\\n: b'", "none"],
    "hash": ["'md5'", "'sha1'", "'sha256'", "'sha512'", "'nope'", "'blake2b'", "'sha3_256'", "'SHA256'", "'sha224'"],
    "unit": ["none", "'K'", "'M'", "'g'", "'B'", "'Kb'", "'nope'", "'T'", "'b'", "'MB'", "'k'"],
    "size": ["'1K'", "'2.5 MB'", "'10'", "10", "'1kb'", "'3 Gigabytes'", "'x'", "'1 Kilobit'", "''", "'10B'", "'1.5T'", "' 7 G '", "'5b'", "2.7", "'1E'", "'2Y'", "'-1K'", "none"],
    "pairs": ["[{'key': 'a', 'value': 1}]", "[{'key': 'a', 'value': 1}, {'key': 'a', 'value': 2}]", "[['a', 1]]", "[('a', 1), ('b', 2)]", "[]", "d", "[{'a': 1}]", "s", "users", "[1]", "[['a']]", "'ab'", "['ab', 'cd']", "none", "[[[1], 2]]"],
    "retype": ["'python'", "'posix_basic'", "'posix_extended'", "'nope'"],
    "regex": ["'a'", "'[a-z]+'", "'(\\\\w)(\\\\w)'", "'^.'", "'(?P<n>[a-z])'", "'\\\\d+'", "'('", "''", "'a|b'", "'(a)?b'", "'\\\\s'", "'.*'", "'\\\\bl'", "'$'", "'(?i)A'", "'x*'", "'\\\\W+'", "'[^a]'", "'\\\\Z'", "'(?s).+'", "'é'", "'\\\\.'", "'^\\\\w+$'", "'a{2}'", "'(?<=a)b'", "'(?:a)(b)?'", "1", "none"],
    "repl": ["'X'", "'<\\\\1>'", "'\\\\g<0>'", "'\\\\g<n>'", "''", "'\\\\2'", "'\\\\\\\\'", "'\\\\n'", "s", "'é'", "1", "'\\\\q'", "'\\\\0'"],
    "group": ["'\\\\1'", "'\\\\g<n>'", "'\\\\0'", "'x'", "'\\\\g<1>'", "'\\\\2'", "1"],
    "duplicates": ["'error'", "'overwrite'", "'nope'"],
    "round": ["'common'", "'ceil'", "'floor'", "'nope'"],
    "seed": ["1", "'x'", "42", "s", "2.5"],
    "timeformat": ["'%Y-%m-%d'", "'%H:%M:%S'", "'%Y-%m-%d %H:%M:%S'", "'%j %U %a %b'", "'%s'" if False else "'%y'", "'x'", "'%d/%m/%Y'", "'%%'", "'%A %B %p %I'", "''", "'%Y-%m-%dT%H:%M:%SZ'", "'%e|%D|%T|%u|%w|%V|%G'"],
    "date": ["'2024-02-29 12:30:45'", "'2024-02-30 00:00:00'", "'2001-01-01'", "''", "'12:30:00'", "'31/12/1999'", "s", "'2024-02-29T12:30:45Z'", "1"],
    "separators": ["(',', ':')", "(', ', ': ')", "none", "[',', ':']", "',:'"],
    "uuid": ["'11111111-2222-3333-4444-555555555555'", "'nope'", "''", "'{11111111222233334444555555555555}'"],
    "html": ["'<b>x</b> y'", "'a < b > c'", "'http://example.com/x'", "'<!-- c --> a &amp; b'", "'see www.example.com, or (http://a.b/c?d=1&e=2).'", "'me@example.com'", "s", "'<a href=\\'x\\'>  y\\n z</a>'", "'&lt;&eacute;&#65;&nope;'", "''", "'ftp://x.y mailto:a@b.co'", "1", "'https://é.com/日'"],
    "quoted": ["'a%20b'", "'%C3%A9+x'", "'%zz'", "''", "'%E6%97'", "s", "'%2B+%00'", "1"],
    "url": ["'http://u:p@h.example:80/p/a?q=1&r#f'", "'https://example.com'", "'/path'", "''", "'urn:isbn:123'", "'mailto:a@b'", "s", "'http://[::1]:8080/x'", "'ftp://h'", "'http://h:99999/'", "'//h/p'", "'HTTP://EX.com/A'", "1", "'a:b'", "'file:///x'", "'http://h:/x?#'", "'x://h;p?q'"],
    "urlpart": ["'hostname'", "'port'", "'scheme'", "'netloc'", "'path'", "'query'", "'fragment'", "'username'", "'password'", "'nope'", "''"],
    "result": ["{'changed': true}", "{'failed': true}", "{}", "{'skipped': 1}", "{'finished': 1}", "{'started': 0}", "{'unreachable': true}", "{'timedout': {'period': 1}}", "d", "s", "{'failed': false, 'changed': 'yes'}", "none", "[]", "{'results': [{'changed': true}]}", "missing", "{'finished': true, 'started': 1}", "1"],
    "version": ["'1.2.3'", "'1.10'", "'1.2'", "'1.2.3-rc1'", "'2.0.0'", "'1.2.3+b1'", "1.5", "2", "''", "'1.2.x'", "'v1'", "'1.0.0-alpha.1'", "'1!2.0'", "'2.0.post1'", "'1.2.0'", "'10'", "s", "'1.0a1'", "none", "'0.9.dev3'"],
    "operator": ["'>='", "'<'", "'=='", "'eq'", "'ne'", "'lt'", "'le'", "'gt'", "'ge'", "'!='", "'<>'", "'='", "'nope'", "'>'"],
    "versiontype": ["'loose'", "'strict'", "'semver'", "'semantic'", "'pep440'", "none", "'nope'"],
    "matchtype": ["'search'", "'match'", "'fullmatch'", "'nope'"],
    "test": ["'defined'", "'number'", "'string'", "'none'", "'gt', 1", "'in', [1, 'a']", "'odd'", "'nope'", "'eq', 1", "'match', 'a'", "'contains', 'a'", "'mapping'", "'equalto', true", "'sameas', none", "'>', 0", "'truthy'", "none"],
    "filter": ["'upper'", "'int'", "'string'", "'length'", "'default', 'x'", "'abs'", "attribute='name'", "attribute='nope', default='-'", "attribute=0", "'first'", "'nope'", "'list'", "'replace', 'a', 'o'", "'float'", "'round', 1", "'bool'", "'to_json'", "'type_debug'", "'regex_replace', 'a', 'b'", "'join', '-'", "'trim'", "'combine', {'z': 1}", "attribute='groups.0'", "'extract', ln", "'ternary', 1, 2", "'sort'", "'reverse'", ""],
    "users": ["users", "users", "users", "[{'name': 'b', 'uid': 1}, {'name': 'A', 'uid': 1}]", "[{'name': 'x'}, {'uid': 2}]", "[]", "ll", "d", "s", "[{'name': none, 'groups': none}]", "[{'a': {'b': 2}}, {'a': {'b': 1}}]", "missing", "[['b', 2], ['a', 1]]", "{'u': {'name': 'n', 'groups': ['g']}}"],
    "nested": ["ll", "[1, [2, [3, [4]]], none]", "[[none], [], 'ab']", "li", "s", "d", "[(1, 2), [3]]", "none"],
}


class Calls:
    """Part of the grammar: `call` gives an expression."""

    def call(self, d):
        pick = self.rng.random()
        if pick < 0.5:
            return self.filter_call(d)
        if pick < 0.65:
            return self.test_call(d)
        if pick < 0.95:
            return self.method_call(d)
        return self.global_call(d)

    def filter_call(self, d):
        name = self.rng.choice(list(FILTERS))
        input, *parameters = FILTERS[name].split()
        parts = [self.atom(self.argument(input, d)), " | ", name]
        return Node("call", *parts, *self.arguments(parameters, d, bare=True))

    def test_call(self, d):
        rng = self.rng
        name = rng.choice(list(TESTS))
        input, *parameters = TESTS[name].split()
        parts = [self.atom(self.argument(input, d)), rng.choice([" is ", " is ", " is not "]), name]
        if not name[0].isalpha():
            # Operators are no names that the syntax takes there.
            return Node("call", "[", self.argument(input, d), "] | select('", name, "', ", self.argument("any", d), ") | list")
        return Node("call", *parts, *self.arguments(parameters, d, bare=True))

    def method_call(self, d):
        rng = self.rng
        kind = rng.choice(["str", "str", "str", "list", "list", "dict", "dict", "tuple", "int", "float"])
        name = rng.choice(list(METHODS[kind]))
        receiver = self.argument({"tuple": "tuple"}.get(kind, kind), d)
        return Node("call", self.atom(receiver), ".", name, *self.arguments(METHODS[kind][name].split(), d))

    def change(self, d):
        """A template with what a method of a list or dict gives, and what it leaves behind."""
        rng = self.rng
        kind = rng.choice(["list", "dict"])
        name = rng.choice(list(METHODS[kind]))
        return Node("change", "{% set c = ", self.argument(kind, d), " %}{{ c.", name, *self.arguments(METHODS[kind][name].split(), d), " }}|{{ c }}")

    def global_call(self, d):
        name = self.rng.choice(list(GLOBALS))
        call = Node("call", name, *self.arguments(GLOBALS[name].split(), d))
        return Node("call", call, self.rng.choice(["", "", " | list", ".a", " | length", " | string", "[0]", ".nope", " is defined"]))

    def arguments(self, parameters, d, bare=False):
        """`(…)`: some of the arguments in order, others by name; seldom too many, or a name that is unknown."""
        rng = self.rng
        rest = next((p.split("=")[1] for p in parameters if p.startswith("*=")), None)
        ordered = [p.split("=") for p in parameters if not p.startswith("*=")]
        parts, named = [], []
        if rest:
            parts += [self.argument(rest, d) for _ in range(rng.choice([0, 1, 1, 2]))]
        needed = rng.choice([0, 1, 1, len(ordered), rng.randint(0, len(ordered)) if ordered else 0])
        for index, (name, kind) in enumerate(ordered[:max(needed, 1 if rng.random() < 0.85 else 0)]):
            if name != "/" and (named or rest or rng.random() < 0.3):
                named.append((name, self.argument(kind, d)))
            elif not named:
                parts.append(self.argument(kind, d))
        for name, kind in ordered[max(needed, 1):]:
            if name != "/" and rng.random() < 0.12:
                named.append((name, self.argument(kind, d)))
        if rng.random() < 0.02:
            parts.append(self.argument("any", 1))
        if rng.random() < 0.02:
            named.append((rng.choice(["nope", "chars", "sep", "start", "a"]), self.argument("any", 1)))
        if bare and not parts and not named and rng.random() < 0.9:
            return []
        out = ["("]
        for index, part in enumerate(parts + [Node("named", name, "=", value) for name, value in named]):
            out += [", " if index else "", part]
        return [*out, ")"]

    def argument(self, kind, d):
        """An expression of this kind; one time in twelve of another."""
        rng = self.rng
        if rng.random() < 0.08:
            kind = rng.choice(["str", "list", "dict", "key", "undefined", "float"] if kind == "width" else ["any", "str", "int", "list", "dict", "number", "key", "undefined"])
        if kind == "undefined":
            return Node("leaf", rng.choice(["missing", "d.nope", "missing.deep", "undef()"]))
        if kind == "any":
            kind = rng.choice(["str", "int", "list", "dict", "bool", "float", "any", "number", "numeral", "key", "nested"])
        if kind == "tuple":
            return Node("leaf", rng.choice(["(1, 2, 1)", "()", "('a',)", "(1, 'a', none)", "((1, 2), [3])"]))
        if kind == "str" and rng.random() < 0.4:
            return Node("leaf", self.quoted(text(rng)))
        if kind in VALUES:
            return Node("leaf", rng.choice(VALUES[kind]))
        return self.expr(kind, min(d, 1))
