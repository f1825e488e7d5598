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

/// Kinds of connections and become methods that are not here.
package struct MissingPlugin: Sendable {
  package let error: Diagnostic
  /// Whether Ansible has it, or one of its collections: a playbook may name it for hosts that are not ours.
  package let isKnownElsewhere: Bool

  package init(_ error: Diagnostic, isKnownElsewhere: Bool) {
    (self.error, self.isKnownElsewhere) = (error, isKnownElsewhere)
  }
}

extension ConnectionKinds {
  private static let ofWindows = ["psrp", "winrm"]
  private static let ofDevices = ["network_cli", "netconf", "httpapi", "grpc", "persistent"]
  private static let ofOthers = [
    "aws_ssm", "buildah", "funcd", "incus", "iocage", "jail", "kubectl", "lxc", "lxd", "oc",
    "qubes",
    "saltstack", "wsl", "zone", "libvirt_lxc", "libvirt_qemu", "vmware_tools", "proxmox_pct_remote",
  ]

  /// What is wrong with a name that is no kind.
  package static func missing(_ name: String) -> MissingPlugin {
    let short = String(name.split(separator: ".").last ?? "")
    let isQualified = name.contains(".") && !name.hasPrefix("ansible.builtin.")
    let why =
      ofWindows.contains(short)
      ? ": it is for Windows hosts" : ofDevices.contains(short) ? ": it is for network devices" : ""
    let names = all.map(\.name)
    let hint =
      Suggestion.hint(for: short, among: names) ?? "known are \(names.joined(separator: ", "))"
    return MissingPlugin(
      Diagnostic(.invalid, "there is no connection plugin '\(name)'\(why)", hint: hint),
      isKnownElsewhere: isQualified || (ofWindows + ofDevices + ofOthers).contains(short))
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
    throw ConnectionKinds.missing(target.kind).error
  }
  return try await kind.connect(target, prompt)
}
