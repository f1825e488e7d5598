import Core
import Testing

@testable import Jinja

/// The folder of the case files beside this file.
private let cases = Path.folder(#filePath) + "/Cases"

/// Templates of one topic with what ansible-core gives for them; `record.py` tells the format.
@Test(arguments: [
  "expressions", "expressions_2", "filters_text", "filters_data", "statements", "scopes", "text",
  "whitespace", "whitespace_values", "conditions", "yaml", "json",
  "differential_values", "differential_texts",
])
func givesWhatTheReferenceGives(_ topic: String) throws {
  let table = try JSONReader.read(try Files.read("\(cases)/\(topic).json"))
  let variables = (table["variables"]?.map ?? [:]).mapValues(\.asWritten)
  var settings = Settings.ansible
  settings.native = false
  let environment = JinjaEnvironment(settings: settings)
  let recorded = table["cases"]?.list ?? []
  #expect(recorded.count > 10)
  for entry in recorded {
    let text = entry["t"]?.text ?? ""
    let wanted = entry["ok"]?.text
    do throws(Diagnostic) {
      let scope = LazyScope(variables, in: environment)
      let found = try result(text, table["mode"]?.text ?? "", environment, scope)
      #expect(found.repr == wanted ?? "an error", "\(text)")
    } catch {
      #expect(wanted == nil, "\(text) failed: \(error)")
    }
  }
}

private func result(
  _ text: String, _ mode: String, _ environment: JinjaEnvironment, _ scope: any Scope
) throws(Diagnostic) -> Value {
  switch mode {
  case "text": .string(try environment.renderText(TemplateText(text), scope: scope))
  case "expr": try environment.evaluate(TemplateText(text), scope: scope)
  default: try environment.render(TemplateText(text), scope: scope)
  }
}

/// Errors as a person sees them. A golden file holds sections: `=== template`, then the error. With
/// `RECORD=1` in the environment the errors are written anew.
@Test func errorsPointAtTheirPlace() throws {
  let path = "\(cases)/errors.txt"
  let sections = try Files.text(path).split(separator: "=== ").map { section in
    section.split(separator: "\n---\n", maxSplits: 1, omittingEmptySubsequences: false)
  }
  #expect(sections.count > 10)
  let environment = JinjaEnvironment()
  let scope = MapScope([
    "a": 1, "name": "web", "items": [1, 2], "server": ["port": 80, "names": ["x"]],
  ])
  var record = ""
  for section in sections {
    let template = String(section[0])
    let source = "first: line\nsecond: \"\(template)\"\n"
    let file = SourceFile(name: "play.yml", text: Array(source.utf8))
    let text = TemplateText(template, at: SourceLocation(file: file, line: 2, column: 9))
    var found = "no error"
    do throws(Diagnostic) { _ = try environment.render(text, scope: scope) } catch {
      found = error.description
    }
    record += "=== \(template)\n---\n\(found)\n"
    #expect(found + "\n" == String(section.count > 1 ? section[1] : ""), "\(template)")
  }
  if ProcessEnvironment["RECORD"] != nil { try Files.write(Array(record.utf8), to: path) }
}
