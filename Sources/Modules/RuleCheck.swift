import Core

/// The rules between parameters, in Ansible's words (`ansible.module_utils.common.validation`).
struct RuleCheck {
  let spec: ModuleSpec
  let given: [String: Value]

  /// - Throws: `invalid` for the first rule that is broken.
  func check() throws(Diagnostic) {
    let missing = spec.parameters.filter { $0.isRequired && given[$0.name] == nil }.map(\.name)
    if !missing.isEmpty {
      throw Diagnostic(.invalid, "missing required arguments: \(missing.joined(separator: ", "))")
    }
    for rule in spec.rules { try check(rule) }
  }

  private func check(_ rule: ModuleSpec.Rule) throws(Diagnostic) {
    switch rule {
    case .mutuallyExclusive(let names):
      if present(names).count > 1 {
        throw error("parameters are mutually exclusive: \(names.joined(separator: "|"))")
      }
    case .requiredTogether(let names):
      let count = present(names).count
      if count > 0, count < names.count {
        throw error("parameters are required together: \(names.joined(separator: ", "))")
      }
    case .requiredOneOf(let names):
      if present(names).isEmpty {
        throw error("one of the following is required: \(names.joined(separator: ", "))")
      }
    case .requiredBy(let name, let needs):
      if given[name] != nil, let lack = absent(needs).first {
        throw error("missing parameter(s) required by '\(name)': \(lack)")
      }
    case .requiredIf(let name, let value, let needs, let any):
      let actual = given[name]?.text ?? spec.parameter(named: name)?.defaultText
      guard actual.map(Self.word) == Self.word(value) else { return }
      let lacks = absent(needs)
      if any ? lacks.count == needs.count : !lacks.isEmpty {
        throw error(
          "\(name) is \(value) but \(any ? "any" : "all") of the following are missing: "
            + lacks.joined(separator: ", "))
      }
    }
  }

  private func present(_ names: [String]) -> [String] { names.filter { given[$0] != nil } }
  private func absent(_ names: [String]) -> [String] { names.filter { given[$0] == nil } }
  private func error(_ message: String) -> Diagnostic { Diagnostic(.invalid, message) }

  /// Booleans compare by meaning, whichever way the header writes them.
  private static func word(_ text: String) -> String {
    switch text.lowercased() {
    case "true", "yes": "true"
    case "false", "no": "false"
    default: text
    }
  }
}
