import Core
import Glibc
import Testing

@testable import Connections

@Suite struct SSHLoginTests {
  @Test(arguments: ["ed25519", "rsa", "ecdsa"])
  func keys(_ type: String) async throws {
    let server = try await SSHServer(keys: [type])
    let connection = try await connect(server.target(key: type))
    #expect(try await connection.run("id -u").text == "0\n")
    await connection.close()
  }
}
