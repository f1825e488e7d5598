import Core
import Testing

@testable import Jinja

private func scope(_ host: String) -> MapScope { MapScope(["host": .string(host)]) }

private enum Use: CaseIterable { case condition, value, file }

/// The same text for two hosts: the compiled form that the first one makes is the one that the second one finds.
@Test(arguments: Use.allCases)
private func textsAreCompiledOnce(_ use: Use) throws {
  let environment = JinjaEnvironment()
  let text = TemplateText(use == .condition ? "host == 'a'" : "{{ host }}!")
  func render(_ host: String) throws(Diagnostic) -> Value {
    switch use {
    case .condition: try environment.evaluate(text, scope: scope(host))
    case .value: try environment.render(text, scope: scope(host))
    case .file: .string(try environment.renderText(text, scope: scope(host)))
    }
  }
  #expect(text.compiled == nil)
  let first = try render("a")
  let form = try #require(text.compiled)
  let second = try render("b")
  #expect(text.compiled?.toOpaque() == form.toOpaque())
  #expect(first != second)
}

/// Hosts that come at the same time may both compile; all of them see one form afterwards and give what they should.
@Test func hostsThatComeAtOnceShareOneForm() async throws {
  let environment = JinjaEnvironment()
  let text = TemplateText("{{ host }}-{{ host | upper }}")
  let found = try await withThrowingTaskGroup(of: String.self) { group in
    for number in 0..<50 {
      group.addTask { try environment.render(text, scope: scope("h\(number)")).text }
    }
    return try await group.reduce(into: Set<String>()) { $0.insert($1) }
  }
  #expect(found == Set((0..<50).map { "h\($0)-H\($0)" }))
}

/// Text without delimiters never becomes a template, and a value without templates is given as it is.
@Test func plainTextIsNoTemplate() throws {
  for text in ["", "plain", "{ a }", "100 %}", "a }} b", "{", "{ {x} }"] {
    guard case .string(text) = Value.trusted(text) else {
      Issue.record("\(text) has become a template")
      continue
    }
  }
  for text in ["{{", "{%", "{#", "a {{ b", "{{{"] {
    guard case .template = Value.trusted(text) else {
      Issue.record("\(text) has not become a template")
      continue
    }
  }
  let value: Value = ["a": [1, "plain", ["b": "{ c }"]]]
  #expect(!value.holdsTemplate)
  #expect(try JinjaEnvironment().resolve(value, scope: scope("a")) == value)
}

/// A part of a rendering may change what another part has looked at: values are copied in time.
@Test(arguments: [
  ("{% set a = {'n': 1} %}{{ a.n == a.update({'n': 2}) }} {{ a.n }}", "False 2"),
  ("{% set a = [1] %}{{ a[0] + (a.append(2) or 5) }} {{ a }}", "6 [1, 2]"),
  (
    "{% set a = {'n': [1]} %}{% for x in a.n %}{% do a.n.append(9) %}{{ x }}{% endfor %}{{ a }}",
    "1{'n': [1, 9]}"
  ),
  ("{% for x in [1, 2] if x > 1 %}{{ x }}{% else %}none{% endfor %}", "2"),
  ("{% for x in [1, 2] if x > 2 %}{{ x }}{% else %}none{% endfor %}", "none"),
  (
    "{% for x in [1, 2] %}{% if loop.first %}{% set y = x %}{% endif %}[{{ y | d }}]{% endfor %}",
    "[1][]"
  ),
  (
    "{% macro m(x) %}{{ x }}{% if x > 0 %}{{ m(x - 1) }}{% endif %}{{ x }}{% endmacro %}{{ m(2) }}",
    "210012"
  ),
  ("{% set t %}a{% set u %}b{% endset %}{{ u }}c{% endset %}{{ t }}{{ t | length }}", "abc3"),
  ("a{{ 1 }}b{{ 2 }}c", "a1b2c"), ("{{ 1 }}{{ 'x' }}", "1x"),
  ("{% raw %}a{% endraw %}b{{ 1 }}", "ab1"),
])
func valuesAreLookedAtSafely(_ source: String, _ wanted: String) throws {
  var limits = Limits()
  limits.steps = 1_000
  let environment = JinjaEnvironment(limits: limits)
  do {
    let text = try environment.renderText(TemplateText(source), scope: scope("a"))
    #expect(text == wanted, "\(source)")
  } catch { #expect(wanted.isEmpty, "\(source): \(error)") }
}
