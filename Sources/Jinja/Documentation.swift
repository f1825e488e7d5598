import Core

/// What `bosun doc` says of a filter or a test: its line, and its arguments as its table has them.
package struct CallableDocumentation: Sendable {
  /// With its collection: `ansible.builtin.combine`.
  package let name: String
  package let summary: String
  /// Names of the arguments, in order. `required` of them must be given.
  package let parameters: [String]
  package let required: Int
  /// Names that can be given beside them.
  package let keywords: [String]
  /// Whether it takes any further arguments, without and with names.
  package let takesRest: Bool
  package let takesKeywords: Bool

  /// All filters, by name. Names that only send on to one of another collection are left out.
  package static let filters = table(
    Filters.all.filter { Refusals.filters[$0.key] == nil }, { ObjectIdentifier($0) },
    { $0.parameters }, FilterSummaries.text)

  /// All tests, by name.
  package static let tests = table(
    Tests.all.filter { Refusals.tests[$0.key] == nil }, { ObjectIdentifier($0) },
    { $0.parameters }, TestSummaries.text)

  private static func table<Item>(
    _ items: [String: Item], _ identity: (Item) -> ObjectIdentifier,
    _ parameters: (Item) -> Parameters, _ summaries: String
  ) -> [CallableDocumentation] {
    let lines = SummaryTable.read(summaries)
    let known = SummaryTable.read(FilterKeywords.text)
    let homes = Set(items.filter { $0.key.contains(".") }.map { identity($0.value) })
    return items.compactMap { name, item -> CallableDocumentation? in
      let isSentOn =
        name.hasPrefix("ansible.netcommon.")
        || !name.contains(".") && homes.contains(identity(item))
      if isSentOn { return nil }
      let parameters = parameters(item)
      let keywords = known[name].map { $0.split(separator: " ").map(String.init) }
      return CallableDocumentation(
        name: name.contains(".") ? name : "ansible.builtin.\(name)", summary: lines[name] ?? "",
        parameters: parameters.names, required: parameters.required,
        keywords: parameters.takesKeywords ? (keywords ?? []).filter { $0 != "*" } : [],
        takesRest: parameters.takesRest,
        takesKeywords: parameters.takesKeywords && keywords?.contains("*") ?? true)
    }.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }
}
