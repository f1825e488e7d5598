import Core
import JMESPath

extension Filters {
  /// Filters of collections, under their full names, and under the short names that ansible-core
  /// sends to a collection (`ansible_builtin_runtime.yml`).
  static let collectionFilters: [String: Filter] = {
    let utils = merged([ipFilters, subnetFilters, rangeFilters, hardwareFilters])
      .mapValues(refusingNone)
    let general = merged([
      queryFilters, shapeFilters, listsFilters, keysFilters, timeUnitFilters, csvFilters,
      iniFilters,
      miscellanyFilters,
    ])
    var all = merged([
      utils.qualified("ansible.utils"), general.qualified("community.general"),
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

  /// The filters of ansible.utils want their input.
  private static func refusingNone(_ filter: Filter) -> Filter {
    filter.with { (input, arguments, context) throws(Diagnostic) in
      if input.isNull { throw arguments.error("the input is none") }
      return try filter.body(input, arguments, context)
    }
  }

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

extension Dictionary where Key == String {
  /// The table with the name of a collection before each name.
  func qualified(_ collection: String) -> [String: Value] {
    reduce(into: [:]) { all, entry in all["\(collection).\(entry.key)"] = entry.value }
  }
}
