import ArgumentParser
import Core
import Engine
import Playbooks
import Reporters

/// `bosun lint`, as `ansible-lint`: errors and doubtful places of playbooks and roles, without any host.
struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint", abstract: "Look for errors and doubtful places in playbooks and roles.")

  @ArgumentParser.Argument(
    help: "Files, roles and folders of projects (default: this folder).", completion: .file())
  var paths: [String] = []

  @Option(
    name: [.customShort("f", allowingJoined: true), .long],
    help: ArgumentHelp(
      "\(LintFormat.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "format"))
  var format = LintFormat.full

  @Flag(name: .shortAndLong, help: "As --format brief.") var parseable = false
  @Flag(name: .shortAndLong, help: "As --format quiet.") var quiet = false
  @Flag(name: [.customShort("L"), .long], help: "List the rules, by profile.") var listRules = false
  @Flag(help: "Warnings are failures too.") var strict = false
  @Flag(help: ArgumentHelp("Accepted; nothing is fetched.", visibility: .hidden)) var offline =
    false
  @Flag(help: ArgumentHelp("Accepted.", visibility: .hidden)) var nocolor = false

  @Option(
    help: ArgumentHelp(
      "The rules of this profile and those before it: \(LintRule.Profile.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "profile"))
  var profile: LintRule.Profile?

  @Option(
    name: [.customShort("x", allowingJoined: true), .long],
    help: ArgumentHelp("Without these rules (repeatable).", valueName: "rules"))
  var skipList: [String] = []

  @Option(
    name: [.customShort("w", allowingJoined: true), .long],
    help: ArgumentHelp("These rules only warn (repeatable).", valueName: "rules"))
  var warnList: [String] = []

  @Option(
    name: [.customShort("t", allowingJoined: true), .long],
    help: ArgumentHelp("Only these rules (repeatable).", valueName: "rules"))
  var tags: [String] = []

  @Option(
    help: ArgumentHelp("Without this path, or pattern of paths (repeatable).", valueName: "path"))
  var exclude: [String] = []

  @Option(
    name: [.customShort("c", allowingJoined: true), .long],
    help: ArgumentHelp("In place of .ansible-lint.", valueName: "file"))
  var configFile: String?

  @OptionGroup(title: "Encrypted files") var vault: VaultOptions
  @OptionGroup(title: "Output") var common: CommonOptions

  func run() throws {
    let session = try Session(common)
    if listRules { return Self.list(session.screen) }
    let selection = try selection()
    let files = try LintFiles(paths.isEmpty ? ["."] : paths, excluding: selection.excludedPaths)
    var settings = RunSettings()
    settings.vault = try session.vault(vault)
    let linter = Linter(
      files: files, loader: session.loader(settings, sink: NoSink()),
      configuration: session.configuration)
    let findings = linter.findings().filter(selection.contains)
    let form = parseable ? .brief : quiet ? .quiet : format
    LintOutput(format: form, screen: session.screen, selection: selection).show(findings)
    let failures = findings.filter { strict || selection.isFailure($0) }.count
    let count = files.files.count + files.findings.count
    session.screen.display(
      "\(failures == 0 ? "Passed" : "Failed"): \(failures) failure(s), \(findings.count - failures) "
        + "warning(s) on \(count) files.", failures == 0 ? .ok : .error, to: .error)
    if failures > 0 { throw Program.End(status: .failedHosts) }
  }

  private func selection() throws(Diagnostic) -> LintSelection {
    var selection = LintSelection()
    let file =
      configFile
      ?? [".ansible-lint", ".ansible-lint.yml", ".config/ansible-lint.yml"].first(
        where: Files.isFile)
    if let file { try selection.read(file) }
    if let profile { selection.profile = profile }
    func names(_ texts: [String]) throws(Diagnostic) -> [String] {
      let names = texts.flatMap { $0.split(separator: ",").map { $0.trimmingBlanks } }
      for name in names where LintRule.named(name) == nil {
        throw Diagnostic(
          .usage, "there is no rule '\(name)'",
          hint: Suggestion.hint(for: name, among: LintRule.all.map(\.name)) ?? "-L lists them")
      }
      return names
    }
    selection.skipped.formUnion(try names(skipList))
    selection.warned.formUnion(try names(warnList))
    selection.only.formUnion(try names(tags))
    selection.excludedPaths += exclude
    return selection
  }

  private static func list(_ screen: Screen) {
    for rule in LintRule.all {
      let name = rule.name + String(repeating: " ", count: max(1, 26 - rule.name.utf8.count))
      let profile =
        "\(rule.profile)" + String(repeating: " ", count: 11 - "\(rule.profile)".utf8.count)
      screen.display("\(name)\(profile)\(rule.help)")
    }
  }
}

extension LintRule.Profile: ExpressibleByArgument {}
extension LintFormat: ExpressibleByArgument {}

/// For work that has nothing to tell on its way.
private struct NoSink: EventSink {
  func receive(_ event: Event) {}
}
