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
  package var port: Int { didSet { portIsSet = true } }
  /// Whether the port was chosen: where not, `~/.ssh/config` decides.
  package private(set) var portIsSet: Bool
  /// `ansible_user`; the user who runs us where it is not set.
  package var user: String { didSet { userIsSet = true } }
  /// Whether the user was chosen: where not, containers and `ssh` use what they have.
  package private(set) var userIsSet: Bool
  /// `ansible_password`
  package var password: Secret?
  /// `ansible_ssh_private_key_file`
  package var privateKeyFile: String?
  /// Whether key files are tried that nobody named.
  package var looksForKeys = true
  /// `ansible_ssh_retries`: how often a host that cannot be reached is tried again.
  package var retries = 0
  /// `ansible_ssh_private_key_passphrase`
  package var privateKeyPassphrase: Secret?
  /// The socket of the agent that holds keys; nil for none.
  package var agentSocket: String?
  /// nil leaves it to `~/.ssh/config`, and is strict where that does not say.
  package var hostKeyChecking: HostKeyChecking?
  /// `ansible_timeout`: seconds for each of connecting, key exchange and one try of a login.
  package var timeout: Int { didSet { timeoutIsSet = true } }
  /// Whether the time was chosen: where not, `~/.ssh/config` decides.
  package private(set) var timeoutIsSet: Bool
  /// Seconds of silence after which the host is asked whether it is still there; after four times
  /// as many without any answer the connection counts as lost.
  package var keepAlive: Int
  /// `ansible_ssh_args`: arguments of `ssh` that come before what the other variables say, and so
  /// win over them.
  package var firstArguments: [String]
  /// Further arguments of the client program, for the kinds that have one, after those of the
  /// variables (`ansible_ssh_common_args`, `ansible_ssh_extra_args`). `ssh` heeds them without one.
  package var extraArguments: [String]

  package init(
    kind: String = "ssh", host: String, address: String? = nil, port: Int? = nil,
    user: String? = nil, password: Secret? = nil, privateKeyFile: String? = nil,
    privateKeyPassphrase: Secret? = nil,
    agentSocket: String? = ProcessEnvironment["SSH_AUTH_SOCK"],
    hostKeyChecking: HostKeyChecking? = nil, timeout: Int? = nil, keepAlive: Int = 5,
    firstArguments: [String] = [], extraArguments: [String] = []
  ) {
    self.kind = kind
    self.host = host
    self.address = address ?? host
    self.port = port ?? 22
    portIsSet = port != nil
    self.user = user ?? Self.currentUser
    userIsSet = user != nil
    self.password = password
    self.privateKeyFile = privateKeyFile
    self.privateKeyPassphrase = privateKeyPassphrase
    self.agentSocket = agentSocket
    self.hostKeyChecking = hostKeyChecking
    self.timeout = timeout ?? 10
    timeoutIsSet = timeout != nil
    self.keepAlive = keepAlive
    self.firstArguments = firstArguments
    self.extraArguments = extraArguments
  }

  /// The name of the user who runs us; asked for once, as the call is not safe among threads.
  package static let currentUser: String = {
    if let entry = getpwuid(geteuid()), let name = entry.pointee.pw_name {
      return String(cString: name)
    }
    return ProcessEnvironment["USER"] ?? "root"
  }()
}
