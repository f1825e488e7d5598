import Core
import Glibc
import Testing

@testable import CLI
@testable import Engine

@Suite struct RegistrationTests {
  /// Every file `…Command.swift` of the commands is in the table.
  @Test func everyCommandIsRegistered() throws {
    let folder = Path.join(
      Path.folder(Path.folder(Path.folder(#filePath))), "Sources/CLI/Commands")
    let files = try Files.list(folder).filter { $0.hasSuffix("Command.swift") }
    let types = BosunCommand.configuration.subcommands.map { "\($0).swift" }
    #expect(Set(files).isSubset(of: types))
    #expect(files.count >= 4)
  }
}

@Suite struct ConfigurationTests {
  private func file(_ text: String) throws -> ConfigurationFile {
    let path = "/tmp/bosun-configuration-\(getpid())-\(UInt32.random(in: 0...UInt32.max)).cfg"
    try Files.write(Array(text.utf8), to: path)
    defer { unlink(path) }
    return try ConfigurationFile(path)
  }

  /// What Python's `configparser` reads too.
  @Test func sectionsKeysAndComments() throws {
    let file = try file(
      """
      # comment
      ; another
      [defaults]
      Forks = 7 ; at once
      inventory: a,b
      roles_path = one
        two
      empty =

      [ssh_connection]
      ssh_args = -o A=b
      """)
    #expect(file.value("defaults", "forks") == "7")
    #expect(file.value("defaults", "inventory") == "a,b")
    #expect(file.value("defaults", "roles_path") == "one\ntwo")
    #expect(file.value("defaults", "empty") == "")
    #expect(file.value("ssh_connection", "ssh_args") == "-o A=b")
    #expect(file.value("ssh_connection", "forks") == nil)
  }

  @Test func brokenLinesHaveAPlace() {
    do {
      _ = try file("[defaults]\nnonsense\n")
      Issue.record("no error")
    } catch let error as Diagnostic {
      #expect(error.location?.line == 2)
    } catch { Issue.record(error) }
  }

  @Test func keysAreListedOnce() {
    let names = ConfigurationKey.all.flatMap(\.environment)
    #expect(Set(names).count == names.count)
  }
}

@Suite struct ExtraVarsTests {
  private func read(_ options: String...) throws -> Map {
    try ExtraVars.read(options, warn: { _ in })
  }

  @Test func forms() throws {
    #expect(try read("a=1 b='x y'") == ["a": "1", "b": "x y"])
    #expect(try read(#"{"a": 1, "l": [true]}"#) == ["a": 1, "l": [true]])
    #expect(try read("{a: yes, b: 0o7}")["a"] == true)
    #expect(try read("a=1", "a=2") == ["a": "2"])
    #expect(try read("a={{ b }}")["a"]?.holdsTemplate == true)
  }

  @Test func errors() {
    #expect(throws: Diagnostic.self) { try read("file.yml") }
    #expect(throws: Diagnostic.self) { try read("/a/file.yml") }
    #expect(throws: Diagnostic.self) { try read("[1, 2]") }
    #expect(throws: Diagnostic.self) { try read("@/no/such/file") }
  }
}

@Suite struct ExitStatusTests {
  @Test func outcomes() {
    var outcome = Outcome()
    #expect(ExitStatus(outcome) == .ok)
    outcome.hasFailures = true
    #expect(ExitStatus(outcome).rawValue == 2)
    outcome.hasUnreachable = true
    #expect(ExitStatus(outcome).rawValue == 4)
    outcome.error = Diagnostic(.file, "gone")
    #expect(ExitStatus(outcome).rawValue == 1)
  }

  @Test func errors() {
    #expect(ExitStatus(Diagnostic(.syntax, "")).rawValue == 4)
    #expect(ExitStatus(Diagnostic(.usage, "")).rawValue == 5)
    #expect(ExitStatus(Diagnostic(.internal, "")).rawValue == 250)
  }
}
