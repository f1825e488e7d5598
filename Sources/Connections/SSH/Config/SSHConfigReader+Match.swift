import Core
import Glibc

extension SSHConfigReader {
  /// Whether the conditions of a `Match` line hold.
  mutating func matches(_ line: SSHConfigLine) throws(Diagnostic) -> Bool {
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
      return SSHPattern.matches(
        try config.address(for: host).lowercased(), list: argument.lowercased())
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

  private func tokens() throws(Diagnostic) -> SSHTokens {
    SSHTokens(
      original: original, address: try config.address(for: host),
      port: try config.number(.port) ?? 22,
      user: config.text(.user) ?? ConnectionTarget.currentUser,
      hostKeyAlias: config.text(.hostKeyAlias))
  }

  /// Runs a command by the user's shell, as `ssh` does; whether it ends with status 0.
  private static func succeeds(_ command: String) -> Bool {
    guard let null = nullDevice() else { return false }
    defer { close(null) }
    var process = pid_t()
    let shell = ProcessEnvironment["SHELL"] ?? "/bin/sh"
    guard
      ProgramStart.spawn(
        [shell, "-c", command], descriptors: [null, null, null], session: true, &process) == 0
    else {
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
