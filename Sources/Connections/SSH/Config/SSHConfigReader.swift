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

  var config: SSHConfig
  /// The name as it was asked for.
  let original: String
  /// The name that `Host` means: in the final pass that of `HostName`.
  private(set) var host: String
  private(set) var isFinal = false
  var wantsFinal = false

  /// Reads `files` for the host `name`; what is in `config` already wins over them.
  ///
  /// - Throws: `unreachable` for a file that is broken or cannot be read, with its place.
  static func read(
    _ files: Files, for name: String, onto config: SSHConfig
  ) throws(Diagnostic) -> SSHConfig {
    var reader = SSHConfigReader(config: config, original: name, host: name)
    try reader.pass(files)
    if reader.wantsFinal {
      reader.host = try reader.config.address(for: name).lowercased()
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
