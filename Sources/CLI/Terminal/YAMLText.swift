import Core
import YAML

/// Values as YAML, as PyYAML writes them with sorted keys.
enum YAMLText {
  /// - Throws: `evaluation` for a value that YAML cannot have.
  static func write(_ value: Value) throws(Diagnostic) -> String { try YAMLWriter().write(value) }
}
