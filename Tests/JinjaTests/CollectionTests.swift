import Core
import Testing

@testable import Jinja

private let folder = Path.folder(#filePath) + "/Cases/collections"

/// The names of `checklist.json` that a file of cases is for: `filter/ansible.utils.ipaddr`.
private func checklist(_ key: String) throws -> [String] {
  let list = try JSONReader.read(try Files.read("\(folder)/checklist.json"))
  return (list[key]?.list ?? []).map(\.text)
}

/// What the reference gives is what we give: values, and errors where it has errors.
@Test(arguments: try checklist("cases")) func collectionPluginsAgree(_ topic: String) throws {
  let table = try JSONReader.read(try Files.read("\(folder)/\(topic).json"))
  let scope = MapScope(table["variables"]?.map ?? [:])
  var settings = Settings.ansible
  settings.native = false
  let environment = JinjaEnvironment(settings: settings)
  let cases = table["cases"]?.list ?? []
  #expect(cases.count >= 3)
  for entry in cases {
    let text = entry["t"]?.text ?? ""
    do throws(Diagnostic) {
      let found = try environment.render(TemplateText(text), scope: scope)
      #expect(found.repr == entry["ok"]?.text ?? "an error", "\(text)")
    } catch {
      #expect(entry["ok"] == nil, "\(text) failed: \(error)")
    }
  }
}

/// Every name of the collections is there, or refused with a word; and each that works has its cases.
@Test func collectionNamesAreComplete() throws {
  #expect(Set(try checklist("filters")) == Set(Filters.all.keys.filter { $0.contains(".") }))
  #expect(Set(try checklist("tests")) == Set(Tests.all.keys.filter { $0.contains(".") }))
  let cases = try checklist("cases")
  let recorded = try cases.reduce(into: Set<String>()) { names, topic in
    let text = String(decoding: try Files.read("\(folder)/\(topic).json"), as: UTF8.self)
    for name in Filters.all.keys.filter({ $0.contains(".") }) where text.contains("| \(name)") {
      names.insert(name)
    }
    for name in Tests.all.keys.filter({ $0.contains(".") })
    where text.contains("is \(name)") || text.contains("is not \(name)") {
      names.insert(name)
    }
  }
  let refused = Set(Refusals.filters.keys).union(Refusals.tests.keys)
  let properties = Set(try checklist("properties"))
  let sentOn = Set(Filters.all.keys.filter { $0.hasPrefix("ansible.netcommon.") })
  let names = Set((try checklist("filters")) + (try checklist("tests")))
  #expect(
    names.subtracting(recorded).subtracting(refused).subtracting(properties)
      .subtracting(sentOn).isEmpty)
}

/// Names that exist elsewhere and not here say what is missing.
@Test(arguments: Refusals.filters.keys.sorted()) func refusalsNameTheirCollection(_ name: String) {
  let environment = JinjaEnvironment()
  let error = #expect(throws: Diagnostic.self) {
    try environment.render(TemplateText("{{ 'x' | \(name) }}"), scope: MapScope([:]))
  }
  #expect(error?.message.contains(name) ?? false)
}
