import Core
import Glibc

/// How to reach a host: what the `ansible_*` connection variables of a host come to.
package struct ConnectionTarget: Sendable, Hashable {
  /// What to do about the key that a host shows (`host_key_checking`).
  package enum HostKeyChecking: Sendable, Hashable {
    /// The key must be known (OpenSSH's `StrictHostKeyChecking=yes`).
    case strict
    /// An unknown key is written down and accepted, a changed one refused (`accept-new`).
    case acceptNew
    /// Any key will do (`no`); a changed or revoked key is accepted too.
    case off
  }

  /// `ansible_connection`: a name of `ConnectionKinds.all`.
  package var kind: String
  /// The inventory's name of the host, for messages.
  package var host: String
  /// `ansible_host`: name or address; for containers the container, for `chroot` the folder.
  package var address: String
  /// `ansible_port`
  package var port: Int
  /// `ansible_user`; the user who runs us where it is not set.
  package var user: String { didSet { userIsSet = true } }
  /// Whether the user was chosen: where not, containers and `ssh` use what they have.
  package private(set) var userIsSet: Bool
  /// `ansible_password`
  package var password: Secret?
  /// `ansible_ssh_private_key_file`
  package var privateKeyFile: String?
  /// `ansible_ssh_private_key_passphrase`
  package var privateKeyPassphrase: Secret?
  /// The socket of the agent that holds keys; nil for none.
  package var agentSocket: String?
  /// Files of known host keys, the first one takes the new keys. Missing files are empty ones.
  package var knownHostsFiles: [String]
  package var hostKeyChecking: HostKeyChecking
  /// `ansible_timeout`: seconds for each of connecting, key exchange and one try of a login.
  package var timeout: Int
  /// Seconds of silence after which the host is asked whether it is still there; after four times
  /// as many without any answer the connection counts as lost.
  package var keepAlive: Int
  /// Further arguments of the client program, for the kinds that have one (`ssh_extra_args`).
  package var extraArguments: [String]

  package init(
    kind: String = "ssh", host: String, address: String? = nil, port: Int = 22,
    user: String? = nil, password: Secret? = nil, privateKeyFile: String? = nil,
    privateKeyPassphrase: Secret? = nil,
    agentSocket: String? = ProcessEnvironment["SSH_AUTH_SOCK"],
    knownHostsFiles: [String] = ConnectionTarget.defaultKnownHostsFiles,
    hostKeyChecking: HostKeyChecking = .strict, timeout: Int = 10, keepAlive: Int = 15,
    extraArguments: [String] = []
  ) {
    self.kind = kind
    self.host = host
    self.address = address ?? host
    self.port = port
    self.user = user ?? Self.currentUser
    userIsSet = user != nil
    self.password = password
    self.privateKeyFile = privateKeyFile
    self.privateKeyPassphrase = privateKeyPassphrase
    self.agentSocket = agentSocket
    self.knownHostsFiles = knownHostsFiles
    self.hostKeyChecking = hostKeyChecking
    self.timeout = timeout
    self.keepAlive = keepAlive
    self.extraArguments = extraArguments
  }

  /// OpenSSH's `UserKnownHostsFile` and `GlobalKnownHostsFile`.
  package static let defaultKnownHostsFiles = [
    "~/.ssh/known_hosts", "~/.ssh/known_hosts2",
    "/etc/ssh/ssh_known_hosts", "/etc/ssh/ssh_known_hosts2",
  ]

  /// The name of the user who runs us.
  package static var currentUser: String {
    if let entry = getpwuid(geteuid()), let name = entry.pointee.pw_name {
      return String(cString: name)
    }
    return ProcessEnvironment["USER"] ?? "root"
  }
}
