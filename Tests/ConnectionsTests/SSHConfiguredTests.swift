import Core
import Crypto
import Glibc
import Synchronization
import Testing

@testable import Connections

/// Connections as configuration files and arguments of ssh want them, to a real sshd.
@Suite struct SSHConfiguredTests {
  /// A target that is known by a name of the configuration file alone; `SERVER` stands for the way
  /// to the server, `FOLDER` for its folder.
  private func target(_ server: SSHServer, _ config: String, host: String = "web") throws
    -> ConnectionTarget
  {
    let usual = """
      HostName 127.0.0.1
        Port \(server.port)
        User pw
        IdentityFile \(server.folder("ed25519"))
        UserKnownHostsFile \(server.folder("known"))
      """
    var text = config
    for (word, value) in [("SERVER", usual), ("FOLDER", server.folder.path)] {
      text = text.split(separator: word, omittingEmptySubsequences: false).joined(separator: value)
    }
    try Files.write(Array(text.utf8), to: server.folder("ssh_config"))
    return ConnectionTarget(
      host: host, agentSocket: nil,
      extraArguments: ["-F", server.folder("ssh_config"), "-o", "GlobalKnownHostsFile=/dev/null"])
  }

  private func says(_ target: ConnectionTarget, _ command: String = "echo in") async throws
    -> String
  {
    let connection = try await connect(target)
    let finished = try await connection.run(command)
    await connection.close()
    return finished.text
  }

  @Test func everythingFromTheFile() async throws {
    let server = try await SSHServer()
    #expect(try await says(target(server, "Host web\n  SERVER\n")) == "in\n")
    // Nothing of it is for another name.
    let error = try await failure(
      of: target(server, "Host db\n  HostName 127.0.0.9\n  SERVER\n", host: "no-such-host.invalid"))
    #expect(error.message.contains("cannot find the address of 'no-such-host.invalid'"))
  }

  @Test func theOpenSSHKindHeedsTheSameArguments() async throws {
    let server = try await SSHServer()
    var target = try target(server, "Host web\n  SERVER\n")
    target.kind = "openssh"
    #expect(try await says(target) == "in\n")
    target.firstArguments = ["-o", "Port=1"]
    #expect(try await failure(of: target).message.contains("refused"))
  }

  @Test func severalKeys() async throws {
    let server = try await SSHServer()
    try await shell("ssh-keygen -q -t ed25519 -N '' -f \(server.folder("other"))")
    let config = "Host web\n  IdentityFile FOLDER/other\n  IdentityFile FOLDER/absent\n  SERVER\n"
    #expect(try await says(target(server, config)) == "in\n")
  }

  @Test func agentsAndIdentitiesOnly() async throws {
    let server = try await SSHServer()
    let socket = server.folder("agent")
    let local = try await connect(ConnectionTarget(kind: "local", host: "here"))
    let agent = try await local.start("exec ssh-agent -D -a \(socket)")
    _ = try await agent.read()
    try await shell("SSH_AUTH_SOCK=\(socket) ssh-add -q \(server.folder("ed25519"))")
    try await shell("ssh-keygen -q -t ed25519 -N '' -f \(server.folder("other"))")
    let base =
      "Host web\n  HostName 127.0.0.1\n  Port \(server.port)\n  User pw\n"
      + "  UserKnownHostsFile FOLDER/known\n  IdentityFile FOLDER/other\n"
    #expect(try await says(target(server, base + "  IdentityAgent FOLDER/agent\n")) == "in\n")
    let only = try target(server, base + "  IdentityAgent FOLDER/agent\n  IdentitiesOnly yes\n")
    #expect(try await failure(of: only).kind == .authentication)
    var without = try target(server, base + "  IdentityAgent none\n")
    without.agentSocket = socket
    #expect(try await failure(of: without).kind == .authentication)
    // The public half is enough where the agent has the other.
    let half =
      "Host web\n  HostName 127.0.0.1\n  Port \(server.port)\n  User pw\n"
      + "  UserKnownHostsFile FOLDER/known\n  IdentityFile FOLDER/ed25519.pub\n"
      + "  IdentityAgent FOLDER/agent\n  IdentitiesOnly yes\n"
    #expect(try await says(target(server, half)) == "in\n")
    await agent.terminate()
  }

  @Test func hostKeys() async throws {
    let server = try await SSHServer()
    let fresh = "Host web\n  UserKnownHostsFile FOLDER/new\n  HashKnownHosts yes\n  SERVER\n"
    #expect(try await failure(of: target(server, fresh)).message.contains("is not known"))
    let accepting = fresh + "  StrictHostKeyChecking accept-new\n"
    #expect(try await says(target(server, accepting)) == "in\n")
    #expect(try Files.text(server.folder("new")).hasPrefix("|1|"))
    #expect(try await says(target(server, fresh)) == "in\n")
    let aliased = fresh + "  HostKeyAlias the-alias\n"
    #expect(try await failure(of: target(server, aliased)).message.contains("is not known"))
    let known = "Host web\n  UserKnownHostsFile none\n  HostKeyAlias the-alias\n  SERVER\n"
    try await shell(
      "echo the-alias $(cat \(server.folder("host_ed25519.pub"))) > \(server.folder("global"))")
    var target = try target(server, known)
    #expect(try await failure(of: target).kind == .authentication)
    target.firstArguments = ["-o", "GlobalKnownHostsFile=\(server.folder("global"))"]
    #expect(try await says(target) == "in\n")
    target.firstArguments = ["-o", "StrictHostKeyChecking=no"]
    #expect(try await says(target) == "in\n")
  }

  @Test func compression() async throws {
    let server = try await SSHServer()
    let target = try target(server, "Host web\n  SERVER\n  Compression yes\n")
    let connection = try await connect(target)
    let bytes = [UInt8](repeating: 88, count: 300_000)
    #expect(try await connection.run("cat", input: bytes).output == bytes)
    await connection.close()
  }

  @Test func localAddress() async throws {
    let server = try await SSHServer()
    let config = "Host web\n  SERVER\n  BindAddress 127.0.0.77\n"
    #expect(try await says(target(server, config), "echo ${SSH_CLIENT%% *}") == "127.0.0.77\n")
  }

  @Test func waysToLogInThatAreForbidden() async throws {
    let server = try await SSHServer()
    let config = "Host web\n  SERVER\n  PubkeyAuthentication no\n"
    #expect(try await failure(of: target(server, config)).kind == .authentication)
    var target = try target(server, config)
    target.password = Secret(SSHServer.password)
    #expect(try await says(target) == "in\n")
    target.firstArguments = ["-o", "PreferredAuthentications=publickey"]
    #expect(try await failure(of: target).kind == .authentication)
  }

  // MARK: By way of others

  @Test(arguments: ["ssh", "openssh"])
  func proxyCommand(_ kind: String) async throws {
    let server = try await SSHServer()
    let python = "import os,select,socket,sys;"
    let relay =
      """
      \(python)
      s = socket.create_connection((sys.argv[1], int(sys.argv[2])))
      while True:
          for f in select.select([0, s], [], [])[0]:
              data = os.read(0, 65536) if f == 0 else s.recv(65536)
              if not data: sys.exit()
              (s.sendall if f == 0 else lambda d: os.write(1, d))(data)
      """
    try Files.write(Array(relay.utf8), to: server.folder("relay.py"))
    var target = try target(
      server,
      "Host web\n  SERVER\n  ProxyCommand python3 FOLDER/relay.py %h %p && false # %r %n %%\n")
    target.kind = kind
    let connection = try await connect(target)
    let bytes = (0..<500_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    #expect(try await connection.run("cat", input: bytes).output == bytes)
    await connection.close()
  }

  @Test func proxyCommandThatFails() async throws {
    let server = try await SSHServer()
    var config = "Host web\n  SERVER\n  ProxyCommand sh -c 'echo no way >&2; exit 3'\n"
    #expect(
      try await failure(of: target(server, config)).message
        == "cannot connect to 127.0.0.1 port \(server.port) by its ProxyCommand: "
        + "it ended with status 3; no way")
    config = "Host web\n  SERVER\n  ConnectTimeout 1\n  ProxyCommand sleep 60\n"
    #expect(try await failure(of: target(server, config)).message.contains("nothing came in time"))
  }

  @Test(arguments: ["ssh", "openssh"])
  func proxyJump(_ kind: String) async throws {
    let server = try await SSHServer()
    let text = """
      Host web
        ProxyJump hop1,pw@hop2:\(server.port)
        SERVER
      Host hop1
        SERVER
      Host hop2
        HostName 127.0.0.1
        HostKeyAlias the-hop
        IdentityFile FOLDER/ed25519
        UserKnownHostsFile FOLDER/known
      """
    try await shell(
      "echo the-hop $(cat \(server.folder("host_ed25519.pub"))) >> \(server.folder("known"))")
    var target = try target(server, text)
    target.kind = kind
    let connection = try await connect(target)
    let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    #expect(try await connection.run("cat", input: bytes).output == bytes)
    #expect(try await connection.run("exit 7").status == 7)
    await connection.close()
  }

  @Test func manyHostsBehindOne() async throws {
    let server = try await SSHServer()
    let target = try target(
      server, "Host web\n  ProxyJump hop\nHost *\n  SERVER\n  ProxyJump none\n")
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<20 {
        group.addTask { try await says(target, "sleep 0.5; echo \(number)") == "\(number)\n" }
      }
      for try await right in group { #expect(right) }
    }
  }

  @Test func aJumpThatFails() async throws {
    let server = try await SSHServer()
    let port = try freePort()
    let nowhere = "Host web\n  ProxyJump hop\n  Port \(port)\nHost *\n  SERVER\n  ProxyJump none\n"
    let error = try await failure(of: target(server, nowhere))
    #expect(error.kind == .unreachable)
    #expect(
      error.message.hasPrefix(
        "127.0.0.1 port \(server.port) does not get to 127.0.0.1 port \(port)"))
    let lost =
      "Host web\n  ProxyJump hop\nHost hop\n  Port \(port)\nHost *\n  SERVER\n  ProxyJump none\n"
    #expect(
      try await failure(of: target(server, lost)).message
        == "on the way by 127.0.0.1: cannot connect to 127.0.0.1 port \(port): Connection refused")
  }

  @Test func aHostBehindAnotherThatIsLost() async throws {
    let server = try await SSHServer()
    let target = try target(
      server, "Host web\n  ProxyJump hop\nHost *\n  SERVER\n  ProxyJump none\n")
    let connection = try await connect(target)
    let process = try await connection.start("echo $PPID; exec sleep 600")
    guard case .output(let bytes) = try await process.read() else { return }
    let pid = String(decoding: bytes, as: UTF8.self).filter(\.isNumber)
    try await shell("kill -KILL \(pid)")
    let error = await #expect(throws: Diagnostic.self) { try await process.read() }
    #expect(error?.kind == .unreachable)
    // The way is still good for the next one.
    #expect(try await says(target) == "in\n")
  }

  // MARK: What libssh2 lacks

  @Test func agentForwarding() async throws {
    let server = try await SSHServer()
    let socket = server.folder("agent")
    let local = try await connect(ConnectionTarget(kind: "local", host: "here"))
    let agent = try await local.start("exec ssh-agent -D -a \(socket)")
    _ = try await agent.read()
    try await shell("SSH_AUTH_SOCK=\(socket) ssh-add -q \(server.folder("ed25519"))")
    for config in ["Host web\n  SERVER\n  ForwardAgent yes\n", "Host web\n  SERVER\n"] {
      var target = try target(server, config)
      target.agentSocket = socket
      if !config.contains("ForwardAgent") { target.extraArguments += ["-A"] }
      #expect(try await says(target, "ssh-add -l").contains("ED25519"))
      target.extraArguments += ["-a"]
      target.firstArguments = ["-a"]
      #expect(try await says(target, "ssh-add -l 2>&1") != "")
      #expect(try await says(target, "echo \"<$SSH_AUTH_SOCK>\"") == "<>\n")
    }
    await agent.terminate()
  }

  @Test func keysThatNeedADevice() async throws {
    let server = try await SSHServer()
    var blob: [UInt8] = []
    blob.appendSSH("sk-ssh-ed25519@openssh.com".utf8)
    blob.appendSSH([UInt8](repeating: 7, count: 32))
    blob.appendSSH("ssh:".utf8)
    var key = Array("openssh-key-v1\0".utf8)
    for part in ["none", "none", ""] { key.appendSSH(part.utf8) }
    key.appendSSH(UInt32(1))
    key.appendSSH(blob)
    key.appendSSH([UInt8](repeating: 0, count: 64))
    let text =
      "-----BEGIN OPENSSH PRIVATE KEY-----\n\(Base64.encode(key))\n"
      + "-----END OPENSSH PRIVATE KEY-----\n"
    try Files.write(Array(text.utf8), to: server.folder("device"), mode: 0o600)
    let error = try await failure(of: server.target(key: "device"))
    #expect(error.kind == .authentication)
    #expect(
      error.message.contains(
        "\(server.folder("device")) (sk-ssh-ed25519@openssh.com) needs a device, "
          + "and so ansible_connection=openssh"))
  }

  @Test func certificates() async throws {
    let server = try await SSHServer()
    try await shell(
      """
      cd \(server.folder.path)
      ssh-keygen -q -t ed25519 -N '' -f ca
      ssh-keygen -q -t ed25519 -N '' -f fresh
      ssh-keygen -q -s ca -I id -n pw fresh.pub
      echo "cert-authority $(cat ca.pub)" > authorized
      """)
    let base = "Host web\n  IdentityFile FOLDER/fresh\n  SERVER\n"
    let error = try await failure(of: target(server, base))
    #expect(error.kind == .authentication)
    #expect(
      error.message.contains(
        "the certificate of \(server.folder("fresh")) needs ansible_connection=openssh"))
    var target = try target(server, base)
    target.kind = "openssh"
    #expect(try await says(target) == "in\n")
    // Where it is asked for by name, the system's ssh takes over by itself.
    #expect(
      try await says(self.target(server, base + "  CertificateFile FOLDER/fresh-cert.pub\n"))
        == "in\n")
  }
}
