import Core
import Glibc

@testable import Connections

/// What a command gave, all of it.
struct Finished: Equatable {
  var output: [UInt8] = []
  var error: [UInt8] = []
  var status: Int32?
  var signal: String?
  var text: String { String(decoding: output, as: UTF8.self) }
}

extension Connection {
  /// Runs a command to its end, with this on its standard input.
  func run(_ command: String, input: [UInt8] = []) async throws -> Finished {
    let process = try await start(command)
    async let writing: Void = {
      // A command that does not read to the end is no failure of the write.
      if !input.isEmpty { try? await process.write(input) }
      await process.closeInput()
    }()
    var finished = Finished()
    loop: while true {
      switch try await process.read() {
      case .output(let bytes): finished.output += bytes
      case .error(let bytes): finished.error += bytes
      case .exit(let status, let signal):
        (finished.status, finished.signal) = (status, signal)
        break loop
      }
    }
    await writing
    return finished
  }
}

/// Runs a command on this machine; throws where it fails.
@discardableResult
func shell(_ command: String) async throws -> String {
  let finished = try await connect(ConnectionTarget(kind: "local", host: "here")).run(command)
  guard finished.status == 0 else {
    throw Diagnostic(.task, command + ": " + String(decoding: finished.error, as: UTF8.self))
  }
  return finished.text.split(separator: "\n").joined(separator: "\n")
}

/// A folder that goes away with its owner.
final class Folder: Sendable {
  let path: String
  init() {
    var template = Array("/tmp/bosun-test.XXXXXX".utf8CString)
    path = mkdtemp(&template).map { String(cString: $0) } ?? "/nonexistent"
    chmod(path, 0o755)
  }
  deinit {
    for name in (try? Files.list(path)) ?? [] { remove(self(name)) }
    remove(path)
  }
  func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }
}

/// A real sshd on the loopback, with throw-away keys and a throw-away user `pw`. It ends with its
/// owner.
final class SSHServer: Sendable {
  static let password = "s3cret pass"

  let folder = Folder()
  let port: Int
  private let process: any RemoteProcess

  /// `keys`: types for ssh-keygen of keys that may log in; they are in files of that name.
  init(keys: [String] = ["ed25519"], hostKeys: [String] = ["ed25519"], settings: String = "")
    async throws
  {
    let folder = folder
    for type in Set(hostKeys) {
      try await shell("ssh-keygen -q -N '' -t \(type) -f \(folder("host_" + type))")
    }
    for type in keys {
      try await shell("ssh-keygen -q -N '' -t \(type) -C \(type) -f \(folder(type))")
    }
    try await shell(
      "cat /dev/null \(folder.path)/*.pub > \(folder("authorized")); mkdir -p /run/sshd")
    var found: (process: any RemoteProcess, port: Int)?
    for _ in 0..<5 where found == nil {
      // Somebody else may take the port before sshd does.
      let port = try freePort()
      let config =
        settings + hostKeys.map { "\nHostKey \(folder("host_" + $0))" }.joined() + """

          Port \(port)
          ListenAddress 127.0.0.1
          AuthorizedKeysFile \(folder("authorized"))
          StrictModes no
          PidFile none
          MaxStartups 100
          MaxSessions 64
          """
      try Files.write(Array(config.utf8), to: folder("config"))
      found = try await Self.start(in: folder).map { ($0, port) }
    }
    guard let found else { throw Diagnostic(.task, "sshd does not start") }
    (process, port) = found
    try await shell(
      "for key in \(folder.path)/host_*.pub; do echo \"[127.0.0.1]:\(port) $(cat $key)\"; done > \(folder("known"))"
    )
  }

  /// Starts sshd; nil when it ends at once. The user `pw` exists for this sshd only: the files of
  /// users are covered in a mount namespace of its own. It ends when its standard input does, so
  /// also when the tests crash.
  private static func start(in folder: Folder) async throws -> (any RemoteProcess)? {
    let command = """
      set -e
      cp /etc/passwd \(folder("passwd")); cp /etc/shadow \(folder("shadow"))
      echo 'pw:x:65533:65533::/:/bin/sh' >> \(folder("passwd"))
      echo "pw:$(openssl passwd -6 '\(Self.password)'):19000:0:99999:7:::" >> \(folder("shadow"))
      mount --bind \(folder("passwd")) /etc/passwd
      mount --bind \(folder("shadow")) /etc/shadow
      (/usr/sbin/sshd -D -e -f \(folder("config")); kill 0) &
      read never || true
      kill 0
      """
    try Files.write(Array(command.utf8), to: folder("start"))
    let local = try await connect(ConnectionTarget(kind: "local", host: "here"))
    let process = try await local.start("exec unshare -m sh \(folder("start"))")
    while case .error(let bytes) = try await process.read() {
      let text = String(decoding: bytes, as: UTF8.self)
      if text.contains("listening") { return process }
    }
    return nil
  }

  /// Makes one more key that may log in, with these options of ssh-keygen.
  func addKey(_ name: String, _ options: String) async throws {
    try await shell(
      "ssh-keygen -q \(options) -f \(folder(name)) && cat \(folder(name + ".pub")) >> \(folder("authorized"))"
    )
  }

  /// The way in, by one of the keys; no configuration file has a say.
  func target(key: String? = "ed25519") -> ConnectionTarget {
    ConnectionTarget(
      host: "here", address: "127.0.0.1", port: port, user: "pw",
      privateKeyFile: key.map { folder($0) }, agentSocket: nil,
      extraArguments: ["-F", "none"] + Self.knowing(folder("known")))
  }

  /// Arguments of ssh that say where known host keys are.
  static func knowing(_ files: String...) -> [String] {
    [
      "-o", "UserKnownHostsFile=\(files.joined(separator: " "))",
      "-o", "GlobalKnownHostsFile=/dev/null",
    ]
  }
}

/// A socket that listens on the loopback; whether it answers is up to the test.
func listen(backlog: Int32 = 8) throws -> (descriptor: Int32, port: Int) {
  let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
  var size = socklen_t(MemoryLayout<sockaddr_in>.size)
  let code = withUnsafeMutablePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      bind(descriptor, $0, size) | Glibc.listen(descriptor, backlog)
        | getsockname(descriptor, $0, &size)
    }
  }
  guard code == 0 else { throw Diagnostic(.task, "no free port") }
  return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
}

/// A port where nobody listens.
func freePort() throws -> Int {
  let (descriptor, port) = try listen()
  close(descriptor)
  return port
}
