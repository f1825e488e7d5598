"""Random statements: part of the grammar."""
from samples import SAMPLES
from tree import Node


class Statements:
    def text(self):
        return self.rng.choice(["", "", " ", "\n", "a", "x y", "  \n", "\n\n", "  indented ", "{ not }", "<b>", "end\n", "\t", "ü", "% #", "\\n", "\r\n", "a\rb", "\u00a0", " \u2028 ", "x \u3000\n", "\x85", "##", "\x1c"])

    def tag(self, *parts):
        rng = self.rng
        left, right = rng.choice([("", "")] * 8 + [("-", ""), ("", "-"), ("-", "-"), ("+", ""), ("", "+")])
        blank = rng.choice([" "] * 12 + ["", "\n", "\u00a0", "\t", "\r\n", "  "])
        return ["{%", left, blank, *parts, blank, right, "%}"]

    def output(self, depth=2):
        rng = self.rng
        left, right = rng.choice([("", "")] * 10 + [("-", ""), ("", "-"), ("-", "-")])
        blank = rng.choice([" "] * 12 + ["", "\n", "\u00a0", "\t", "\r\n", "  "])
        return Node("output", "{{", left, blank, self.expr(None, depth), blank, right, "}}")

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
        return Node("do", "{% set l = ", rng.choice(["[]", "[3, 1, 2]", "['b', 'a']", "[1, [2]]", "li + []", "ls + []"]), " %}{% set h = {'a': 1, 'b': [1]} %}",
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
        return Node("objects", self.rng.choice(SAMPLES))

    def make_block_statement(self, d):
        rng = self.rng
        name = "b%d" % rng.randrange(10 ** 6)
        return Node("block", "{% block ", name, rng.choice(["", " scoped"]), " %}", self.body(d - 1), "{% endblock ", rng.choice(["", name]), " %}", rng.choice(["", "{{ self.%s() }}" % name]))

    def make_autoescape_statement(self, d):
        return Node("autoescape", "{% autoescape ", self.rng.choice(["true", "false"]), " %}", self.rng.choice(["{{ '<b>' }}", "{{ s }}", "{{ '<' ~ 'x' }}", "{{ '<i>' | safe }}", "a", "{{ '<b>' | e }}", "{{ ['<'] }}", "{{ '<a>' | safe ~ '<b>' }}", "{{ '<x>' | upper }}"]), "{% endautoescape %}")
