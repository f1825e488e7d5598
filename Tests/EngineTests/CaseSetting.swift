import Core
import Inventory

@testable import Engine

/// A line `# setting: KEY=VALUE` of a case: what `ansible.cfg` says in its section `defaults`.
struct CaseSetting {
  let key: String
  let value: String

  /// - Throws: `usage` for a setting that no case has had so far.
  func add(to run: inout RunSettings, _ inventory: inout InventorySettings) throws {
    switch key {
    case "gathering": run.gathering = Gathering(rawValue: value) ?? .implicit
    case "hash_behaviour":
      run.mergesHashes = value == "merge"
      inventory.mergesHashes = value == "merge"
    case "inject_facts_as_vars": run.injectsFacts = value != "false"
    case "error_on_undefined_vars": run.failsOnUndefined = value != "false"
    case "error_on_missing_handler": run.errorOnMissingHandler = value != "false"
    case "fact_caching": break
    case "fact_caching_timeout": break
    case "fact_caching_connection":
      run.factCache = try FactCache(folder: value, prefix: "", timeout: 0)
    case "precedence":
      inventory.precedence = value.split(separator: ",").compactMap {
        GroupVariables(rawValue: $0.filter { $0 != " " })
      }
    default: throw Diagnostic(.usage, "the tests do not know the setting \(key)")
    }
  }
}
