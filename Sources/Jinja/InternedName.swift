import Synchronization

/// The name of a variable. There is one object for each text, so that a look-up by name need not read the text.
package final class InternedName: Sendable, Hashable {
  package let text: String
  private let number: Int

  /// All names that templates and scopes have, which are kept for good: people write them, so they are few.
  private static let known = Mutex<[String: InternedName]>([:])

  private init(_ text: String, _ number: Int) {
    self.text = text
    self.number = number
  }

  /// The name with this text.
  package static func of(_ text: String) -> InternedName {
    known.withLock { known in
      if let name = known[text] { return name }
      let name = InternedName(text, known.count)
      known[text] = name
      return name
    }
  }

  package static func == (left: InternedName, right: InternedName) -> Bool { left === right }
  package func hash(into hasher: inout Hasher) { hasher.combine(number) }
  /// What dictionaries ask for. Numbers that were given one after the other are spread well enough as they are.
  package func _rawHashValue(seed: Int) -> Int { number }
}
