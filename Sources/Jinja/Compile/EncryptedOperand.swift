import Core

/// What stands before those tests and filters that want encrypted values as they are.
enum EncryptedOperand {
  private static let tests: Set = ["vault_encrypted"]
  private static let filters: Set = ["to_yaml", "to_nice_yaml", "unvault", "type_debug"]

  /// The operand of a filter or test: undecrypted where the name wants that and the operand is a path that
  /// begins with a variable, else as everywhere.
  static func compile(
    _ operand: Expression, for name: String, _ compiler: Compiler
  ) throws(Diagnostic) -> Node {
    let plain = try compiler.compile(operand)
    let short = name.hasPrefix("ansible.builtin.") ? String(name.dropFirst(16)) : name
    guard tests.contains(short) || filters.contains(short), let variable = variable(operand),
      compiler.symbols.resolve(variable).isEmpty, let parts = parts(operand)
    else { return plain }
    return Computed { (context) throws(Diagnostic) in
      guard var value = try context.scope.encryptedValue(of: variable), value.holdsEncrypted
      else { return try plain(context) }
      for part in parts {
        guard let inner = try Attributes.item(value, part) else { return try plain(context) }
        value = inner
      }
      return value
    }
  }

  /// The variable that a path begins with.
  private static func variable(_ expression: Expression) -> String? {
    switch expression.kind {
    case .name(let name): name
    case .attribute(let base, _), .item(let base, _): variable(base)
    default: nil
    }
  }

  /// The keys of a path, where all of them are known.
  private static func parts(_ expression: Expression) -> [Value]? {
    switch expression.kind {
    case .attribute(let base, let name): parts(base).map { $0 + [.string(name)] }
    case .item(let base, let key):
      if case .constant(let value) = key.kind { parts(base).map { $0 + [value] } } else { nil }
    default: []
    }
  }
}
