import Core
import Glibc
import Testing

@testable import CLI
@testable import Engine
@testable import Inventory
@testable import Reporters

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

  /// Settings that are said to be heeded exist, and what is heeded has a line about it.
  @Test func settingsHaveTheirLine() {
    for name in SettingHelp.lines.keys { #expect(ConfigSetting.named(name) != nil, "\(name)") }
    let known = Set(
      (ConfigSetting.all + PluginOptions.all.flatMap { $0.options.map(\.setting) })
        .flatMap(\.environment) + PluginOptions.unheeded)
    for name in ConfigurationKey.all.flatMap(\.environment) where name.hasPrefix("ANSIBLE_") {
      let isPlugins = name.hasPrefix("ANSIBLE_INVENTORY_USE")
      #expect(known.contains(name) || isPlugins, "\(name)")
    }
    #expect(SettingHelp.lines.count > 50)
  }

  /// Each setting is heeded, or has a reason why not.
  @Test func settingsAreHeededOrExplained() {
    for setting in ConfigSetting.all {
      let isExplained = SettingReasons.lines[setting.name] != nil
      #expect(SettingHelp.isHeeded(setting) != isExplained, "\(setting.name)")
    }
    let docs = Path.join(Path.folder(Path.folder(Path.folder(#filePath))), "docs/settings.md")
    let text = (try? Files.text(docs)) ?? ""
    for name in SettingReasons.lines.keys {
      #expect(ConfigSetting.named(name) != nil, "\(name)")
      #expect(text.contains("`\(name)`"), "\(name) in docs/settings.md")
    }
  }

  /// `bosun doc` and `bosun config` know what there is.
  @Test func pluginsAreDescribed() {
    #expect(Set(PluginOptions.ofType("become").map(\.name)) == Set(BecomeMethods.all.map(\.name)))
    #expect(
      Set(PluginOptions.ofType("inventory").map(\.name))
        == Set(InventoryFormats.all.map { $0.name }))
    #expect(
      Set(PluginOptions.ofType("callback").map(\.name))
        == Set(
          Reporters.all.map { $0.name } + Reporters.variants + Companions.all.map { $0.name }))
    for plugin in PluginOptions.all { #expect(!plugin.summary.isEmpty, "\(plugin.name)") }
  }

  @Test func colours() {
    #expect(ColorName.code("bright blue") == "1;34")
    #expect(ColorName.code("rgb500") == "38;5;196")
    #expect(ColorName.code("gray3") == "38;5;235")
    #expect(ColorName.code("color256") == nil)
    #expect(ColorName.code("blu") == nil)
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

@Suite struct GalaxyTests {
  @Test func sources() {
    #expect(
      GalaxySource("git+https://h/x.git,v1,y").place == .git(url: "https://h/x.git", folder: ""))
    #expect(GalaxySource("git+https://h/x.git,v1,y").version == "v1")
    #expect(GalaxySource("git+https://h/x.git").roleName == "x")
    #expect(GalaxySource("git@h:a/b.git#/c/d").place == .git(url: "git@h:a/b.git", folder: "c/d"))
    #expect(GalaxySource("https://github.com/a/b").roleName == "b")
    #expect(GalaxySource("https://h/a-1.tar.gz").place == .url("https://h/a-1.tar.gz"))
    #expect(GalaxySource("a.b").place == .server("a.b"))
    #expect(GalaxySource("a.b,*").version == nil)
  }

  @Test func typesMayBeLeftOut() {
    #expect(GalaxyCommand.completed(["init", "x"]) == ["role", "init", "x"])
    #expect(GalaxyCommand.completed(["role", "init", "x"]) == ["role", "init", "x"])
    #expect(GalaxyCommand.completed(["--help"]) == ["--help"])
  }
}

@Suite struct LintTests {
  /// A rule that nothing finds, or a finding without a rule, would be one that nobody can choose.
  @Test func rulesAreListed() throws {
    let folder = Path.join(Path.folder(Path.folder(Path.folder(#filePath))), "Sources/CLI/Lint")
    var text = ""
    for path in [folder, folder + "/Rules"] {
      for name in try Files.list(path) where name.hasSuffix(".swift") && name != "LintRule.swift" {
        text += try Files.text("\(path)/\(name)")
      }
    }
    for rule in LintRule.all { #expect(text.contains("\"\(rule.name)\""), "\(rule.name)") }
    #expect(LintRule.all.count >= 20)
  }
}
