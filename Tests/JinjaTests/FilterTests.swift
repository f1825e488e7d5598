import Core
import Testing

@testable import Jinja

/// The folder of the case files beside this file.
private let cases = Path.folder(#filePath) + "/Cases"

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

private func caseFiles(_ folder: String) throws -> [String] {
  try Files.list("\(cases)/\(folder)").sorted().map { "\(folder)/\($0)" }
}
