import Core
import Glibc
import Testing

@testable import Connections

/// Many hosts at once, some of which do not answer.
@Suite(.serialized) struct ScaleTests {
  /// More of them than there are places for handshakes. They hang until the last other one is done:
  /// closing the socket they wait at ends them.
  @Test func hangingHostsHoldNobodyBack() async throws {
    let server = try await SSHServer()
    let (descriptor, port) = try listen(backlog: 400)
    let hanging = ConnectionTarget(host: "h", address: "127.0.0.1", port: port, timeout: 600)
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<300 {
        group.addTask {
          await #expect(throws: Diagnostic.self) { try await connect(hanging) }
          return false
        }
      }
      for number in 0..<100 {
        group.addTask {
          let connection = try await connect(server.target())
          let finished = try await connection.run("cat", input: Array("\(number)".utf8))
          #expect(finished.text == "\(number)")
          return true
        }
      }
      var done = 0
      for try await isGood in group {
        if isGood { done += 1 } else { #expect(done == 100) }
        if isGood && done == 100 { close(descriptor) }
      }
      #expect(done == 100)
    }
  }

  @Test func whoIsTurnedAwayComesAgain() async throws {
    let server = try await SSHServer(settings: "MaxStartups 4")
    var target = server.target()
    target.timeout = 30
    try await withThrowingTaskGroup(of: Void.self) { [target] group in
      for _ in 0..<40 {
        group.addTask {
          let finished = try await connect(target).run("true")
          #expect(finished.status == 0)
        }
      }
      try await group.waitForAll()
    }
  }

  /// What we start must not see that we have raised our limit of open files.
  @Test func childrenKeepTheirLimits() async throws {
    let before = try await shell("ulimit -n")
    #expect(HostCapacity.hosts >= 5)
    #expect(try await shell("ulimit -n") == before)
  }
}
