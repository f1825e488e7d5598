/// Modules that Ansible or its collections have, by the bare names that playbooks use for them.
/// Roles name modules of systems that they never run on; such a name is not a misspelling.
package enum WellKnownModules {
  /// Bare name → whole name.
  static let collections: [String: String] = {
    var names: [String: String] = [:]
    var collection: Substring = ""
    for word in table.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      if word.utf8.last == UInt8(ascii: ":") {
        collection = word.dropLast()
        continue
      }
      let parts = word.split(separator: "=")
      names[String(parts[0])] = "\(collection).\(parts[parts.count - 1])"
    }
    return names
  }()

  /// The whole name for a bare one, nil when it is not known.
  package static func qualifiedName(_ name: String) -> String? { collections[name] }
}
