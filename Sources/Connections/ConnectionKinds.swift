import Core

/// One way to reach hosts (`ansible_connection`). Each has its own file in `Kinds`.
package struct ConnectionKind: Sendable {
  /// The short name; `ansible.builtin.NAME` and the other `collections` mean it too.
  package let name: String
  /// Collections by whose qualified name it is known as well.
  package let collections: [String]
  /// One line for `bosun doc`.
  package let summary: String
  package let connect:
    @Sendable (ConnectionTarget, PassphrasePrompt?) async throws(Diagnostic) -> any Connection
}

package enum ConnectionKinds {
  /// Every kind: one line each.
  package static let all: [ConnectionKind] = [
    .ssh,
    .local,
    .openssh,
    .docker,
    .podman,
    .chroot,
    .nspawn,
  ]

  /// The kind of a short or qualified name (`smart` and `paramiko` are `ssh`); nil when there is
  /// none.
  package static func named(_ name: String) -> ConnectionKind? {
    if ["smart", "paramiko", "paramiko_ssh", "libssh"].contains(name) { return .ssh }
    return all.first { kind in
      kind.name == name || kind.collections.contains { "\($0).\(kind.name)" == name }
    }
  }
}

/// Opens a connection. `prompt` is asked for passphrases of encrypted keys.
///
/// Errors: `invalid` for an unknown kind, `unreachable` and `authentication` for the rest; each
/// names the host's address and what to do.
package func connect(
  _ target: ConnectionTarget, prompt: PassphrasePrompt? = nil
) async throws(Diagnostic) -> any Connection {
  guard let kind = ConnectionKinds.named(target.kind) else {
    let names = ConnectionKinds.all.map(\.name)
    throw Diagnostic(
      .invalid, "there is no connection plugin '\(target.kind)'",
      hint: "known are \(names.joined(separator: ", "))")
  }
  return try await kind.connect(target, prompt)
}
