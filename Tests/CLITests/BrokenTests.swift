import Core
import Glibc
import Testing

/// Playbooks with the mistakes that people make: `--syntax-check` names all of them at once, each with its
/// place and, where there is one, a hint. `NAME.golden` is written anew when `UPDATE_GOLDEN` is set.
@Suite struct BrokenTests {
  static let folder = Path.join(Path.folder(#filePath), "Broken")
  static let names = ((try? Files.list(folder)) ?? []).filter { $0.hasSuffix(".yml") }
    .map { String($0.dropLast(4)) }

  @Test(arguments: names) func syntaxCheck(_ name: String) throws {
    let actual = try Self.check(name)
    let golden = Path.join(Self.folder, name + ".golden")
    if ProcessEnvironment["UPDATE_GOLDEN"] != nil {
      try Files.write(Array(actual.utf8), to: golden)
    }
    #expect(try actual == Files.text(golden), "Broken/\(name).yml")
  }

  @Test func thereAreManyMistakes() { #expect(Self.names.count >= 60) }

  /// What the program prints, with its exit status in the last line.
  private static func check(_ name: String) throws -> String {
    let command = """
      cd '\(folder)' && env -i PATH=/usr/bin:/bin HOME=/nowhere \
        '\(CommandLineTests.programFolder)/bosun' playbook --syntax-check -i localhost, \(name).yml 2>&1 \
        </dev/null; echo "status $?"
      """
    guard let pipe = popen(command, "r") else { throw Diagnostic(.file, "no shell") }
    defer { pclose(pipe) }
    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while case let count = fread(&buffer, 1, buffer.count, pipe), count > 0 {
      output += buffer[..<count]
    }
    return String(decoding: output, as: UTF8.self).replacing(folder, with: "BROKEN")
  }
}
