import Core
import Testing

@testable import Jinja

/// Templates in memory.
private struct Shelf: TemplateLoader {
  let templates: [String: String]

  func load(_ name: String) throws(Diagnostic) -> TemplateText? {
    templates[name].map { TemplateText($0) }
  }
}

private func render(_ text: String, _ templates: [String: String] = [:]) throws -> String {
  let environment = JinjaEnvironment(loader: Shelf(templates: templates))
  return try environment.renderText(
    TemplateText(text), scope: MapScope(["host": "h1", "n": [1, 2]]))
}

@Test func includesSeeTheVariablesAround() throws {
  let templates = ["row.j2": "<{{ host }}:{{ i | default('-') }}:{{ x }}>\n"]
  #expect(
    try render("{% set x = 9 %}{% for i in n %}{% include 'row.j2' %}{% endfor %}", templates)
      == "<h1:1:9><h1:2:9>")
  #expect(try render("a{% include 'none.j2' ignore missing %}b") == "ab")
  #expect(try render("{% include ['none.j2', 'row.j2'] %}", ["row.j2": "found"]) == "found")
  #expect(throws: Diagnostic.self) { try render("{% include 'none.j2' %}") }
}

@Test func importsGiveMacrosAndVariables() throws {
  let templates = [
    "lib.j2":
      "{% macro greet(who) %}hi {{ who }}{{ host | default('?') }}{% endmacro %}{% set v = 3 %}"
  ]
  #expect(
    try render("{% import 'lib.j2' as lib %}{{ lib.greet('a') }}{{ lib.v }}", templates) == "hi a?3"
  )
  #expect(
    try render("{% from 'lib.j2' import greet as g with context %}{{ g('a') }}", templates)
      == "hi ah1")
  #expect(throws: Diagnostic.self) {
    try render("{% from 'lib.j2' import nothing %}{{ nothing }}", templates)
  }
}

@Test func blocksOfTheChildReplaceThoseOfTheParent() throws {
  let templates = [
    "base.j2":
      "[{% block head %}base head{% endblock %}|{% block body %}base {{ t | default('-') }}{% endblock %}]",
    "middle.j2": "{% extends 'base.j2' %}{% block head %}middle({{ super() }}){% endblock %}",
  ]
  #expect(
    try render(
      "{% extends 'base.j2' %}text{% block body %}child {{ host }}{% endblock %}", templates)
      == "[base head|child h1]")
  #expect(
    try render(
      "{% extends 'middle.j2' %}{% block head %}top({{ super() }}){% endblock %}{% set t = 1 %}",
      templates)
      == "[top(middle(base head))|base 1]")
  #expect(try render("{% block a %}x{% endblock %}{{ self.a() }}") == "xx")
}

@Test func scopedBlocksSeeTheLoop() throws {
  #expect(
    try render("{% for i in n %}{% block row scoped %}{{ i }};{% endblock %}{% endfor %}") == "1;2;"
  )
}

@Test func namesAreTheFreeVariables() throws {
  let environment = JinjaEnvironment()
  let names = try environment.names(
    in: TemplateText(
      "{% set x = a %}{% for i in b %}{{ i.c ~ d | default(e) }}{% endfor %}{{ range(f) }}"),
    isExpression: false)
  #expect(names == ["a", "b", "d", "e", "f"])
  #expect(
    try environment.names(in: TemplateText("x.y is defined and z"), isExpression: true) == [
      "x", "z",
    ])
}

@Test func aTemplateOfOneExpressionKeepsItsValue() throws {
  let environment = JinjaEnvironment()
  let scope = MapScope(["n": 5, "l": [1, "a"], "none": nil, "text": "{{ n }}"])
  func value(_ text: String) throws -> Value {
    try environment.render(TemplateText(text), scope: scope)
  }
  #expect(try value("{{ n + 1 }}") == 6)
  #expect(try value("{{ l }}") == [1, "a"])
  #expect(try value("{{ n }}{{ n }}") == "55")
  #expect(try value("{% if n %}{{ l }}{% endif %}") == [1, "a"])
  #expect(try value("[{{ n }}, 'x']") == [5, "x"])
  #expect(try value("{{ (1, (2, 3)) }}") == [1, [2, 3]])
  // Data is never a template.
  #expect(try value("{{ text }}") == "{{ n }}")
}

@Test func resolveRendersAllTemplatesInside() throws {
  let environment = JinjaEnvironment()
  let scope = MapScope(["n": 5])
  let value: Value = [
    "plain": 1, "deep": [.trusted("{{ n }}"), ["x": .trusted("a{{ n }}")]],
  ]
  #expect(try environment.resolve(value, scope: scope) == ["plain": 1, "deep": [5, ["x": "a5"]]])
  #expect(throws: Diagnostic.self) {
    try environment.resolve([.trusted("{{ nope }}")], scope: scope)
  }
}

@Test func conditionsTakeDelimitersWithAWarning() throws {
  let warned = Counter()
  let environment = JinjaEnvironment(warn: { _ in warned.add() })
  let scope = MapScope(["n": 5, "expression": "n == 5"])
  #expect(try environment.evaluate(TemplateText("{{ n == 5 }}"), scope: scope) == true)
  #expect(try environment.evaluate(TemplateText("{{ expression }}"), scope: scope) == true)
  #expect(warned.count == 2)
  #expect(try environment.evaluate(TemplateText("n == 5"), scope: scope) == true)
  #expect(warned.count == 2)
}

private final class Counter: @unchecked Sendable {
  private(set) var count = 0
  func add() { count += 1 }
}

@Test func loopsAndRecursionAreBounded() throws {
  #expect(throws: Diagnostic.self) { try render("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}") }
  #expect(throws: Diagnostic.self) {
    try render("{% include 'me' %}", ["me": "{% include 'me' %}"])
  }
  #expect(throws: Diagnostic.self) { try render("{{ " + String(repeating: "(", count: 5000)) }
  #expect(throws: Diagnostic.self) { try render("{{ range(100000000000) }}") }
}

@Test func statementsThatNeedExtensionsWork() throws {
  #expect(
    try render("{% for i in [1,2,3] %}{% if i == 2 %}{% continue %}{% endif %}{{ i }}{% endfor %}")
      == "13")
  #expect(
    try render("{% for i in [1,2,3] %}{% if i == 2 %}{% break %}{% endif %}{{ i }}{% endfor %}")
      == "1")
  #expect(try render("{% set l = [] %}{% do l.append(1) %}{{ l }}") == "[1]")
}

/// Numbers at the edge and sizes beyond reason end with an error or a value, never with a crash.
@Test(arguments: [
  "{{ 'x' * 10 ** 12 }}", "{{ [1] * 10 ** 12 }}", "{{ '%999999999999d' % 5 }}",
  "{{ '{:>999999999999}'.format(1) }}", "{{ 'x'.center(10 ** 12) }}",
  "{{ range(-(2 ** 62), 2 ** 62) }}",
  "{{ 2 ** 20000 }}", "{{ 10 ** 100 ** 100 }}", "{{ 99 ** 99 ** 99 }}", "{{ 'x'.ljust(10 ** 15) }}",
  "{{ 'a' | strftime(1e300) }}",
])
func unreasonableSizesAreErrors(_ text: String) {
  #expect(throws: Diagnostic.self) { try render(text) }
}
