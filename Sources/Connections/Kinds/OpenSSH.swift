import Core
import Glibc

extension ConnectionKind {
  /// SSH by the system's `ssh`, for what libssh2 lacks: GSSAPI, hardware keys, certificates,
  /// everything in `~/.ssh/config`.
  static let openssh = ConnectionKind(
    name: "openssh", collections: [], summary: "connect by the system's ssh program"
  ) {
    (target: ConnectionTarget, _: PassphrasePrompt?) async throws(Diagnostic)
      -> any Connection in
    try await OpenSSHConnection.open(target)
  }
}

/// One master connection by `ssh`, which later commands share. The master ends with us.
private final class OpenSSHConnection: Connection {
  /// A private folder for the master's socket.
  private let folder: String
  private let master: LocalProcess
  private let sessions: ProgramConnection

  private init(_ target: ConnectionTarget, _ folder: String, _ master: LocalProcess) {
    self.folder = folder
    self.master = master
    sessions = ProgramConnection { command in
      ["ssh"] + Self.options(target, folder) + ["--", target.address, command]
    }
  }

  deinit {
    unlink("\(folder)/master")
    rmdir(folder)
  }

  static func open(_ target: ConnectionTarget) async throws(Diagnostic) -> OpenSSHConnection {
    guard target.password == nil else {
      throw Diagnostic(
        .invalid, "the connection 'openssh' takes no password",
        hint: "use keys, or ansible_connection=ssh")
    }
    var template = Array("/tmp/bosun-ssh.XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw Diagnostic(.file, "cannot make a folder in /tmp: \(String(cString: strerror(errno)))")
    }
    let folder = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    let arguments = options(target, folder) + ["-o", "ControlMaster=yes"]
    let master = try await PipedProcess.start(
      ["ssh"] + arguments + ["--", target.address, "echo connected; exec cat >/dev/null"])
    let connection = OpenSSHConnection(target, folder, master)
    var words: [UInt8] = []
    while true {
      switch try await master.read() {
      case .output: return connection
      case .error(let bytes): words += bytes
      case .exit: throw failure(target, words)
      }
    }
  }

  func start(_ command: String) async throws(Diagnostic) -> any RemoteProcess {
    try await sessions.start(command)
  }

  func close() async {
    await sessions.close()
    await master.terminate()
  }

  /// The order is that of Ansible's `ssh` connection; of two values for one option the first wins.
  private static func options(_ target: ConnectionTarget, _ folder: String) -> [String] {
    var settings = ["ConnectTimeout=\(target.timeout)"]
    switch target.hostKeyChecking {
    case nil: break
    case .strict: settings.append("StrictHostKeyChecking=yes")
    case .acceptNew: settings.append("StrictHostKeyChecking=accept-new")
    case .off: settings += ["StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null"]
    }
    if target.portIsSet { settings.append("Port=\(target.port)") }
    if target.userIsSet { settings.append("User=\"\(target.user)\"") }
    if let agent = target.agentSocket, agent != ProcessEnvironment["SSH_AUTH_SOCK"] {
      settings.append("IdentityAgent=\(agent)")
    }
    if let file = target.privateKeyFile {
      settings.append("IdentityFile=\"\(Path.expandingHome(file))\"")
    }
    let ours = ["BatchMode=yes", "ControlPath=\(folder)/master", "LogLevel=ERROR"]
    let last = ["ServerAliveInterval=\(target.keepAlive)", "ServerAliveCountMax=4"]
    return ["-T"] + ours.flatMap { ["-o", $0] } + target.firstArguments
      + settings.flatMap { ["-o", $0] } + target.extraArguments + last.flatMap { ["-o", $0] }
  }

  /// ssh's own words, as one line.
  private static func failure(_ target: ConnectionTarget, _ words: [UInt8]) -> Diagnostic {
    let text = String(decoding: words, as: UTF8.self).split(whereSeparator: \.isNewline)
    let refused = text.contains { $0.contains("Permission denied") || $0.contains("host key") }
    return Diagnostic(
      refused ? .authentication : .unreachable,
      "ssh to \(target.address): \(text.joined(separator: "; "))")
  }
}
