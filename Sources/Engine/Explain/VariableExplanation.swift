import Core

/// What is to be said of one variable of a host.
package struct VariableExplanation: Sendable {
  /// One level that sets the variable.
  package struct Setting: Sendable {
    package enum Fate: String, Sendable {
      /// What the variable is.
      case set
      /// Another level is stronger.
      case lost
      /// A part of the map that it is (`hash_behaviour = merge`).
      case merged
    }

    package var fate = Fate.lost
    /// The level's number in Ansible's list of precedence, and its words.
    package let level: Int
    package let words: String
    /// `file:line:column`, or as much as is known.
    package let place: String?
    /// The value as it was written, as JSON on one line.
    package let written: String
    /// Whether it is a map, which can be a part of a larger one.
    let isMap: Bool
  }

  package let name: String
  /// The rendered value as JSON, or why there is none.
  package let value: Result<String, Diagnostic>
  /// Strongest first.
  package let settings: [Setting]
  /// The variables that its templates name, each with its value.
  package let parts: [(name: String, value: String)]

  /// What stands for a value that was encrypted.
  static let hidden = "<encrypted>"
}
