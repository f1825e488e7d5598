import Core
import Glibc

extension SSHEndpoint {
  /// How to reach a target: what Ansible's variables and arguments say, then the configuration files
  /// for its name. As Ansible's `ssh` connection orders its arguments, `ssh_args` come first. Blocks.
  ///
  /// - Throws: `unreachable` for arguments and files that are wrong.
  static func resolve(_ target: ConnectionTarget) throws(Diagnostic) -> SSHEndpoint {
    let first = try SSHArguments(target.firstArguments)
    let last = try SSHArguments(target.extraArguments)
    var config = SSHConfig()
    for line in first.lines + target.lines + last.lines { try config.take(line) }
    let files = first.files ?? last.files ?? .usual
    config = try SSHConfigReader.read(files, for: target.address, onto: config)
    var endpoint = try SSHEndpoint(
      target.address, config, files: files, agentSocket: target.agentSocket, depth: 0)
    endpoint.password = target.password
    endpoint.privateKeyPassphrase = target.privateKeyPassphrase
    if config[.connectTimeout] == nil { endpoint.timeout = target.timeout }
    if config[.serverAliveInterval] == nil { endpoint.keepAlive = target.keepAlive }
    return endpoint
  }

  /// - Parameter name: as the host was asked for.
  private init(
    _ name: String, _ config: SSHConfig, files: SSHConfigReader.Files, agentSocket: String?,
    depth: Int
  ) throws(Diagnostic) {
    address = try config.address(for: name).lowercased()
    port = try config.number(.port) ?? 22
    user = config.text(.user) ?? ConnectionTarget.currentUser
    hostKeyAlias = config.text(.hostKeyAlias)
    let tokens = SSHTokens(
      original: name, address: address, port: port, user: user, hostKeyAlias: hostKeyAlias)
    keyFiles = try config.paths(.identityFile, tokens) ?? Self.usualKeyFiles
    areKeysChosen = config[.identityFile] != nil
    usesOnlyKeyFiles = try config.flag(.identitiesOnly) ?? false
    self.agentSocket = try config.agent(tokens, agentSocket)
    methods = try config.methods()
    userKnownHostsFiles =
      try config.paths(.userKnownHostsFile, tokens) ?? [
        "~/.ssh/known_hosts", "~/.ssh/known_hosts2",
      ]
    globalKnownHostsFiles =
      try config.paths(.globalKnownHostsFile, tokens)
      ?? ["/etc/ssh/ssh_known_hosts", "/etc/ssh/ssh_known_hosts2"]
    hashesKnownHosts = try config.flag(.hashKnownHosts) ?? false
    hostKeyChecking = try config.hostKeyChecking()
    family = try config.family()
    localAddress = config.text(.bindAddress)
    compresses = try config.flag(.compression) ?? false
    timeout = config.text(.connectTimeout) == "none" ? 0 : try config.seconds(.connectTimeout) ?? 0
    if timeout == 0 { timeout = Self.usualTimeout }
    keepAlive = try config.seconds(.serverAliveInterval) ?? Self.usualKeepAlive
    keepAliveCount =
      try config.number(.serverAliveCountMax) ?? (config[.serverAliveInterval] == nil ? 4 : 3)
    foreign = config.foreign + config.foreignKeywords(self.agentSocket)
    way = .direct
    way = try Self.way(name, config, tokens, files, agentSocket, depth)
    if case .jump(let hop) = way { foreign += hop.foreign.map { "\($0) of \(hop.address)" } }
  }

  private static let usualKeyFiles = ["~/.ssh/id_ed25519", "~/.ssh/id_ecdsa", "~/.ssh/id_rsa"]
  private static let usualTimeout = 10
  private static let usualKeepAlive = 5

  // MARK: By way of others

  private static func way(
    _ name: String, _ config: SSHConfig, _ tokens: SSHTokens, _ files: SSHConfigReader.Files,
    _ agentSocket: String?, _ depth: Int
  ) throws(Diagnostic) -> Way {
    if let command = config[.proxyCommand], let text = command.words.first, text != "none" {
      return .command(try tokens.expand(text, at: command.place))
    }
    guard let jump = config[.proxyJump], let text = jump.words.first, text != "none" else {
      return .direct
    }
    let hops = try tokens.expand(text, at: jump.place).split(separator: ",").map(String.init)
    guard depth < 16, let last = hops.last else {
      throw Diagnostic(.unreachable, "\(jump.place): ProxyJump of '\(name)' leads round and round")
    }
    let (hop, user, port) = try parts(of: last, at: jump.place)
    if hop == tokens.address, port ?? "22" == String(tokens.port),
      user ?? tokens.user == tokens.user
    {
      throw Diagnostic(.unreachable, "\(jump.place): ProxyJump of '\(name)' leads to itself")
    }
    // The hop before the host has a configuration of its own; the others are on the way to it.
    let others = hops.count > 1 ? hops.dropLast().joined(separator: ",") : nil
    var own = SSHConfig()
    for case let (keyword, value?) in [("user", user), ("port", port), ("proxyjump", others)] {
      try own.take(SSHConfigLine(keyword, [value], place: jump.place))
    }
    own = try SSHConfigReader.read(files, for: hop, onto: own)
    return .jump(
      try SSHEndpoint(hop, own, files: files, agentSocket: agentSocket, depth: depth + 1))
  }

  /// `[user@]host[:port]`, also as `ssh://…`; the host may stand in brackets.
  private static func parts(
    of text: String, at place: String
  ) throws(Diagnostic) -> (host: String, user: String?, port: String?) {
    var rest = text.split(separator: " ").joined()[...]
    if rest.hasPrefix("ssh://") { rest = rest.dropFirst(6) }
    if rest.hasSuffix("/") { rest = rest.dropLast() }
    var user: String?
    if let at = rest.lastIndex(of: "@") {
      user = String(rest[..<at])
      rest = rest[at...].dropFirst()
    }
    var port: String?
    let bracket = rest.first == "[" ? rest.firstIndex(of: "]") : nil
    let colons = rest[(bracket ?? rest.startIndex)...].filter { $0 == ":" }.count
    if colons == 1, let colon = rest.lastIndex(of: ":") {
      port = String(rest[colon...].dropFirst())
      rest = rest[..<colon]
    }
    if rest.first == "[", rest.last == "]" { rest = rest.dropFirst().dropLast() }
    guard !rest.isEmpty, user != "", port.map({ Int($0) != nil }) ?? true else {
      throw Diagnostic(.unreachable, "\(place): '\(text)' is no host to jump by")
    }
    return (String(rest), user, port)
  }
}

extension ConnectionTarget {
  /// What Ansible's own variables say, in the words of ssh_config(5).
  fileprivate var lines: [SSHConfigLine] {
    var settings: [(String, String)] = []
    switch hostKeyChecking {
    case nil: break
    case .strict: settings.append(("stricthostkeychecking", "yes"))
    case .acceptNew: settings.append(("stricthostkeychecking", "accept-new"))
    case .off: settings.append(("stricthostkeychecking", "no"))
    }
    if portIsSet { settings.append(("port", String(port))) }
    if let file = privateKeyFile ?? (looksForKeys ? nil : "none") {
      settings.append(("identityfile", file))
    }
    if userIsSet { settings.append(("user", user)) }
    if timeoutIsSet { settings.append(("connecttimeout", String(timeout))) }
    return settings.map { SSHConfigLine($0, [$1], place: "the variables of \(host)") }
  }
}
