import Connections
import Core
import Jinja
import Playbooks

/// How a task reaches its host: the connection variables and keywords, decided (docs.ansible.com,
/// "Connection variables"; a variable beats a keyword, a keyword beats the command line).
struct HostAccess {
  let scope: HostScope
  /// The task's or play's scope, for keywords.
  let keywords: Playbooks.Scope?
  private var settings: RunSettings { scope.run.settings }

  init(_ scope: HostScope, keywords: Playbooks.Scope?) {
    self.scope = scope
    self.keywords = keywords
  }

  /// Both, decided once per host as long as nothing that decides them can have changed: no template, no
  /// variable of the task, and no variable made on the way.
  func remembered() throws(Diagnostic) -> Access {
    if let known { return known }
    scope.watchesChanges = true
    let target = try target()
    let access = Access(target: target, become: try become(on: target))
    if let place = stablePlace, scope.watchesChanges {
      let version = scope.contents.connectionVersion
      scope.host.access.withLock {
        $0 = Access.Memo(place: place, version: version, access: access)
      }
    }
    scope.watchesChanges = false
    return access
  }

  /// The kind of the connection. What a user is become by is not looked at: its password may be what needs to know.
  func kind() throws(Diagnostic) -> String {
    if let known { return known.target.kind }
    return try target().kind
  }

  /// What an earlier task has found out, where that still holds.
  private var known: Access? {
    guard let place = stablePlace, let memo = scope.host.access.withLock({ $0 }),
      memo.place == place, memo.version == scope.contents.connectionVersion
    else { return nil }
    return memo.access
  }

  /// The scope around the task, where the task itself says nothing about connections.
  private var stablePlace: ObjectIdentifier? {
    guard let keywords, let parent = keywords.parent, keywords.vars.isEmpty, !scope.hasLocals,
      keywords.settings.keys.allSatisfy({ !Self.keywords.contains($0) })
    else { return nil }
    return ObjectIdentifier(parent)
  }

  private static let keywords: Set<Keyword> = [
    .connection, .port, .remoteUser, .become, .becomeMethod, .becomeUser, .becomeFlags, .becomeExe,
  ]

  /// Where and how to connect.
  func target() throws(Diagnostic) -> ConnectionTarget {
    let defaults = settings.connection
    let address = try text("ansible_host", "ansible_ssh_host") ?? scope.host.name
    let kind = try text("ansible_connection").or(try keyword(.connection)?.text) ?? defaults.kind
    var target = ConnectionTarget(
      kind: kind, host: scope.host.name, address: address,
      user: try text("ansible_user", "ansible_ssh_user").or(try keyword(.remoteUser)?.text)
        ?? defaults.user)
    if let port = try number("ansible_port", "ansible_ssh_port").or(try keyword(.port)?.int)
      ?? defaults.port
    {
      target.port = port
    }
    target.password =
      try text("ansible_password", "ansible_ssh_pass", "ansible_ssh_password").map { Secret($0) }
      ?? defaults.password
    target.privateKeyFile =
      try text("ansible_private_key_file", "ansible_ssh_private_key_file").map(path)
      ?? defaults.privateKeyFile.map(Path.expandingHome)
    target.privateKeyPassphrase =
      try text("ansible_ssh_private_key_passphrase", "ansible_private_key_passphrase")
      .map { Secret($0) }
    if let timeout = try number("ansible_timeout", "ansible_ssh_timeout") ?? defaults.timeout {
      target.timeout = timeout
    }
    if Self.paramiko.contains(kind) { addParamiko(to: &target) }
    // As in Ansible only False counts; else `~/.ssh/config` decides.
    if try !(hostKeyChecking() ?? defaults.hostKeyChecking) { target.hostKeyChecking = .off }
    try setArguments(of: &target)
    if let retries = try number("ansible_ssh_retries") ?? defaults.retries {
      target.retries = retries
    }
    return target
  }

  private static let paramiko = ["paramiko", "paramiko_ssh", "ansible.netcommon.paramiko"]

  /// The settings of Ansible's kind of connection of that name, which is the same as `ssh` here.
  private func addParamiko(to target: inout ConnectionTarget) {
    if settings.connection.paramiko.addsHostKeys { target.hostKeyChecking = .acceptNew }
    target.looksForKeys = settings.connection.paramiko.looksForKeys
  }

  /// The user to become, or nil; as in Ansible nobody becomes the user who was named to log in, unless
  /// `become_allow_same_user` is set.
  func become(on target: ConnectionTarget) throws(Diagnostic) -> Become? {
    let defaults = settings.become
    let isWanted =
      try flag("ansible_become").or(try keyword(.become)?.bool) ?? defaults.become
    guard isWanted else { return nil }
    let method =
      try text("ansible_become_method").or(try keyword(.becomeMethod)?.text) ?? defaults.method
    let short = String(method.split(separator: ".").last ?? "")
    // The method's own variables win, as with Ansible, which heeds the last of those its plug-ins name.
    func variable(_ names: String...) throws(Diagnostic) -> String? {
      for name in names {
        if let found = try text("ansible_\(short)_\(name)") { return found }
      }
      for name in names {
        if let found = try text("ansible_become_\(name)") { return found }
      }
      return nil
    }
    let user = try variable("user").or(try keyword(.becomeUser)?.text) ?? defaults.user
    if !defaults.allowsSameUser, target.userIsSet, target.user == user { return nil }
    return Become(
      method: short, user: user,
      password: try variable("pass", "password").map { Secret($0) }
        ?? defaults.password,
      flags: try variable("flags").or(try keyword(.becomeFlags)?.text) ?? defaults.flags,
      exe: try variable("exe").or(try keyword(.becomeExe)?.text) ?? defaults.exe)
  }

  private func text(_ names: String...) throws(Diagnostic) -> String? {
    for name in names where try scope.isSet(name) {
      do { if let text = try scope.text(name) { return text } } catch {
        throw error.prefixed("the variable '\(name)' of \(scope.host.name)")
      }
    }
    return nil
  }

  private func number(_ first: String, _ second: String? = nil) throws(Diagnostic) -> Int? {
    guard let text = try text(first, second ?? first) else { return nil }
    guard let number = Int(text) else {
      throw Diagnostic(.invalid, "\(first) of \(scope.host.name) must be a number, not '\(text)'")
    }
    return number
  }

  private func flag(_ name: String) throws(Diagnostic) -> Bool? {
    guard let value = try scope.definedValue(of: name) else { return nil }
    return KeywordType.bool.converted(value)?.bool
  }

  private func keyword(_ keyword: Keyword) throws(Diagnostic) -> Value? {
    guard let keywords else { return nil }
    return try scope.keyword(keyword, at: keywords)
  }

  /// Key files are relative to the playbook or inventory in nobody's mind: only `~` is expanded.
  private func path(_ text: String) -> String { Path.expandingHome(text) }

  private func hostKeyChecking() throws(Diagnostic) -> Bool? {
    for name in ["ansible_ssh_host_key_checking", "ansible_host_key_checking"] {
      if let flag = try flag(name) { return flag }
    }
    return nil
  }

  /// Arguments of the client program, which the default kind heeds as well.
  private func setArguments(of target: inout ConnectionTarget) throws(Diagnostic) {
    let defaults = settings.connection
    switch ConnectionKinds.named(target.kind)?.name {
    case "ssh", "openssh":
      target.firstArguments = try words("ansible_ssh_args", defaults.sshArgs)
      target.extraArguments =
        try words("ansible_ssh_common_args", defaults.sshCommonArgs)
        + words("ansible_ssh_extra_args", defaults.sshExtraArgs)
    case let name?: target.extraArguments = try words("ansible_\(name)_extra_args", nil)
    case nil: break
    }
  }

  private func words(_ name: String, _ fallback: String?) throws(Diagnostic) -> [String] {
    CommandLineWords.split(try text(name) ?? fallback ?? "")
  }
}

/// How a host is reached, and as whom.
struct Access: Sendable {
  let target: ConnectionTarget
  let become: Become?

  /// What was decided for the tasks of one place, and the host's version it holds for.
  struct Memo: Sendable {
    let place: ObjectIdentifier
    let version: Int
    let access: Access
  }
}
