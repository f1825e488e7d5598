import Core
import Glibc
import Testing

@testable import Playbooks

@Suite struct EffectiveTests {
  static let names = Cases.names("effective")

  /// What holds for each task is what ansible-core says.
  @Test(arguments: names) func likeAnsible(_ name: String) throws {
    let root = Cases.path("effective/\(name)")
    let loaded = try Cases.load("\(root)/site.yml", .simple).get()
    let dump = Cases.neutral(Dump(loaded.content).text, root: root)
    #expect(lines(dump, like: Cases.text("effective/\(name)/effective.golden")))
  }

  /// `--list-tasks` and `--list-tags` are what ansible-playbook prints.
  @Test(arguments: names) func listing(_ name: String) throws {
    let playbook = try Cases.load(Cases.path("effective/\(name)/site.yml"), .simple).get().content
    let golden = Cases.text("effective/\(name)/list.golden")
    let commands = golden.split(separator: "$ ").map { String($0.prefix { $0 != "\n" }) }
    let out = commands.map { "$ \($0)\n" + list(playbook, $0) }.joined()
    #expect(lines(out, like: golden))
  }

  private func list(_ playbook: Playbook, _ command: String) -> String {
    let words = command.split(separator: " ").map(String.init)
    let option: (String) -> [String] = { name in
      words.firstIndex(of: name).map { words[$0 + 1].split(separator: ",").map(String.init) } ?? []
    }
    let selection = TagSelection(only: option("--tags"), skip: option("--skip-tags"))
    return "\n"
      + playbook.plays.enumerated().map { index, play in
        let listing = Listing(play, selection)
        return listing.head(number: index + 1)
          + listing.body(
            showsTasks: words.contains("--list-tasks"), showsTags: words.contains("--list-tags"))
      }.joined()
  }

  /// Compares line by line, so that a failure shows the first difference.
  private func lines(_ text: String, like golden: String) -> Bool {
    let own = text.split(separator: "\n", omittingEmptySubsequences: false)
    let wanted = golden.split(separator: "\n", omittingEmptySubsequences: false)
    for index in 0..<max(own.count, wanted.count) {
      let pair = (
        index < own.count ? own[index] : "<end>", index < wanted.count ? wanted[index] : "<end>"
      )
      guard pair.0 == pair.1 else {
        Issue.record("line \(index + 1):\n  got    \(pair.0)\n  wanted \(pair.1)")
        return false
      }
    }
    return !wanted.isEmpty
  }
}

@Suite struct ErrorTests {
  /// Each playbook of `errors` gives exactly these errors and warnings, all at once.
  @Test(arguments: Cases.names("errors", ending: ".yml")) func errors(_ name: String) {
    #expect(Cases.matches(report("errors/\(name)"), golden: "errors/\(name).golden"))
  }

  private func report(_ name: String) -> String {
    let all: [(String, [Diagnostic])] =
      switch Cases.load(Cases.path(name), .simple) {
      case .success(let loaded): [("warning", loaded.warnings)]
      case .failure(let failure): [("error", failure.errors), ("warning", failure.warnings)]
      }
    let texts = all.flatMap { word, list in list.map { "\(word): \($0)\n" } }
    let folder = Path.folder(Cases.path(name))
    let root = Files.workingFolder + "/"
    let shown = folder.hasPrefix(root) ? String(folder.dropFirst(root.count)) : folder
    return Cases.neutral(
      Cases.neutral(texts.joined(separator: "\n"), root: folder), root: shown)
  }
}
