"""Random templates over random data.

What the generator knows of a node's type only makes sensible templates likely; now and then it takes another one.
"""
from expressions import Expressions
from statements import Statements
from tree import Node


class Grammar(Expressions, Statements):
    """Makes nodes; `depth` bounds them."""

    def __init__(self, rng, lazy=()):
        self.rng = rng
        self.locals = []
        # Variables that hold templates.
        self.lazy = [*lazy]

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
        line = [] if "line_" not in head else [rng.choice(["%% for y in ln\n{{ y }}\n%% endfor\n", "a ## c\n", "## c\nb\n", "%% if yes:\n  y\n%% endif\n", "  %% set x = 5\n{{ x }}\n", "%% for y in [1, 2]\n%% if y == 1\n{{ y }}\n%% else\n-\n%% endif\n%% endfor", "%%- for y in ln\n a\n%% endfor\n",
                                                         "a %% b\n", "x\n\n  ## c\n\ny\n", "%% raw\n{{ x }}\n%% endraw\n", "%% for y in [1,\n 2]:\n{{ y }}\n%% endfor\n", "{{ i }} ## {{ nope }}\nz\n"])]
        if rng.random() < 0.03:
            return self.redelimited()
        return Node("template", head, *line, self.body(3), rng.choice(["", "", "\n", "\n\n", "\r\n"]))

    DELIMITERS = [("[[", "]]", "[%", "%]", "[#", "#]"), ("<<", ">>", "<%", "%>", "<#", "#>"), ("${", "}", "{%", "%}", "{#", "#}"), ("@{", "}@", "@%", "%@", "@#", "#@")]

    def redelimited(self):
        """A template with other delimiters, which its header names."""
        rng = self.rng
        marks = rng.choice(self.DELIMITERS)
        body = str(self.body(3))
        for old, new in zip(["{{", "}}", "{%", "%}", "{#", "#}"], marks):
            body = body.replace(old, new)
        names = ["variable_start_string", "variable_end_string", "block_start_string", "block_end_string", "comment_start_string", "comment_end_string"]
        pairs = ["%s: '%s'" % pair for pair in zip(names, marks)] + rng.choice([[], ["trim_blocks: False"], ["lstrip_blocks: True"]])
        return Node("template", "#jinja2: " + rng.choice([", ", ","]).join(pairs) + "\n", body)

    LAZY_TEMPLATES = ["{{ $ | default('x') }}", "{{ $ is defined }}", "{{ $ }}{{ $ }}", "a{{ $ }}", "{{ $ | to_json }}", "{{ $ | type_debug }}", "{{ [$] }}", "{{ {'x': $} }}", "{{ $ ~ 'x' }}",
                      "{% for x in $ %}{{ x }};{% endfor %}", "{% set x = $ %}{{ x }}", "{{ $ | length }}", "{{ $ == $ }}", "{{ $ or 'no' }}", "{{ ($ | default({})).a | default('none') }}",
                      "{{ $ if $ is defined else 'gone' }}", "{{ $ | d('x', true) }}", "{% if $ %}yes{% else %}no{% endif %}", "{{ vars['$'] is defined }}", "{{ $ is undefined or $ is string }}",
                      "{% macro m(a) %}{{ a }}{% endmacro %}{{ m($) }}", "{{ $ | from_yaml }}", "{{ $ | mandatory }}", "{{ '{{ i }}' ~ $ }}", "{% include 'row.j2' %}{{ $ }}", "{{ $ }}\n", "{{ lookup is defined }}{{ $ }}", "{{ $ | string }}", "{{ $ | list }}"]
    LOOKUPS = ["lookup('items', $)", "query('items', $, [1, [2]])", "lookup('list', $, 1)", "q('dict', d, ed)", "lookup('dict', $)", "query('nested', [1, 2], $)", "query('together', $, [1, 2])",
               "lookup('indexed_items', $)", "lookup('vars', 's', 'v_text')", "lookup('vars', 'nope', default=$)", "query('subelements', users, 'groups') | length", "lookup('sequence', 'start=1 end=' ~ k)",
               "query('sequence', count=k, format='n%02d')", "lookup('varnames', '^v_o', wantlist=true)", "lookup('env', 'NOPE_X', default=$)", "lookup('nope', $)", "lookup('dict', $, errors='ignore')",
               "lookup('items', $, wantlist=true) | length", "lookup('first_found', ['/nope', '/etc/passwd'])", "query('first_found', ['/nope'], skip=true)", "lookup('pipe', 'echo ' ~ k)", "lookup('items', [$, 1]) | type_debug",
               "now().year > 2000", "now(utc=true, fmt='%Y-%m') ~ $", "now(fmt=$) is string", "lookup('vars', $)", "lookup('items')", "query('items', *[$, 1])", "lookup($, 1)", "lookup('list', s, u, errors='nope')"]

    def lazy_case(self):
        """A look at variables that hold templates."""
        rng = self.rng
        if rng.random() < 0.5:
            return self.case()
        parts = []
        template = "{{ " + rng.choice(self.LOOKUPS) + " }}" if rng.random() < 0.3 else rng.choice(self.LAZY_TEMPLATES)
        for index, part in enumerate(template.split("$")):
            parts += [rng.choice(self.lazy) + rng.choice(self.ENDS) if index else "", part]
        return Node("lazy", *parts), rng.choice(["render", "render", "text"])

    def case(self):
        """A template and its mode."""
        rng = self.rng
        roll = rng.random()
        self.locals = []
        if roll < 0.25:
            return Node("output", "{{ ", self.expr(None, 3), " }}"), "render"
        if roll < 0.50:
            return Node("output", "{{ ", self.call(2), " }}"), "render"
        if roll < 0.60:
            return self.expr(rng.choice([None, "bool"]), 3), "expr"
        if roll < 0.63:
            return self.change(2), "text"
        if roll < 0.70:
            return Node("joined", self.text(), self.output(), self.text(), self.output(), self.text()), "render"
        return self.template(), rng.choice(["text", "text", "text", "render"])
