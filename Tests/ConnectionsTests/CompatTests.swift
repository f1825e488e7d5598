import Core
import Glibc
import Testing

@testable import Connections

/// What every kind of connection must do alike.
@Suite struct ConnectionCompat {
  enum Kind: String, CaseIterable, Sendable { case local, ssh, openssh, chroot }

  /// Opens a connection of the kind and hands it to the test.
  func with(_ kind: Kind, _ body: (any Connection) async throws -> Void) async throws {
    switch kind {
    case .local:
      let connection = try await connect(ConnectionTarget(kind: "local", host: "here"))
      try await body(connection)
      await connection.close()
    case .chroot:
      let connection = try await connect(ConnectionTarget(kind: "chroot", host: "/"))
      try await body(connection)
      await connection.close()
    case .ssh, .openssh:
      let server = try await SSHServer()
      var target = server.target()
      target.kind = kind.rawValue
      let connection = try await connect(target)
      try await body(connection)
      await connection.close()
    }
  }

  /// Every file in `Kinds` has its line in the table.
  @Test func everyKindIsRegistered() throws {
    let sources = Path.absolute("\(Path.folder(#filePath))/../../Sources/Connections/Kinds")
    let files = try Files.list(sources).map { $0.dropLast(".swift".count).lowercased() }
    #expect(Set(files) == Set(ConnectionKinds.all.map(\.name)))
    for name in ["ssh", "ansible.builtin.ssh", "smart", "local", "community.docker.docker"] {
      #expect(ConnectionKinds.named(name) != nil, "\(name)")
    }
    #expect(ConnectionKinds.named("community.docker.local") == nil)
  }

  @Test(arguments: Kind.allCases)
  func outputErrorAndStatus(_ kind: Kind) async throws {
    try await with(kind) { connection in
      let finished = try await connection.run("printf out; printf err >&2; exit 7")
      #expect(finished == Finished(output: Array("out".utf8), error: Array("err".utf8), status: 7))
      let killed = try await connection.run("kill -KILL $$")
      // ssh has only its own status to tell it by.
      #expect(kind == .openssh ? killed.status == 255 : killed.signal == "KILL")
      #expect(try await connection.run("true") == Finished(status: 0))
    }
  }

  @Test(arguments: Kind.allCases)
  func inputReachesTheCommandByteForByte(_ kind: Kind) async throws {
    try await with(kind) { connection in
      let bytes = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
      let plain = try await connection.run("cat", input: bytes)
      #expect(plain.output == bytes)
      let swapped = try await connection.run("cat >&2", input: bytes)
      #expect(swapped.error == bytes)
    }
  }

  @Test(arguments: Kind.allCases)
  func turnsAreCounted(_ kind: Kind) async throws {
    try await with(kind) { connection in
      let process = try await connection.start("cat")
      let connecting = process.cost
      for _ in 0..<3 {
        try await process.write(Array("one two ".utf8))
        var received = 0
        while received < 8 { received += try await process.read().count }
      }
      let cost = process.cost - connecting
      if kind == .ssh {
        // What the socket says: key exchange, service and key, signature and channel, command.
        #expect((4...6).contains(connecting.turns) && connecting.connecting > .zero)
        #expect(cost.turns == 3 && cost.bytesSent > 24 && cost.bytesReceived > 24)
      } else {
        #expect([cost.turns, cost.bytesSent, cost.bytesReceived] == [2, 24, 24])
      }
      #expect(cost.network > .zero)
      await process.closeInput()
      #expect(try await process.read() == .exit(status: 0, signal: nil))
      #expect(try await process.read() == .exit(status: 0, signal: nil))
    }
  }

  @Test(arguments: Kind.allCases)
  func aHundredMegabytesGoAndComeBack(_ kind: Kind) async throws {
    try await with(kind) { connection in
      let block = (0..<(1 << 20)).map { _ in UInt8.random(in: 0...255) }
      let echo = try await connection.start("cat")
      async let writing: Void = {
        for _ in 0..<100 { try await echo.write(block) }
        await echo.closeInput()
      }()
      var count = 0
      var equal = true
      while case .output(let bytes) = try await echo.read() {
        let start = count % block.count
        let first = min(bytes.count, block.count - start)
        // Piece by piece, by the C library: this is a test build.
        equal = equal && memcmp(bytes, Array(block[start..<start + first]), first) == 0
        equal = equal && memcmp(Array(bytes[first...]), block, bytes.count - first) == 0
        count += bytes.count
      }
      #expect(equal)
      try await writing
      #expect(count == 100 << 20)
    }
  }

  @Test(arguments: Kind.allCases)
  func aReaderWhoPausesLosesNothing(_ kind: Kind) async throws {
    try await with(kind) { connection in
      let process = try await connection.start("head -c 20000000 /dev/zero; echo end >&2")
      try await Task.sleep(for: .milliseconds(300))
      var (output, error) = (0, 0)
      loop: while true {
        switch try await process.read() {
        case .output(let bytes): output += bytes.count
        case .error(let bytes): error += bytes.count
        case .exit(let status, _):
          #expect(status == 0)
          break loop
        }
      }
      #expect(output == 20_000_000)
      #expect(error == 4)
    }
  }

  @Test(arguments: Kind.allCases)
  func terminatingEndsTheReader(_ kind: Kind) async throws {
    try await with(kind) { connection in
      let process = try await connection.start("echo on; exec sleep 600")
      #expect(try await process.read() == .output(Array("on\n".utf8)))
      async let reading = process.read()
      await process.terminate()
      #expect(try await reading == .exit(status: nil, signal: nil))
      await #expect(throws: Diagnostic.self) { try await process.write([1]) }
    }
  }

  @Test(arguments: Kind.allCases)
  func cancellingEndsTheReader(_ kind: Kind) async throws {
    try await with(kind) { connection in
      let process = try await connection.start("exec sleep 600")
      let reading = Task { try await process.read() }
      try await Task.sleep(for: .milliseconds(50))
      reading.cancel()
      await #expect(throws: Diagnostic.self) { try await reading.value }
    }
  }

  @Test(arguments: Kind.allCases)
  func closingEndsEverything(_ kind: Kind) async throws {
    try await with(kind) { connection in
      let process = try await connection.start("exec sleep 600")
      await connection.close()
      #expect(try await process.read() == .exit(status: nil, signal: nil))
    }
  }

  @Test(arguments: Kind.allCases)
  func commandsRunSideBySide(_ kind: Kind) async throws {
    try await with(kind) { connection in
      try await withThrowingTaskGroup(of: Bool.self) { group in
        for number in 0..<30 {
          group.addTask {
            try await connection.run("cat; echo \(number)", input: [88]).text == "X\(number)\n"
          }
        }
        for try await right in group { #expect(right) }
      }
    }
  }
}
