import Core
import Glibc
import Testing

/// Runs the program as a person would: each folder of `Cases` has a script `run` and what it prints.
@Suite(.serialized) struct CommandLineTests {
  static let folder = Path.join(Path.folder(#filePath), "Cases")
  static let names = ((try? Files.list(folder)) ?? []).filter { !$0.hasPrefix(".") }

  /// `expected` holds the exit status, the standard output and the standard error. It is written
  /// anew when `UPDATE_GOLDEN` is set.
  @Test(arguments: names) func prints(_ name: String) throws {
    let actual = try Self.run(Path.join(Self.folder, name))
    let path = Path.join(Self.folder, "\(name)/expected")
    if ProcessEnvironment["UPDATE_GOLDEN"] != nil { try Files.write(Array(actual.utf8), to: path) }
    let expected = (try? Files.text(path)) ?? ""
    #expect(actual == expected, "Cases/\(name)")
  }

  @Test func casesAreThere() { #expect(Self.names.count > 10) }

  /// The folder of the program that is tested: the one of the tests.
  static var programFolder: String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    let path = buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }
    return Path.folder(String(decoding: path, as: UTF8.self))
  }

  /// Runs a case in its folder, with an environment of its own and a folder for what it writes.
  private static func run(_ folder: String) throws -> String {
    var template = Array("/tmp/bosun-cli-XXXXXX".utf8CString)
    mkdtemp(&template)
    let scratch = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { system("rm -rf '\(scratch)'") }
    let status = system(
      """
      cd '\(folder)' && mkdir '\(scratch)/bin' '\(scratch)/home' &&
      for name in bosun ansible ansible-playbook ansible-vault ansible-doc ansible-config ansible-console \
        ansible-pull ansible-galaxy ansible-lint ansible-inventory; do
        ln -s '\(programFolder)/bosun' "\(scratch)/bin/$name"
      done &&
      env -i PATH="\(scratch)/bin:/usr/bin:/bin" HOME="\(scratch)/home" SCRATCH='\(scratch)' \
        setsid sh ./run >'\(scratch)/out' 2>'\(scratch)/err' </dev/null
      """)
    let output = neutral(try Files.text(scratch + "/out"), folder, scratch)
    let error = neutral(try Files.text(scratch + "/err"), folder, scratch)
    return "status \((status >> 8) & 0xFF)\n--- output\n\(output)--- error\n\(error)"
  }

  /// The text without what is different in every run.
  private static func neutral(_ text: String, _ folder: String, _ scratch: String) -> String {
    [(folder, "CASE"), (scratch, "SCRATCH")].reduce(text) { text, pair in
      text.split(separator: pair.0, omittingEmptySubsequences: false).joined(separator: pair.1)
    }
  }
}
