import Core
import Testing

@testable import Jinja

/// Random templates with what ansible-core gave for them (`Differential/differential.py --record`): a
/// line is an object with the variables for those after it, or `[mode, template, answer]`, where an answer of
/// null means that the template fails.
@Test func agreesOnTheGeneratedCorpus() throws {
  let path = Path.folder(#filePath) + "/Differential/corpus.jsonl"
  var settings = Settings.ansible
  settings.native = false
  var environment = JinjaEnvironment(settings: settings)
  var known = Map()
  var (count, wrong) = (0, 0)
  for line in try Files.text(path).split(separator: "\n") {
    let entry = try JSONReader.read(Array(line.utf8))
    if let variables = entry["variables"]?.map {
      known = variables.mapValues(\.asWritten)
      if let templates = entry["templates"]?.map {
        environment = JinjaEnvironment(settings: settings, loader: Shelf(map: templates))
      }
      continue
    }
    guard let fields = entry.list, fields.count == 3 else { continue }
    count += 1
    let scope = LazyScope(known, in: environment)
    let found = answer(fields[1].text, fields[0].text, environment, scope)
    if found == fields[2].string { continue }
    wrong += 1
    if wrong <= 20 {
      Issue.record(
        "\(fields[1].text)\ngives \(found ?? "an error"), not \(fields[2].string ?? "an error")")
    }
  }
  #expect(count > 2000)
  #expect(wrong == 0)
}

private func answer(
  _ text: String, _ mode: String, _ environment: JinjaEnvironment, _ scope: LazyScope
) -> String? {
  switch mode {
  case "text":
    (try? environment.renderText(TemplateText(text), scope: scope)).map { Value.string($0).repr }
  case "expr": (try? environment.evaluate(TemplateText(text), scope: scope))?.repr
  default: (try? environment.render(TemplateText(text), scope: scope))?.repr
  }
}

/// Templates in memory.
private struct Shelf: TemplateLoader {
  let map: Map

  func load(_ name: String) throws(Diagnostic) -> TemplateText? {
    map[name]?.string.map { TemplateText($0) }
  }
}
