import Core
import Synchronization

/// The texts that must not be shown anywhere: passwords, and values of parameters that modules
/// declare as `no_log`.
package final class Secrets: Sendable {
  private let texts = Mutex<Set<String>>([])

  /// Words this short stand everywhere; masking them would hide nothing and spoil everything.
  private static let shortest = 3

  package func add(_ new: [String]) {
    let long = new.filter { $0.utf8.count >= Self.shortest && !Self.everyday.contains($0) }
    guard !long.isEmpty else { return }
    texts.withLock { $0.formUnion(long) }
  }

  private static let everyday: Set = ["true", "false", "yes", "None", "null"]

  /// The map with secrets masked in its values and in keys below them (Ansible's `remove_values` and `sanitize_keys`).
  /// Its own keys are names that modules chose.
  package func masked(_ map: Map) -> Map {
    let secrets = longestFirst
    return secrets.isEmpty ? map : map.mapValues { Self.mask($0, secrets) }
  }

  package func masked(_ text: String) -> String {
    Self.mask(text, longestFirst)
  }

  /// Lines with secrets masked, also those that are one line of a longer secret.
  func masked(lines: [String]) -> [String] {
    let secrets = longestFirst
    let parts = secrets.flatMap { $0.split(whereSeparator: \.isNewline).map(String.init) }
      .filter { $0.utf8.count >= Self.shortest && !Self.everyday.contains($0) }
    let all = (secrets + parts).sorted { $0.utf8.count > $1.utf8.count }
    return lines.map { Self.mask($0, all) }
  }

  /// A secret may be a part of another one, of which nothing may stay.
  private var longestFirst: [String] {
    texts.withLock { $0.sorted { $0.utf8.count > $1.utf8.count } }
  }

  private static func mask(_ value: Value, _ secrets: [String]) -> Value {
    switch value {
    case .string(let text): return .string(mask(text, secrets))
    case .list(let elements): return .list(elements.map { mask($0, secrets) })
    case .map(let map):
      var out = Map(minimumCapacity: map.count)
      for (key, value) in map { out[mask(key, secrets)] = mask(value, secrets) }
      return .map(out)
    case .int, .float:
      return secrets.contains(value.text) ? "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER" : value
    default: return value
    }
  }

  private static func mask(_ text: String, _ secrets: [String]) -> String {
    var text = text
    for secret in secrets where text.contains(secret) {
      if text == secret { return "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER" }
      text = text.split(separator: secret, omittingEmptySubsequences: false)
        .joined(separator: "********")
    }
    return text
  }
}
