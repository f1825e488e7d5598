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

  /// The whole name for a bare one, nil when it is not known. The table is searched as it stands: a run asks for few
  /// names, and making the map of all takes longer than reading a small playbook.
  package static func qualifiedName(_ name: String) -> String? {
    var name = name
    let found = name.withUTF8 { name in
      table.utf8.withContiguousStorageIfAvailable { find(name, in: $0) }
    }
    return found ?? collections[name]
  }

  private static func find(
    _ name: UnsafeBufferPointer<UInt8>, in table: UnsafeBufferPointer<UInt8>
  ) -> String? {
    func text(_ range: Range<Int>) -> String { String(decoding: table[range], as: UTF8.self) }
    var collection = 0..<0
    var start = 0
    while start < table.count {
      var end = start
      var equals: Int?
      while end < table.count, table[end] != 0x20, table[end] != 0x0A {
        if table[end] == UInt8(ascii: "=") { equals = end }
        end += 1
      }
      defer { start = end + 1 }
      guard end > start else { continue }
      if table[end - 1] == UInt8(ascii: ":") {
        collection = start..<(end - 1)
      } else if table[start..<(equals ?? end)].elementsEqual(name) {
        return text(collection) + "." + text((equals.map { $0 + 1 } ?? start)..<end)
      }
    }
    return nil
  }
}
