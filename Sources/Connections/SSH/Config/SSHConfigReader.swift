import Core
import Glibc

/// Reads configuration files for one host, as ssh_config(5) says. Blocks: for `BlockingWork`.
struct SSHConfigReader {
  /// Which files are read.
  enum Files: Sendable, Hashable {
    /// `~/.ssh/config`, then `/etc/ssh/ssh_config`.
    case usual
    /// `-F FILE`
    case only(String)
    /// `-F none`
    case none
  }

  /// Whose rules a file follows: relative names are below another folder, and what others could
  /// have written into a user's file is refused.
  private enum Owner { case user, system }

  private(set) var config: SSHConfig
  /// The name as it was asked for.
  let original: String
  /// The name that `Host` means: in the final pass that of `HostName`.
  private var host: String
  private var isFinal = false
  private var wantsFinal = false

  /// Reads `files` for the host `name`; what is in `config` already wins over them.
  ///
  /// - Throws: `unreachable` for a file that is broken or cannot be read, with its place.
  static func read(
    _ files: Files, for name: String, onto config: SSHConfig
  ) throws(Diagnostic) -> SSHConfig {
    var reader = SSHConfigReader(config: config, original: name, host: name)
    try reader.pass(files)
    if reader.wantsFinal {
      reader.host = try reader.address().lowercased()
      reader.config.settle(hostName: reader.host)
      reader.isFinal = true
      try reader.pass(files)
    }
    return reader.config
  }

  private mutating func pass(_ files: Files) throws(Diagnostic) {
    switch files {
    case .none: break
    case .only(let path):
      guard try read(path, .user, isChecked: false, isActive: true, depth: 0) else {
        throw Diagnostic(.unreachable, "there is no ssh configuration file '\(path)'")
      }
    case .usual:
      let own = Path.expandingHome("~/.ssh/config")
      _ = try read(own, .user, isChecked: true, isActive: true, depth: 0)
      _ = try read("/etc/ssh/ssh_config", .system, isChecked: false, isActive: true, depth: 0)
    }
  }

  /// Reads one file; false when there is none.
  private mutating func read(
    _ path: String, _ owner: Owner, isChecked: Bool, isActive: Bool, depth: Int
  ) throws(Diagnostic) -> Bool {
    guard access(path, F_OK) == 0 else { return false }
    if isChecked { try Self.check(path) }
    let text: [UInt8]
    do { text = try Core.Files.read(path) } catch {
      throw Diagnostic(.unreachable, error.message)
    }
    var applies = isActive
    for (index, bytes) in text.split(separator: 0x0A, omittingEmptySubsequences: false)
      .enumerated()
    {
      guard let line = try SSHConfigLine(bytes, place: "\(path):\(index + 1)") else { continue }
      switch line.keyword {
      case "host": applies = isActive && SSHPattern.matches(host, anyOf: line.words)
      case "match":
        let matches = try matches(line)
        applies = isActive && matches
      case "include":
        for word in line.words {
          try include(word, owner, isActive: applies, depth: depth + 1, line.place)
        }
      default: if applies { try config.take(line) }
      }
    }
    return true
  }

  /// A user's file that others could write to is not to be trusted.
  private static func check(_ path: String) throws(Diagnostic) {
    var status = stat()
    guard stat(path, &status) == 0, status.st_uid == 0 || status.st_uid == getuid(),
      status.st_mode & 0o022 == 0
    else { throw Diagnostic(.unreachable, "bad owner or permissions on \(path)") }
  }

  private mutating func include(
    _ name: String, _ owner: Owner, isActive: Bool, depth: Int, _ place: String
  ) throws(Diagnostic) {
    guard depth <= 16 else {
      throw Diagnostic(.unreachable, "\(place): too many files that include each other")
    }
    let folder = owner == .user ? Path.expandingHome("~/.ssh") : "/etc/ssh"
    let pattern = Path.join(folder, owner == .user ? Path.expandingHome(name) : name)
    var found = glob_t()
    defer { globfree(&found) }
    guard glob(pattern, 0, nil, &found) == 0 else { return }
    for index in 0..<Int(found.gl_pathc) {
      guard let path = found.gl_pathv[index] else { continue }
      _ = try read(
        String(cString: path), owner, isChecked: true, isActive: isActive, depth: depth)
    }
  }
}

extension SSHConfigReader {
  /// Whether the conditions of a `Match` line hold.
  private mutating func matches(_ line: SSHConfigLine) throws(Diagnostic) -> Bool {
    var holds = true
    // `host=name` is `host name`.
    var words = line.words.flatMap { word -> [String] in
      guard let sign = word.firstIndex(of: "="), !word.contains(" ") else { return [word] }
      return [String(word[..<sign]), String(word[sign...].dropFirst())]
    }[...]
    while let word = words.popFirst() {
      let isNegated = word.hasPrefix("!")
      let name = (isNegated ? String(word.dropFirst()) : word).lowercased()
      var answer: Bool
      switch name {
      case "all": answer = true
      case "final", "canonical":
        if name == "final" { wantsFinal = true }
        answer = isFinal
      default:
        guard let argument = words.popFirst() else {
          throw Diagnostic(.unreachable, "\(line.place): Match \(name) needs an argument")
        }
        guard holds || name != "exec" else { continue }
        guard let known = try condition(name, argument, at: line.place) else {
          config.note(foreign: "Match \(name)")
          return false
        }
        answer = known
      }
      if answer == isNegated { holds = false }
    }
    return holds
  }

  /// nil for a condition that nobody here knows.
  private func condition(
    _ name: String, _ argument: String, at place: String
  ) throws(Diagnostic) -> Bool? {
    switch name {
    case "host":
      return SSHPattern.matches(try address().lowercased(), list: argument.lowercased())
    case "originalhost":
      return SSHPattern.matches(original.lowercased(), list: argument.lowercased())
    case "user":
      return SSHPattern.matches(
        config.text(.user) ?? ConnectionTarget.currentUser, list: argument)
    case "localuser": return SSHPattern.matches(ConnectionTarget.currentUser, list: argument)
    case "exec": return Self.succeeds(try tokens().expand(argument, at: place))
    default: return nil
    }
  }

  /// The name to connect to, as far as it is known by now.
  private func address() throws(Diagnostic) -> String {
    try config.address(for: host)
  }

  private func tokens() throws(Diagnostic) -> SSHTokens {
    SSHTokens(
      original: original, address: try address(), port: try config.number(.port) ?? 22,
      user: config.text(.user) ?? ConnectionTarget.currentUser,
      hostKeyAlias: config.text(.hostKeyAlias))
  }

  /// Runs a command by the user's shell, as `ssh` does; whether it ends with status 0.
  private static func succeeds(_ command: String) -> Bool {
    guard let null = nullDevice() else { return false }
    defer { close(null) }
    var process = pid_t()
    let shell = ProcessEnvironment["SHELL"] ?? "/bin/sh"
    guard Child.spawn([shell, "-c", command], [null, null, null], &process) == 0 else {
      return false
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 { guard errno == EINTR else { return false } }
    return status == 0
  }

  private static func nullDevice() -> Int32? {
    let descriptor = open("/dev/null", O_RDWR | O_CLOEXEC)
    return descriptor < 0 ? nil : descriptor
  }
}

extension SSHConfig {
  /// The name to connect to for a host of this name: that of `HostName`, where it is set.
  ///
  /// - Throws: `unreachable` for a token that does not exist.
  func address(for host: String) throws(Diagnostic) -> String {
    guard let setting = self[.hostName], let name = setting.words.first else { return host }
    let tokens = SSHTokens(original: host, address: host, port: 22, user: "", hostKeyAlias: nil)
    return try tokens.expand(name, at: setting.place)
  }
}
