import Core
import Testing

@testable import Jinja

/// A context serves one rendering after the other; none may see what another has left behind.
struct ReuseTests {
  private let environment = JinjaEnvironment()

  private func render(_ text: String, _ variables: Map = ["host": "a"]) throws(Diagnostic) -> Value
  {
    try environment.render(TemplateText(text), scope: MapScope(variables))
  }

  @Test(arguments: [
    "{% set x = 1 %}text {{ missing.part }}",
    "{% for x in range(3) %}{{ x }}{{ 1 // 0 }}{% endfor %}",
    "{% macro x() %}text{{ missing }}{% endmacro %}{{ x() }}", "{{ [host] | join(missing) }}",
    "{% filter upper %}text{{ missing }}{% endfilter %}",
  ])
  func failuresLeaveNothing(text: String) throws {
    #expect(throws: Diagnostic.self) { try render(text) }
    #expect(try render("{{ x is defined }}") == false)
    #expect(try render("<{{ host }}>") == "<a>")
    #expect(try render("{{ [host] }}") == ["a"])
  }

  /// A macro that outlives its rendering does not run in the context of another one.
  @Test func macrosEndWithTheirRendering() throws {
    let macro = try render("{% macro m(x) %}<{{ x }}>{% endmacro %}{{ m }}")
    #expect(macro.typeName == "Macro")
    #expect(throws: Diagnostic.self) {
      try render("{% set y = 5 %}{{ m(2) }}{{ y }}", ["m": macro])
    }
    #expect(try render("{{ y }}{{ m is defined }}", ["m": macro, "y": 1]) == "1True")
  }

  /// A variable's template is rendered while the one that asks for it is.
  @Test func renderingsAreNested() throws {
    let variables: Map = [
      "a": .template(TemplateText("{% set x = 1 %}{{ b }}+{{ x }}")),
      "b": .template(TemplateText("{% set x = 2 %}{{ x }}-{{ x }}")),
    ]
    let scope = LazyScope(variables, in: environment)
    let text = TemplateText("{% set x = 3 %}{{ x }}{{ a }}{{ x }}{{ b }}{{ x }}")
    #expect(try environment.renderText(text, scope: scope) == "32-2+132-23")
  }
}
