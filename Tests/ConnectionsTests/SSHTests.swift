import Core
import Glibc
import Synchronization
import Testing

@testable import Connections

/// The diagnostic that a connection fails with.
func failure(of target: ConnectionTarget, prompt: PassphrasePrompt? = nil) async throws
  -> Diagnostic
{
  do throws(Diagnostic) {
    let connection = try await connect(target, prompt: prompt)
    await connection.close()
  } catch { return error }
  throw Diagnostic(.task, "the connection was made")
}

@Suite struct SSHLoginTests {
  private func logsIn(_ target: ConnectionTarget, prompt: PassphrasePrompt? = nil) async throws {
    let connection = try await connect(target, prompt: prompt)
    let finished = try await connection.run("echo in")
    #expect(finished.text == "in\n")
    await connection.close()
  }

  @Test(arguments: ["ed25519", "rsa -b 2048", "ecdsa", "ecdsa -b 384", "ecdsa -b 521"])
  func keys(_ type: String) async throws {
    let server = try await SSHServer(keys: [])
    try await server.addKey("key", "-t \(type) -N ''")
    try await logsIn(server.target(key: "key"))
  }

  @Test(arguments: ["rsa -b 2048 -m PEM", "ecdsa -m PEM", "rsa -b 2048 -m PKCS8", "ecdsa -m PKCS8"])
  func keysInTheFormatsOfOpenSSL(_ type: String) async throws {
    let server = try await SSHServer(keys: [])
    try await server.addKey("key", "-t \(type) -N ''")
    try await server.addKey("locked", "-t \(type) -N 'open sesame'")
    try await logsIn(server.target(key: "key"))
    var target = server.target(key: "locked")
    target.privateKeyPassphrase = Secret("open sesame")
    try await logsIn(target)
  }

  @Test(arguments: [
    "ed25519 -a 16", "rsa -b 2048 -a 1", "ecdsa -a 1", "ed25519 -Z aes128-cbc -a 2",
  ])
  func encryptedKey(_ type: String) async throws {
    let server = try await SSHServer(keys: [])
    try await server.addKey("key", "-t \(type) -N 'open sesame'")
    var target = server.target(key: "key")
    target.privateKeyPassphrase = Secret("open sesame")
    try await logsIn(target)
    target.privateKeyPassphrase = Secret("wrong")
    #expect(try await failure(of: target).message.contains("the passphrase of"))
  }

  @Test func passphraseIsAskedForOncePerFile() async throws {
    let server = try await SSHServer(keys: [])
    try await server.addKey("key", "-a 2 -t ed25519 -N 'open sesame'")
    let target = server.target(key: "key")
    let asked = Mutex<[Int]>([])
    let prompt: PassphrasePrompt = { file, attempt in
      #expect(file == target.privateKeyFile)
      asked.withLock { $0.append(attempt) }
      return Secret(attempt == 1 ? "wrong" : "open sesame")
    }
    try await withThrowingTaskGroup { group in
      for _ in 0..<4 { group.addTask { try await logsIn(target, prompt: prompt) } }
      try await group.waitForAll()
    }
    #expect(asked.withLock { $0 } == [1, 2])
    // Nobody to ask, and a key that the host would not take is not asked for.
    try await shell("> \(server.folder("authorized"))")
    let error = try await failure(of: target) { _, _ in
      Issue.record("asked for a key that is of no use")
      return nil
    }
    #expect(error.kind == .authentication)
  }

  @Test(arguments: ["ed25519", "rsa", "ecdsa"])
  func agent(_ type: String) async throws {
    let server = try await SSHServer(keys: [type])
    let socket = server.folder("agent")
    let local = try await connect(ConnectionTarget(kind: "local", host: "here"))
    let agent = try await local.start("exec ssh-agent -D -a \(socket)")
    _ = try await agent.read()
    try await shell("SSH_AUTH_SOCK=\(socket) ssh-add -q \(server.folder(type))")
    var target = server.target(key: nil)
    target.agentSocket = socket
    try await logsIn(target)
    // The agent knows the key of a file that we could not open.
    try await shell("ssh-keygen -q -p -N 'open sesame' -f \(server.folder(type))")
    target.privateKeyFile = server.folder(type)
    try await logsIn(target)
    await agent.terminate()
  }

  @Test(arguments: [
    "PasswordAuthentication yes\nKbdInteractiveAuthentication no\nUsePAM no",
    "PasswordAuthentication no\nKbdInteractiveAuthentication yes\nUsePAM yes",
  ])
  func password(_ settings: String) async throws {
    let server = try await SSHServer(settings: settings)
    var target = server.target(key: nil)
    target.password = Secret(SSHServer.password)
    try await logsIn(target)
    target.password = Secret("wrong")
    let error = try await failure(of: target)
    #expect(error.kind == .authentication)
    #expect(error.message.contains("tried: the password"))
    #expect(!error.description.contains("wrong"))
  }

  /// A key is not enough: what was sent ahead of the answer must not spoil the login.
  @Test func keyAndPassword() async throws {
    let server = try await SSHServer(settings: "AuthenticationMethods publickey,password")
    var target = server.target()
    target.password = Secret(SSHServer.password)
    try await logsIn(target)
    target.password = nil
    let error = try await failure(of: target)
    #expect(error.kind == .authentication)
    #expect(error.message.contains("it offers"))
  }

  @Test func refusal() async throws {
    let server = try await SSHServer(settings: "KbdInteractiveAuthentication no")
    try await shell("ssh-keygen -q -t ed25519 -N '' -f \(server.folder("other"))")
    let target = server.target(key: "other")
    let error = try await failure(of: target)
    #expect(error.kind == .authentication)
    #expect(
      error.message
        == "127.0.0.1 port \(server.port) refused the login of 'pw': it offers publickey, "
        + "password; tried: \(server.folder("other")) (ssh-ed25519); no password is set")
  }

  @Test func keyFileIsMissing() async throws {
    let server = try await SSHServer()
    let error = try await failure(of: server.target(key: "missing"))
    #expect(error.kind == .authentication)
    #expect(error.message.contains("cannot read '\(server.folder("missing"))': No such file"))
  }
}

@Suite struct HostKeyTests {
  @Test func changed() async throws {
    let server = try await SSHServer()
    try await shell("ssh-keygen -q -t ed25519 -N '' -f \(server.folder("old"))")
    let file = server.folder("known")
    try await shell(
      "(echo '# known'; echo \"[127.0.0.1]:\(server.port) $(cat \(server.folder("old.pub")))\") > \(file)"
    )
    let error = try await failure(of: server.target())
    #expect(error.kind == .authentication)
    #expect(error.message.contains("the host key of 127.0.0.1 port \(server.port) has changed"))
    #expect(error.message.contains("\(file):2 has another one"))
    #expect(error.hint?.contains("ssh-keygen -f '\(file)' -R '[127.0.0.1]:\(server.port)'") == true)
    var target = server.target()
    target.hostKeyChecking = .acceptNew
    #expect(try await failure(of: target).message.contains("has changed"))
    target.hostKeyChecking = .off
    try await connect(target).close()
  }

  @Test func unknownAndAccepted() async throws {
    let server = try await SSHServer()
    var target = server.target()
    target.extraArguments = SSHServer.knowing(server.folder("new"), server.folder("none"))
    let error = try await failure(of: target)
    let shown = try await shell(
      "ssh-keygen -l -f \(server.folder("host_ed25519.pub")) | cut -d' ' -f2")
    #expect(error.kind == .authentication)
    #expect(error.message.contains("is not known: it shows the ssh-ed25519 key \(shown)"))
    #expect(error.hint?.contains("ssh-keyscan -p \(server.port) 127.0.0.1") == true)
    target.hostKeyChecking = .acceptNew
    try await connect(target).close()
    target.hostKeyChecking = .strict
    try await connect(target).close()
  }

  @Test(arguments: ["ed25519", "ecdsa", "rsa"])
  func theKeyThatIsKnownIsAskedFor(_ type: String) async throws {
    let server = try await SSHServer(hostKeys: ["ed25519", "ecdsa", "rsa"])
    let file = server.folder("known")
    let name = "[127.0.0.1]:\(server.port)"
    try await shell("echo \"\(name) $(cat \(server.folder("host_\(type).pub")))\" > \(file)")
    try await connect(server.target()).close()
    try await shell("ssh-keygen -q -H -f \(file)")
    #expect(try !Files.text(file).contains("127.0.0.1"))
    try await connect(server.target()).close()
  }

  @Test func revokedAndAuthority() async throws {
    let server = try await SSHServer()
    try await shell("sed -i 's/^/@revoked /' \(server.folder("known"))")
    #expect(try await failure(of: server.target()).message.contains("is revoked in"))
    try await shell("sed -i 's/^@revoked/@cert-authority/' \(server.folder("known"))")
    #expect(try await failure(of: server.target()).message.contains("certificate authority"))
  }

  /// libssh2 1.10 checks no RSA signatures with SHA-2, and sshd makes no others: the system's ssh
  /// takes over.
  @Test func onlyAnRSAHostKey() async throws {
    let server = try await SSHServer(hostKeys: ["rsa"])
    #expect(try await connect(server.target()).run("echo in").text == "in\n")
    if SSHLibrary.knowsRSAWithSHA2 { return }
    var target = server.target()
    target.password = Secret("no")
    let error = try await failure(of: target)
    #expect(error.kind == .unreachable)
    #expect(error.message.contains("agree on no way to exchange keys"))
    #expect(error.hint?.contains("openssh") == true)
  }

  @Test func patterns() {
    func lines(_ text: String, _ host: String, _ port: Int = 22) -> [Int] {
      KnownHosts.entries(of: Array(text.utf8), file: "f", host: host, port: port).map(\.line)
    }
    let text = """
      # a comment
      a.example,*.b.example ssh-ed25519 AAAA
      *.example,!x.b.example ssh-ed25519 AAAA

      [a.example]:2222 ssh-rsa AAAA comment
      a.example ssh-rsa
      a.example ssh-rsa !!!!
      """
    #expect(lines(text, "A.example") == [2, 3])
    #expect(lines(text, "x.b.example") == [2])
    #expect(lines(text, "y.b.example") == [2, 3])
    #expect(lines(text, "a.example", 2222) == [2, 3, 5])
  }
}

@Suite struct ReachTests {
  @Test func refused() async throws {
    let port = try freePort()
    let error = try await failure(of: ConnectionTarget(host: "h", address: "127.0.0.1", port: port))
    #expect(error.kind == .unreachable)
    #expect(error.message == "cannot connect to 127.0.0.1 port \(port): Connection refused")
  }

  @Test func unknownName() async throws {
    let error = try await failure(of: ConnectionTarget(host: "no-such-host.invalid"))
    #expect(error.kind == .unreachable)
    #expect(error.message.hasPrefix("cannot find the address of 'no-such-host.invalid'"))
  }

  @Test func nobodyAnswers() async throws {
    let (descriptor, port) = try listen()
    defer { close(descriptor) }
    let error = try await failure(
      of: ConnectionTarget(host: "h", address: "127.0.0.1", port: port, timeout: 1))
    #expect(error.kind == .unreachable)
    #expect(
      error.message == "127.0.0.1 port \(port) did not answer within 1 seconds (greeting)")
  }

  @Test func notSSH() async throws {
    let (descriptor, port) = try listen()
    defer { shutdown(descriptor, Int32(SHUT_RDWR)) }
    // It comes again until its time is over.
    startThread {
      while case let peer = accept(descriptor, nil, nil), peer >= 0 { close(peer) }
    }
    let error = try await failure(
      of: ConnectionTarget(host: "h", address: "127.0.0.1", port: port, timeout: 1))
    #expect(error.kind == .unreachable)
    #expect(error.message.contains("before it said that it speaks SSH"))
  }

  @Test func unknownKind() async throws {
    let error = try await failure(of: ConnectionTarget(kind: "pigeon", host: "h"))
    #expect(error.kind == .invalid)
  }

  @Test func lostWhileReading() async throws {
    let server = try await SSHServer()
    let connection = try await connect(server.target())
    let process = try await connection.start("echo $PPID; exec sleep 600")
    guard case .output(let bytes) = try await process.read() else { return }
    // The sshd of this session.
    let pid = String(decoding: bytes, as: UTF8.self).filter(\.isNumber)
    try await shell("kill -KILL \(pid)")
    let error = await #expect(throws: Diagnostic.self) { try await process.read() }
    #expect(error?.kind == .unreachable)
    #expect(error?.message.contains("is lost") == true)
    await #expect(throws: Diagnostic.self) { try await connection.start("true") }
  }

  @Test func aSilentHostIsNoticed() async throws {
    let server = try await SSHServer()
    var target = server.target()
    target.keepAlive = 1
    let connection = try await connect(target)
    let process = try await connection.start("echo $PPID; exec sleep 600")
    guard case .output(let bytes) = try await process.read() else { return }
    let pid = String(decoding: bytes, as: UTF8.self).filter(\.isNumber)
    // A host that answers may be quiet for long.
    async let reading = process.read()
    try await Task.sleep(for: .seconds(6))
    #expect(try await connection.run("echo alive").text == "alive\n")
    try await shell("kill -STOP \(pid)")
    do {
      _ = try await reading
      Issue.record("the silence was not noticed")
    } catch {
      let error = error as? Diagnostic
      #expect(error?.message == "127.0.0.1 port \(server.port) has not answered for 4 seconds")
    }
    try await shell("kill -CONT \(pid)")
  }

  @Test func fiftyAtOnce() async throws {
    let server = try await SSHServer(keys: ["ed25519", "rsa"])
    try await withThrowingTaskGroup(of: String.self) { group in
      for number in 0..<50 {
        group.addTask {
          let connection = try await connect(
            server.target(key: number % 2 == 0 ? "rsa" : "ed25519"))
          let finished = try await connection.run("cat", input: Array("\(number)".utf8))
          await connection.close()
          return finished.text
        }
      }
      var answers: Set<String> = []
      for try await answer in group { answers.insert(answer) }
      #expect(answers.count == 50)
    }
  }
}
