import Core
import Glibc
import Inventory
import Playbooks

@testable import Engine

/// What a run of a random playbook leaves to see: its events with the results, the exit code, and each host's files.
struct Observation: Equatable {
  var events: String
  var files: String

  /// Runs the playbook on hosts that start equal: folders of this machine.
  static func of(_ playbook: RandomPlaybook, runAhead: Bool) async throws -> Observation {
    let work = try Cases.temporaryFolder()
    defer { Cases.remove(work) }
    try lay(playbook, in: work)
    let sink = EventText()
    let status = try await run(playbook, runAhead: runAhead, in: work, sink: sink)
    let files = tree(Path.join(work, "hosts"), under: "").joined(separator: "\n")
    return Observation(
      events: (sink.text + "exit \(status)\n").replacing(work, with: "WORK"),
      files: files.replacing(work, with: "WORK") + "\n")
  }

  private static func lay(_ playbook: RandomPlaybook, in work: String) throws {
    for folder in ["", "templates", "hosts"] + Generator.hosts.map({ "hosts/" + $0 }) {
      mkdir(Path.join(work, folder), 0o755)
    }
    var texts = playbook.texts
    texts["site.yml"] = playbook.text
    texts["hosts.ini"] = Generator.inventory
    texts["templates/t.j2"] = Generator.template
    for host in Generator.hosts {
      for (name, text) in Generator.files { texts["hosts/\(host)/\(name)"] = text }
    }
    for (name, text) in texts { try Files.write(Array(text.utf8), to: Path.join(work, name)) }
  }

  /// - Returns: the exit code of the command line.
  private static func run(
    _ playbook: RandomPlaybook, runAhead: Bool, in work: String, sink: EventText
  ) async throws -> Int {
    var settings = RunSettings()
    settings.connection.kind = "local"
    settings.extraVars["work"] = .string(work)
    settings.checkMode = playbook.checkMode
    settings.forks = playbook.forks
    settings.runAhead = runAhead
    let loader = Loader(
      services: Templating.loaderServices(extraVars: settings.extraVars, sink: sink))
    do {
      let content = try loader.playbook(Path.join(work, "site.yml")).content
      let inventory = try Inventory.load([Path.join(work, "hosts.ini")], warn: { _ in })
      let run = Run(settings: settings, inventory: inventory, loader: loader, sink: sink)
      let outcome = await run.execute([content])
      if let error = outcome.error { sink.note("error: \(error.message)") }
      return outcome.error != nil || outcome.hasUnreachable ? 4 : outcome.hasFailures ? 2 : 0
    } catch let failure as LoadFailure {
      // A seed that makes no playbook proves nothing.
      throw Diagnostic(.invalid, failure.errors.map { "\($0)" }.joined(separator: "\n"))
    }
  }

  /// A line for each path: type, mode, content.
  private static func tree(_ folder: String, under name: String) -> [String] {
    var lines: [String] = []
    for entry in ((try? Files.list(folder)) ?? []).sorted() {
      let path = Path.join(folder, entry)
      let shown = name + "/" + entry
      var status = stat()
      lstat(path, &status)
      let mode = String(status.st_mode & 0o7777, radix: 8)
      switch status.st_mode & S_IFMT {
      case S_IFDIR:
        lines.append("\(shown)/ \(mode)")
        lines += tree(path, under: shown)
      case S_IFLNK:
        var target = [CChar](repeating: 0, count: Int(PATH_MAX))
        readlink(path, &target, target.count - 1)
        lines.append(
          "\(shown) -> "
            + String(decoding: target.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self))
      default:
        let content = (try? Files.text(path)) ?? "cannot be read"
        lines.append("\(shown) \(mode) \(quoted(content))")
      }
    }
    return lines
  }
}
