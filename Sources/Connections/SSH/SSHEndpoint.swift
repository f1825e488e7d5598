import Core

/// One SSH server and how to get in: what variables, arguments and configuration files come to.
struct SSHEndpoint: Sendable, Hashable {
  /// How bytes get there.
  indirect enum Way: Sendable, Hashable {
    case direct
    /// `ProxyCommand`: its standard input and output are the connection.
    case command(String)
    /// `ProxyJump`: a channel of another connection is.
    case jump(SSHEndpoint)
  }

  /// `HostName`: name or address.
  var address: String
  var port: Int
  var user: String
  var password: Secret?
  /// Key files, in order; `areKeysChosen` says whether somebody named them.
  var keyFiles: [String]
  var areKeysChosen: Bool
  /// `IdentitiesOnly`: the agent's other keys are not tried.
  var usesOnlyKeyFiles: Bool
  /// For every encrypted key file.
  var privateKeyPassphrase: Secret?
  /// The socket of the agent that holds keys; nil for none.
  var agentSocket: String?
  /// Ways to log in that may be used (`publickey`, …).
  var methods: Set<String>
  /// How the files of known hosts name it: `HostKeyAlias` stands there without the port.
  var hostKeyAlias: String?
  /// The first one takes the new keys.
  var userKnownHostsFiles: [String]
  var globalKnownHostsFiles: [String]
  var hashesKnownHosts: Bool
  var hostKeyChecking: ConnectionTarget.HostKeyChecking
  /// `AddressFamily`: as `getaddrinfo` names it.
  var family: Int32
  /// `BindAddress`
  var localAddress: String?
  var compresses: Bool
  /// Seconds for each of connecting, key exchange and one try of a login.
  var timeout: Int
  /// Seconds of silence after which the host is asked whether it is still there; 0 for never.
  var keepAlive: Int
  /// How often it is asked before the connection counts as lost.
  var keepAliveCount: Int
  var way: Way
  /// What it is to have and only the system's `ssh` knows: `ForwardAgent`, …
  var foreign: [String]

  /// `address port 22`, as OpenSSH says it.
  var place: String { "\(address) port \(port)" }
  var knownHostsFiles: [String] { userKnownHostsFiles + globalKnownHostsFiles }
  /// The name and port to look for in the files of known hosts.
  var knownName: (host: String, port: Int) {
    hostKeyAlias.map { ($0, 22) } ?? (address, port)
  }
}
