import Core
import Testing

@testable import Jinja

/// The folder of the case files beside this file.
private let cases = Path.folder(#filePath) + "/Cases"

/// A number or an order that is not to be foreseen is at least one that the arguments allow.
@Test func withoutASeedNumbersStayInTheirRange() throws {
  let environment = JinjaEnvironment()
  let scope = MapScope(["l": [1, 2, 3, 4, 5, 6, 7, 8]])
  func value(_ text: String) throws -> Value {
    try environment.evaluate(TemplateText(text), scope: scope)
  }
  var seen: Set<Value> = []
  for _ in 0..<200 {
    let number = try value("20 | random(10, 5)")
    #expect(number == 10 || number == 15)
    seen.insert(try value("l | random"))
    #expect(try value("l | shuffle | sort") == value("l"))
  }
  #expect(seen.count == 8)
  #expect(try value("l | shuffle") != value("l") || value("l | shuffle") != value("l"))
}

/// Every filter and test by its own file of cases; `record.py` tells the format.
@Test(arguments: try caseFiles("filters") + caseFiles("tests"))
func filtersAndTestsGiveWhatTheReferenceGives(_ file: String) throws {
  let table = try JSONReader.read(try Files.read("\(cases)/\(file)"))
  let scope = MapScope(table["variables"]?.map ?? [:])
  var settings = Settings.ansible
  settings.native = false
  let environment = JinjaEnvironment(settings: settings)
  for entry in table["cases"]?.list ?? [] {
    let text = TemplateText(entry["t"]?.text ?? "")
    let wanted = entry["ok"]?.text ?? "an error"
    var found = "an error"
    do throws(Diagnostic) {
      let value =
        try table["mode"] == "expr"
        ? environment.evaluate(text, scope: scope) : environment.render(text, scope: scope)
      // A result that holds an undefined value is an error in Ansible.
      if table["mode"] == "expr" { try value.requireDefined() }
      found = value.repr
    } catch {}
    #expect(found == wanted, "\(text.source)")
  }
}

/// The names of Jinja2 3.1 and of ansible.builtin in ansible-core 2.18 (`names.json`): each is in the
/// table, with each prefix of Ansible's, and has a file of cases with successes and errors.
@Test func everyNameOfTheReferenceIsThereAndHasCases() throws {
  let names = try JSONReader.read(try Files.read("\(cases)/names.json"))
  let signs = ["!=": "ne", "<": "lt", "<=": "le", "==": "eq", ">": "gt", ">=": "ge"]
  for (kind, isKnown) in [
    ("filters", { Names.find($0, in: Filters.all) != nil }),
    ("tests", { Names.find($0, in: Tests.all) != nil }),
  ] as [(String, (String) -> Bool)] {
    let files = Set(try caseFiles(kind))
    for (source, list) in names[kind]?.map ?? [:] {
      for name in list.text.split(separator: " ").map(String.init) {
        #expect(isKnown(name), "\(kind): \(name)")
        if source == "ansible" {
          #expect(isKnown("ansible.builtin.\(name)") && isKnown("ansible.legacy.\(name)"))
        }
        let file = "\(kind)/\(signs[name].map { "op_\($0)" } ?? name).json"
        guard files.contains(file) else {
          Issue.record("no cases: \(file)")
          continue
        }
        let recorded = try JSONReader.read(try Files.read("\(cases)/\(file)"))["cases"]?.list ?? []
        #expect(recorded.contains { $0["ok"] != nil } && recorded.count >= 4, "\(file)")
        #expect(recorded.contains { $0["fails"] == true }, "\(file)")
      }
    }
  }
}

private func caseFiles(_ folder: String) throws -> [String] {
  try Files.list("\(cases)/\(folder)").sorted().map { "\(folder)/\($0)" }
}
