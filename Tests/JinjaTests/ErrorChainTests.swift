import Core
import Testing

@testable import Jinja

/// Templates in memory that know their places.
private struct Folder: TemplateLoader {
  let files: [String: String]

  func load(_ name: String) throws(Diagnostic) -> TemplateText? {
    files[name].map { text in
      let file = SourceFile(name: name, text: Array(text.utf8))
      return TemplateText(text, at: SourceLocation(file: file, line: 1, column: 1))
    }
  }
}

/// Variables, each written on a line of its own in `vars.yml`, that may be templates.
private final class TemplateScope: Scope {
  private let environment: JinjaEnvironment
  private let variables: [String: Value]

  init(_ environment: JinjaEnvironment, _ variables: KeyValuePairs<String, String>) {
    self.environment = environment
    let text = variables.map { "\($0.key): \($0.value)\n" }.joined()
    let file = SourceFile(name: "vars.yml", text: Array(text.utf8))
    var found: [String: Value] = [:]
    for (index, (name, value)) in variables.enumerated() {
      let place = SourceLocation(file: file, line: index + 1, column: name.utf8.count + 3)
      found[name] = .trusted(value, at: place)
    }
    self.variables = found
  }

  func value(of name: String) throws(Diagnostic) -> Value? {
    guard let value = variables[name] else { return nil }
    return try environment.resolve(value, scope: self)
  }

  var names: [String] { variables.keys.sorted() }
}

/// What is rendered: a title, the files, and the variables. The file `main.j2` comes first.
private let chains: [(String, [String: String], KeyValuePairs<String, String>)] = [
  ("an include", ["main.j2": "first\n{% include 'a.j2' %}\n", "a.j2": "in a\n{{ nope }}\n"], [:]),
  (
    "an include in an include",
    [
      "main.j2": "{% include 'a.j2' %}", "a.j2": "one\n  {% include 'b.j2' %}",
      "b.j2": "{{ 1 / 0 }}",
    ], [:]
  ),
  ("a missing include", ["main.j2": "text\n{% include 'gone.j2' %}"], [:]),
  ("a broken include", ["main.j2": "{% include 'a.j2' %}", "a.j2": "\n{% if %}"], [:]),
  (
    "an imported template",
    ["main.j2": "{% import 'lib.j2' as lib %}", "lib.j2": "{% set x = 'a' + 1 %}"], [:]
  ),
  (
    "a macro of an imported template",
    [
      "main.j2": "{% from 'lib.j2' import twice %}\nvalue: {{ twice('a') }}",
      "lib.j2": "{% macro twice(x) %}\n{{ x // 2 }}\n{% endmacro %}",
    ], [:]
  ),
  (
    "a macro with a wrong argument",
    ["main.j2": "{% macro m(x) %}{{ x }}{% endmacro %}\n{{ m(y=1) }}"], [:]
  ),
  (
    "the body of a call block",
    [
      "main.j2":
        "{% macro m() %}<{{ caller() }}>{% endmacro %}\n{% call m() %}\n{{ nope }}\n{% endcall %}"
    ], [:]
  ),
  (
    "a parent template",
    ["main.j2": "{% extends 'base.j2' %}", "base.j2": "<html>\n{{ title }}"], [:]
  ),
  (
    "a block of a parent template",
    [
      "main.j2": "{% extends 'base.j2' %}\n{% block b %}\n{{ super() }}{% endblock %}",
      "base.j2": "{% block b %}{{ [] | first }}{{ nope }}{% endblock %}",
    ], [:]
  ),
  (
    "a variable", ["main.j2": "listen {{ port }}"],
    ["port": "{{ base + 'x' }}", "base": "{{ [1] }}"]
  ),
  (
    "a variable made of others",
    ["main.j2": "a\nb {{ url }}"],
    [
      "url": "http://{{ address }}/", "address": "{{ name }}:{{ port }}", "name": "web",
      "port": "{{ prot }}",
    ]
  ),
  (
    "a variable in an included file",
    ["main.j2": "{% include 'a.j2' %}", "a.j2": "{{ x }}"], ["x": "{{ y | nofilter }}", "y": "1"]
  ),
  (
    "a recursive macro", ["main.j2": "{% macro m(n) %}{{ m(n + 1) }}{% endmacro %}\n{{ m(1) }}"],
    [:]
  ),
  ("an include of itself", ["main.j2": "x\n{% include 'main.j2' %}"], [:]),
]

/// The chain of places that errors came through, as a person sees it. `RECORD=1` writes the golden file anew.
@Test func errorsTellTheWayTheyCame() throws {
  let path = Path.folder(#filePath) + "/Cases/chains.txt"
  var record = ""
  for (title, files, variables) in chains {
    let environment = JinjaEnvironment(loader: Folder(files: files))
    let scope = TemplateScope(environment, variables)
    var found = "no error"
    do throws(Diagnostic) {
      if let main = try Folder(files: files).load("main.j2") {
        _ = try environment.renderText(main, scope: scope)
      }
    } catch { found = error.description }
    record += "=== \(title)\n\(found)\n"
  }
  if ProcessEnvironment["RECORD"] != nil { try Files.write(Array(record.utf8), to: path) }
  let wanted = try Files.text(path).split(separator: "=== ").map(String.init)
  for (found, wanted) in zip(record.split(separator: "=== ").map(String.init), wanted) {
    #expect(found == wanted)
  }
  #expect(wanted.count == chains.count)
}
