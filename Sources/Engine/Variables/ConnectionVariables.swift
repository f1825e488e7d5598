import Core
import Playbooks

/// How a task's host is reached, as variables that the task sees also where nobody set them: by another
/// name of the same, by the task's keyword, or by the command line (ansible-core, `PlayContext.update_vars`).
/// Other hosts do not see them in `hostvars`.
struct ConnectionVariables {
  let scope: HostScope

  /// What one or more variables stand for.
  private struct Row: Sendable {
    let names: [String]
    let keyword: Keyword?
    let fallback: @Sendable (HostScope) -> Value?
  }

  private static let rows = [
    Row(names: ["ansible_connection"], keyword: .connection) {
      .string($0.run.settings.connection.kind)
    },
    Row(names: ["ansible_ssh_host", "ansible_host"], keyword: nil) { .string($0.host.name) },
    Row(names: ["ansible_ssh_user", "ansible_user"], keyword: .remoteUser) {
      $0.run.settings.connection.user.map(Value.string)
    },
    Row(names: ["ansible_ssh_pass", "ansible_password"], keyword: nil) {
      ($0.run.settings.connection.password?.text).map(Value.string)
    },
    Row(names: ["ansible_ssh_port", "ansible_port"], keyword: nil) {
      $0.run.settings.connection.port.map(Value.int)
    },
    Row(names: ["ansible_ssh_timeout", "ansible_timeout"], keyword: nil) {
      .int($0.run.settings.connection.timeout ?? 10)
    },
    Row(names: ["ansible_ssh_private_key_file", "ansible_private_key_file"], keyword: nil) {
      $0.run.settings.connection.privateKeyFile.map(Value.string)
    },
    Row(names: ["ansible_shell_executable"], keyword: nil) { .string($0.run.settings.executable) },
  ]

  private static let rowOfName: [String: Row] = Dictionary(
    uniqueKeysWithValues: rows.flatMap { row in row.names.map { ($0, row) } })

  /// - Parameter name: a variable that nobody set.
  /// - Parameter written: another one, as it was written, if it was set.
  /// - Throws: what the keyword's template throws.
  func value(
    of name: String, written: (String) throws(Diagnostic) -> (Value, isPlain: Bool)?
  ) throws(Diagnostic) -> (Value, isPlain: Bool)? {
    guard let row = Self.rowOfName[name] else { return nil }
    for other in row.names where other != name {
      if let found = try written(other) { return found }
    }
    if let keyword = row.keyword, let place = scope.scope,
      let value = try scope.keyword(keyword, at: place)
    {
      return (value, true)
    }
    return row.fallback(scope).map { ($0, true) }
  }
}
