import Core

/// One condition of `when`, `changed_when`, `failed_when`, `until` or `break_when`.
package enum Condition: Sendable {
  /// A boolean, or a number taken as one.
  case constant(Bool)
  /// An expression without delimiters. A text that has delimiters all the same is rendered first,
  /// as Ansible does, and what comes out is the expression or the value.
  case expression(TemplateText)
}
