import Core
import JMESPath

extension Filters {
  /// Filters of collections, under their full names, and under the short names that ansible-core
  /// sends to a collection (`ansible_builtin_runtime.yml`).
  static let collectionFilters: [String: Filter] = {
    let utils = merged([ipFilters, subnetFilters, rangeFilters, hardwareFilters]).mapValues(
      refusingNone)
    let data = merged([pathsFilters, nestedKeysFilters, consolidateFilters])
    let general = merged([
      queryFilters, shapeFilters, listsFilters, keysFilters, timeUnitFilters, csvFilters,
      iniFilters,
      miscellanyFilters, normalizeFilters, jsonPatchFilters,
    ])
    var all = merged([
      utils.qualified("ansible.utils"), data.qualified("ansible.utils"),
      general.qualified("community.general"),
      serialFilters.qualified("community.crypto"),
      Refusals.refusedFilters,
    ])
    // ansible.netcommon sends these names on.
    for name in netcommonNames { all["ansible.netcommon.\(name)"] = all["ansible.utils.\(name)"] }
    for name in netcommonNames where name != "macaddr" { all[name] = all["ansible.utils.\(name)"] }
    for name in ["json_query", "random_mac"] { all[name] = all["community.general.\(name)"] }
    return all
  }()

  private static let netcommonNames = [
    "cidr_merge", "hwaddr", "ip4_hex", "ipaddr", "ipmath", "ipsubnet", "ipv4", "ipv6", "ipwrap",
    "macaddr", "network_in_network", "network_in_usable", "next_nth_usable", "nthhost",
    "previous_nth_usable", "reduce_on_network", "slaac",
  ]

  /// The filters about addresses want their input.
  private static func refusingNone(_ filter: Filter) -> Filter {
    filter.with { (input, arguments, context) throws(Diagnostic) in
      if input.isNull { throw arguments.error("the input is none") }
      return try filter.body(input, arguments, context)
    }
  }

  /// JMESPath; the data may hold objects such as hostvars.
  static let queryFilters: [String: Filter] = [
    "json_query": Filter(["expr"], required: 1) { (input, arguments, _) throws(Diagnostic) in
      let expression = try arguments.string(0)
      do throws(Diagnostic) {
        return try JMESPath(expression).search(input.withoutTuples)
      } catch {
        throw arguments.error("the expression '\(expression)' has no answer", because: error)
      }
    }
  ]
}

/// Tables by name as one.
func merged<Entry>(_ tables: [[String: Entry]]) -> [String: Entry] {
  tables.reduce(into: [:]) { all, table in all.merge(table) { $1 } }
}

extension Arguments {
  /// The number that Ansible makes of an option of the type `int`; nil when it was not given.
  func integer(_ index: Int) throws(Diagnostic) -> Int? {
    guard let value = self[index], !value.isNull else { return nil }
    if let text = value.string, let number = PythonNumber.integer(text) { return number }
    if case .float(let number) = value, let whole = Int(exactly: number) { return whole }
    if let number = value.asInteger { return number }
    return try int(index)
  }

  /// The list that Ansible makes of an option of the type `list`: of a text, the parts between commas.
  func list(_ value: Value) throws(Diagnostic) -> [Value] {
    if let elements = value.sequence { return elements }
    if let text = value.string {
      return text.split(separator: ",", omittingEmptySubsequences: false).map {
        .string(String($0))
      }
    }
    if value.asDouble != nil, value.bool == nil { return [.string(value.text)] }
    throw error("a list is needed, not \(value.typeName) \(value.repr)")
  }
}

extension Dictionary where Key == String {
  /// The table with the name of a collection before each name.
  func qualified(_ collection: String) -> [String: Value] {
    reduce(into: [:]) { all, entry in all["\(collection).\(entry.key)"] = entry.value }
  }
}
