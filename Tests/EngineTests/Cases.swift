import Core
import Crypto
import Glibc
import Inventory
import Playbooks
import Vault

@testable import Engine

/// The playbooks of the folder `Cases`, and what Ansible made of them.
enum Cases {
  static let folder = Path.join(Path.folder(#filePath), "Cases")

  static let names: [String] = {
    let only = ProcessEnvironment["CASES"]?.split(separator: ",").map(String.init)
    let topics = list("corpus").map { "corpus/\($0)" }
    return ([""] + topics).flatMap { topic in list(topic).map { Path.join(topic, $0) } }
      .filter { $0.hasSuffix(".yml") }.map { String($0.dropLast(4)) }
      .filter { name in only?.contains { name.hasPrefix($0) } ?? true }.sorted()
  }()

  private static func list(_ name: String) -> [String] {
    (try? Files.list(Path.join(folder, name))) ?? []
  }

  /// The recorded runs: the options, and the events.
  static func expected(_ name: String) throws -> [(options: String, text: String)] {
    let text = try Files.text(Path.join(folder, name + ".expected"))
    return text.split(separator: "## run:").map { part in
      let end = part.firstIndex(of: "\n") ?? part.startIndex
      return (String(part[..<end]), String(part[part.index(after: end)...]))
    }
  }

  /// Runs a playbook as the command line does, and gives its events as text.
  ///
  /// - Parameter sharedFolder: the working folder, where runs share one.
  static func run(
    _ name: String, _ options: String, in sharedFolder: String? = nil,
    core: AnsibleCoreFinder = AnsibleCoreFinder(configured: "")
  ) async throws -> String {
    setenv("CASE_ENV", "from the environment", 1)
    let work = try sharedFolder ?? temporaryFolder()
    defer { if sharedFolder == nil { remove(work) } }
    let sink = EventText()
    var settings = try self.settings(options)
    var inventorySettings = InventorySettings()
    for (key, value) in try marks(name, "# setting:").map(Self.setting) {
      let value = value.replacing("WORK", with: work).replacing("CASES", with: folder)
      try CaseSetting(key: key, value: value).add(to: &settings, &inventorySettings)
    }
    settings.connection.kind = "local"
    settings.ansibleCore = core
    settings.extraVars["work"] = .string(work)
    let status: Int
    do {
      var services = Templating.loaderServices(
        extraVars: settings.extraVars, vault: settings.vault, sink: sink)
      services.mergesHashes = settings.mergesHashes
      let loader = Loader(services: services)
      let playbook = try loader.playbook(Path.join(folder, name + ".yml")).content
      let inventory = try Inventory.load(
        [Path.join(folder, "hosts.ini")], inventorySettings, by: settings.vault.reading,
        warn: { _ in })
      let run = Run(settings: settings, inventory: inventory, loader: loader, sink: sink)
      let outcome = await run.execute([playbook])
      if ProcessEnvironment["SHOW"] != nil, let error = outcome.error { print(error) }
      sink.note(Remains.registers(of: run))
      status =
        outcome.error == nil ? outcome.hasUnreachable ? 4 : outcome.hasFailures ? 2 : 0 : 4
    } catch let failure as LoadFailure {
      if ProcessEnvironment["SHOW"] != nil { failure.errors.forEach { print($0) } }
      status = 4
    }
    let isRandom = try Files.text(Path.join(folder, name + ".yml")).contains("# files: random\n")
    let files = isRandom ? "" : Remains.files(below: work)
    let text = (sink.text + files).replacing(work, with: "WORK").replacing(folder, with: "CASES")
    return try without(marks(name, "# ignored:"), text) + "exit \(status)\n"
  }

  /// The text without the lines that one of these patterns is found in.
  private static func without(_ patterns: [String], _ text: String) throws -> String {
    if patterns.isEmpty { return text }
    let ignored = try patterns.map { try Regex($0) }
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { line in !ignored.contains { line.contains($0) } }.joined(separator: "\n")
  }

  /// What follows a mark at the beginnings of lines of a playbook.
  static func marks(_ name: String, _ mark: String) throws -> [String] {
    let text = try Files.text(Path.join(folder, name + ".yml"))
    return text.split(separator: "\n").filter { $0.hasPrefix(mark) }
      .map { String($0.dropFirst(mark.count).drop { $0 == " " }) }
  }

  private static func setting(_ line: String) -> (String, String) {
    let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
    return (parts[0], parts.count > 1 ? parts[1] : "")
  }

  private static func settings(_ options: String) throws -> RunSettings {
    var settings = RunSettings()
    settings.inventorySources = [Path.join(folder, "hosts.ini")]
    var words = options.split(separator: " ").map(String.init)[...]
    var identities: [Vault.Identity] = []
    func list() -> [String] { (words.popFirst() ?? "").split(separator: ",").map(String.init) }
    while let word = words.popFirst() {
      switch word {
      case "--check": settings.checkMode = true
      case "--diff": settings.diffMode = true
      case "--force-handlers": settings.forceHandlers = true
      case "--tags": settings.onlyTags += list()
      case "--skip-tags": settings.skipTags += list()
      case "--limit": settings.limit = words.popFirst()
      case "--forks": settings.forks = words.popFirst().flatMap(Int.init) ?? settings.forks
      case "-u": settings.connection.user = words.popFirst()
      case "--start-at-task": settings.startAtTask = words.popFirst()
      case "-v": settings.verbosity += 1
      case "-e":
        let pair = (words.popFirst() ?? "").split(separator: "=", maxSplits: 1)
        let text = String(pair[1])
        settings.extraVars[String(pair[0])] =
          TemplateText.isTemplate(text) ? .template(TemplateText(text, at: nil)) : .string(text)
      case "--vault-id":
        let parts = (words.popFirst() ?? "").split(separator: "@").map(String.init)
        let password = TaskReport.lines(try Files.text(Path.join(folder, parts[1])))[0]
        identities.append(
          Vault.Identity(label: parts[0], password: SecretBytes(Array(password.utf8))))
      default: throw Diagnostic(.usage, "the tests do not know the option \(word)")
      }
    }
    settings.vault = Vault(identities)
    return settings
  }

  static func temporaryFolder() throws -> String {
    var template = Array("/tmp/bosun-case-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Diagnostic(.file, "no folder in /tmp") }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Removes a folder and what is in it; symbolic links are not followed.
  static func remove(_ path: String) {
    guard unlink(path) != 0 else { return }
    for name in (try? Files.list(path)) ?? [] { remove(Path.join(path, name)) }
    rmdir(path)
  }
}
