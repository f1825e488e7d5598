import Core

/// How templates are read and what they give: Jinja's environment settings.
package struct Settings: Sendable, Equatable {
  package var variableStart = Array("{{".utf8)
  package var variableEnd = Array("}}".utf8)
  package var blockStart = Array("{%".utf8)
  package var blockEnd = Array("%}".utf8)
  package var commentStart = Array("{#".utf8)
  package var commentEnd = Array("#}".utf8)
  /// What begins a line that is a statement (`%% for …`), or a comment to the end of a line; empty for
  /// none.
  package var lineStatement: [UInt8] = []
  package var lineComment: [UInt8] = []
  /// The first newline after a block or comment tag goes.
  package var trimBlocks = false
  /// Blanks between the start of the line and a block or comment tag go.
  package var lstripBlocks = false
  /// Whether a result keeps the newlines that the template ends with.
  package var keepTrailingNewline = false
  /// `{{ none }}` gives empty text.
  package var hidesNone = false
  /// What a template that is one variable gives for null (`null_representation`).
  package var null = Value.null
  /// Numbers that a playbook's template gives as its only expression stay numbers. When false they
  /// become text, as in ansible-core up to 2.18 without `jinja2_native`.
  package var native = true

  package init() {}

  /// What Ansible sets for playbooks and template files.
  package static let ansible: Settings = {
    var settings = Settings()
    settings.trimBlocks = true
    settings.keepTrailingNewline = true
    settings.hidesNone = true
    return settings
  }()

  /// Jinja2's own defaults.
  package static let jinja = Settings()
}

/// Settings that many templates share: two of them are mostly equal because they are the same.
final class SharedSettings: Sendable {
  let settings: Settings

  init(_ settings: Settings) { self.settings = settings }

  static func == (left: SharedSettings, right: SharedSettings) -> Bool {
    left === right || left.settings == right.settings
  }
}

/// How the backslashes of string literals are read.
package enum Escapes: Sendable {
  /// As Python does: `'\n'` is a newline. Template files, conditionals.
  case python
  /// Inside `{{ }}` they stay as written, since YAML has read them once; inside `{% %}` as Python
  /// does. Values of playbooks.
  case literalInVariables
}
