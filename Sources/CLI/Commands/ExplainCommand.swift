import ArgumentParser
import Core
import Engine
import Inventory
import Playbooks

/// `bosun explain`: where a host's variables come from.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say who set a host's variables, and who lost.",
    discussion: """
      With a variable: every level that sets it, the strongest first, with its place, and the value \
      that comes of it. Without: all variables of the host, each with the place that counts. Encrypted \
      values are shown by --show-secrets only.
      """)

  @ArgumentParser.Argument(help: "The host.") var host: String
  @ArgumentParser.Argument(help: "The variables.") var variables: [String] = []

  @Option(help: ArgumentHelp("Also what this playbook sets.", valueName: "file"))
  var playbook: String?

  @Option(
    help: ArgumentHelp("Its play, by number or name (default: the first).", valueName: "play"))
  var play: String?

  @Option(help: ArgumentHelp("Look from inside this role of the play.", valueName: "role"))
  var role: String?

  @Option(help: ArgumentHelp("The folder that stands for a playbook's.", valueName: "folder"))
  var playbookDir: String?

  @Flag(help: "Show encrypted values.") var showSecrets = false

  @OptionGroup(title: "Hosts and variables") var inventory: InventoryOptions
  @OptionGroup(title: "Encrypted files") var vault: VaultOptions
  @OptionGroup(title: "Output") var common: CommonOptions

  func run() throws {
    let session = try Session(common)
    let settings = try settings(session)
    var inventorySettings = try session.configuration.inventorySettings(
      extraVars: settings.extraVars)
    inventorySettings.keepsRecords = true
    let inventory = try session.inventory(inventory, settings.vault, inventorySettings)
    let reporter = try session.reporter("default")
    let loader = session.loader(settings, sink: reporter)
    let run = Run(settings: settings, inventory: inventory, loader: loader, sink: reporter)
    let explainer = try VariableExplainer(
      run: run, host: try host(in: inventory), play: try play(loader, session), role: role,
      extraVars: try extraVariables(settings, session))
    let names = variables.isEmpty ? explainer.names : variables
    let texts = try names.map { (name) throws(Diagnostic) in
      let text = ExplanationText(explanation: try explainer.explain(name))
      return variables.isEmpty ? text.line : text.full
    }
    session.screen.display(texts.joined(separator: variables.isEmpty ? "\n" : "\n\n"))
  }

  private func settings(_ session: Session) throws(Diagnostic) -> RunSettings {
    var settings = RunSettings()
    settings.verbosity = session.verbosity
    settings.limit = inventory.limit
    settings.inventorySources = session.sources(inventory)
    settings.configFile = session.configuration.file?.path
    settings.configured = session.configuration.file?.sections ?? [:]
    settings.hidesEncrypted = !showSecrets
    settings.vault = try session.vault(vault)
    try session.addFactSettings(to: &settings)
    settings.extraVars = try ExtraVars.read(
      inventory.extraVars, by: settings.vault.reading, mergesHashes: settings.mergesHashes,
      warn: session.warn)
    return settings
  }

  /// The options one by one: only together they have a value, but each has its place.
  private func extraVariables(
    _ settings: RunSettings, _ session: Session
  ) throws(Diagnostic) -> [VariableExplainer.ExtraVariables] {
    try inventory.extraVars.map { option throws(Diagnostic) in
      VariableExplainer.ExtraVariables(
        file: option.hasPrefix("@") ? Path.expandingHome(String(option.dropFirst())) : nil,
        variables: try ExtraVars.read([option], by: settings.vault.reading, warn: { _ in }))
    }
  }

  private func host(in inventory: Inventory) throws(Diagnostic) -> Host {
    if let found = inventory.host(named: host) { return found }
    throw Diagnostic(
      .usage, "the inventory has no host '\(host)'",
      hint: Suggestion.hint(for: host, among: inventory.hosts.map(\.name)))
  }

  /// The play of the playbook, or one that says nothing.
  private func play(_ loader: Loader, _ session: Session) throws -> Play {
    guard let playbook else {
      let nowhere = SourceLocation(file: SourceFile(name: "<nowhere>"), line: 1, column: 1)
      return Play(
        scope: Scope(.play, parent: nil, location: nowhere),
        folder: playbookDir.map(Path.absolute) ?? Files.workingFolder)
    }
    let loaded: Playbook
    do throws(LoadFailure) { loaded = try loader.playbook(playbook).content } catch {
      session.show(error)
      throw Program.End(status: .unreachableOrUnreadable)
    }
    guard let play else {
      if let first = loaded.plays.first { return first }
      throw Diagnostic(.usage, "the playbook \(playbook) has no play")
    }
    if let number = Int(play), loaded.plays.indices.contains(number - 1) {
      return loaded.plays[number - 1]
    }
    if let found = loaded.plays.first(where: { $0.title == play }) { return found }
    throw Diagnostic(
      .usage, "the playbook has no play '\(play)'",
      hint: Suggestion.hint(for: play, among: loaded.plays.map(\.title))
        ?? "it has \(loaded.plays.count), and they count from 1")
  }
}

/// An explanation as text.
struct ExplanationText {
  let explanation: VariableExplanation

  private var value: String {
    switch explanation.value {
    case .success(let text): text
    case .failure(let error): "(no value: \(error.message))"
    }
  }

  /// All variables of a host stand one below the other.
  var line: String {
    let place = explanation.settings.first.flatMap { $0.place ?? $0.words } ?? ""
    return "\(explanation.name) = \(Self.cut(value, 100))  # \(place)"
  }

  private static func cut(_ text: String, _ length: Int) -> String {
    text.count > length ? text.prefix(length - 1) + "…" : text
  }

  var full: String {
    var lines = ["\(explanation.name) = \(value)"]
    if case .failure(let error) = explanation.value {
      lines += "\(error)".split(separator: "\n").dropFirst().map { "  \($0)" }
    }
    let words = explanation.settings.map { "\(Self.right("\($0.level)", 2)) \($0.words)" }
    let places = explanation.settings.map { $0.place ?? "" }
    let (wide, wider) = (words.map(\.count).max() ?? 0, places.map(\.count).max() ?? 0)
    for (index, setting) in explanation.settings.enumerated() {
      let columns = [
        Self.left(setting.fate.rawValue, 6), Self.left(words[index], wide),
        Self.left(places[index], wider), setting.written,
      ]
      var line = "  " + columns.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      lines.append(line)
    }
    for part in explanation.parts { lines.append("  with    \(part.name) = \(part.value)") }
    return lines.joined(separator: "\n")
  }

  private static func left(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
