import Core
import Glibc
import Testing

@testable import Modules

/// What must hold for every script.
@Suite struct ScriptTests {
  static let folder = Path.join(Path.folder(#filePath), "../../Sources/CModules")

  /// All scripts, as paths below `sh`.
  static let paths: [String] = {
    let names = ["", "lib/"].flatMap { part in
      ((try? Files.list("\(folder)/sh/\(part)")) ?? []).map { part + $0 }
    }
    return names.filter { $0.hasSuffix(".sh") }
  }()

  private func path(_ name: String) -> String { "\(Self.folder)/sh/\(name)" }

  private func source(_ name: String) throws -> SourceFile {
    SourceFile(name: name, text: try Files.read(path(name)))
  }

  private func run(_ words: [String]) -> Int32 {
    system(ShellText.words(words) + " >&2 </dev/null")
  }

  @Test func allAreRegistered() throws {
    let table = try Files.text(Self.folder + "/modules.c")
    for name in Self.paths {
      #expect(table.contains("#embed \"sh/\(name)\" "), "modules.c lacks \(name)")
    }
    #expect(EmbeddedScripts.files.count == Self.paths.count)
  }

  @Test(arguments: paths) func headersAreRight(_ name: String) throws {
    let header = try ModuleHeader(try source(name))
    #expect(!header.summary.isEmpty)
    guard name != "lib.sh" else { return }
    #expect((header.module == nil) != (header.part == nil), "a module or a part")
    for part in header.spec.uses {
      #expect(Self.paths.contains("lib/\(part).sh"), "uses '\(part)', which is not there")
    }
    for parameter in header.spec.parameters {
      #expect(!parameter.help.isEmpty, "\(parameter.name)")
    }
  }

  /// `looks` names parameters that are there, in modules that can look.
  @Test(arguments: ModuleCatalog.builtin.moduleNames) func looksAreRight(_ name: String) throws {
    let spec = try #require(ModuleCatalog.builtin.spec(name))
    for look in spec.looks ?? [] {
      let parts = ModuleCatalog.builtin.module(name)?.parts.map(\.spec.name) ?? []
      #expect(parts.contains("look"))
      #expect(spec.parameter(named: look.parameter)?.kind == .path)
      for flag in look.wants.compactMap(\.flag) {
        #expect(spec.parameter(named: flag)?.kind == .bool)
      }
    }
  }

  @Test(arguments: ModuleCatalog.builtin.moduleNames) func lateIsRight(_ name: String) throws {
    let spec = try #require(ModuleCatalog.builtin.spec(name))
    for late in spec.late {
      #expect(spec.looks?.contains { $0.parameter == late.path } == true)
      for name in late.allowed.keys { #expect(spec.parameter(named: name) != nil, "\(name)") }
    }
  }

  /// Parts stay defined in the shell, so their functions must not be those of other parts, and
  /// nothing in them may depend on a call.
  @Test func partsDoNotShareNames() throws {
    var owners: [String: String] = [:]
    let parts = Self.paths.filter { $0 == "lib.sh" || $0.hasPrefix("lib/") }
    for name in parts {
      for function in try functions(of: name) {
        #expect(owners[function] == nil, "\(function) is in \(name) and \(owners[function] ?? "")")
        owners[function] = name
      }
    }
    #expect(owners.count > 100)
    // A module may have those only that are its to define.
    for name in Self.paths where !parts.contains(name) {
      let shared = try functions(of: name).filter { owners[$0] != nil && owners[$0] != "lib.sh" }
      #expect(shared.isEmpty, "\(name) has functions that parts have")
    }
  }

  private func functions(of script: String) throws -> [String] {
    try source(script).text.split(separator: UInt8(ascii: "\n")).compactMap { line in
      let text = String(decoding: line, as: UTF8.self)
      guard let end = text.firstRange(of: "() ") else { return nil }
      let function = String(text[..<end.lowerBound])
      let isName = function.allSatisfy { $0 == "_" || $0.isLetter || $0.isNumber }
      return isName ? function : nil
    }
  }

  /// Every line that begins with a word of the header has been understood.
  @Test(arguments: paths) func noHeaderLineIsLost(_ name: String) throws {
    let spec = try Script(try source(name)).spec
    var counts = ["param": 0, "rule": 0, "returns": 0]
    for line in try source(name).text.split(separator: UInt8(ascii: "\n")) {
      guard line.first == UInt8(ascii: "#") else { break }
      let words = String(decoding: line, as: UTF8.self).split(separator: " ")
      if words.count > 2 { counts[String(words[1])]? += 1 }
    }
    #expect(counts["param"] == spec.parameters.count)
    #expect(counts["rule"] == spec.rules.count)
    #expect(counts["returns"] == spec.returns.count)
  }

  @Test(arguments: paths) func everyShellParses(_ name: String) {
    for shell in Shell.found {
      #expect(run(shell.words + ["-n", path(name)]) == 0, "\(shell.testDescription) -n")
    }
  }

  @Test(.enabled(if: Sandbox.finds(command: "shellcheck")))
  func shellcheckFindsNothing() {
    let rules = Self.folder + "/../../.shellcheckrc"
    let words = ["shellcheck", "--rcfile", rules] + Self.paths.map(path)
    let known = run(words) == 0 || run(["shellcheck"] + Self.paths.map(path)) == 0
    #expect(known)
  }

  /// Whole-line comments and blank lines do not travel, so none may stand in quoted text or a
  /// here-document: bash must read the same functions with and without them.
  @Test(.enabled(if: Sandbox.finds(command: "bash")), arguments: paths)
  func commentsAreNotData(_ name: String) throws {
    let file = try source(name)
    let sandbox = try Sandbox()
    func functions(_ text: [UInt8], _ copy: String) throws -> String {
      let wrapped = Array("f() {\n:\n".utf8) + text + Array("\n}\n".utf8)
      try Files.write(wrapped, to: "\(sandbox.root)/\(copy)")
      return try sandbox.sh("bash -c '. ./\(copy); declare -f f'").output
    }
    let whole = try functions(file.text, "whole")
    let sent = try functions(try Script(file).text, "sent")
    #expect(whole == sent)
    #expect(sent.hasPrefix("f ()"))
  }

  /// Text that another shell than bash may take otherwise.
  @Test(arguments: paths) func noBashisms(_ name: String) throws {
    let text = String(decoding: try Script(try source(name)).text, as: UTF8.self)
    for wrong in ["\nlocal ", " local ", "[[ ", "$'", "function ", "<(", "&>"]
    where wrong != " local " {
      #expect(!text.contains("\n" + wrong) && !text.contains("\n  " + wrong), "'\(wrong)'")
    }
    #expect(!text.utf8.contains(0))
  }
}
