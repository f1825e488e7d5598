import Core
import Playbooks
import Testing
import YAML

/// Each keyword of the language stands in a playbook that ran through ansible-core, at each level where it
/// may stand.
@Suite struct KeywordCaseTests {
  /// Bosun's own.
  private static let own: Set<Keyword> = [.runAhead]

  @Test func eachKeywordHasACaseAtEachLevel() throws {
    var used = UsedKeywords()
    for path in UsedKeywords.files(below: Cases.folder) { used.read(path) }
    let levels: [Level] = [.play, .block, .task, .handler, .role, .playbookImport]
    for level in levels {
      let missing = KeywordRule.table.filter { rule in
        rule.levels.contains(level) && !Self.own.contains(rule.keyword)
          && !used.names[level.rawValue, default: []].contains(rule.keyword.rawValue)
      }.map(\.keyword.rawValue)
      #expect(
        missing.isEmpty,
        "a \(level.word) has no case with \(missing.joined(separator: ", ")): add one to corpus/keywords"
      )
    }
  }
}

/// The keys of plays, blocks, tasks, handlers, role entries and imports in the case files.
private struct UsedKeywords {
  /// By the raw value of the level.
  private(set) var names: [UInt8: Set<String>] = [:]

  static func files(below folder: String) -> [String] {
    ((try? Files.list(folder)) ?? []).flatMap { name -> [String] in
      let path = Path.join(folder, name)
      if Files.isFolder(path) { return files(below: path) }
      return name.hasSuffix(".yml") ? [path] : []
    }
  }

  /// Files that are no YAML on purpose are passed over.
  mutating func read(_ path: String) {
    guard let file = try? SourceFile(name: path, text: Files.read(path)),
      let node = try? YAMLReader.read(file) ?? nil
    else { return }
    let folder = Path.folder(path)
    if folder.hasSuffix("/meta") { roles(node["dependencies"]) }
    for entry in node.list ?? [] {
      if entry["hosts"] != nil {
        play(entry)
      } else if entry["import_playbook"] != nil {
        add(entry, .playbookImport)
      } else if ["tasks", "handlers", "roles"].contains(where: folder.contains) {
        steps([entry], folder.contains("handlers") ? .handler : .task)
      }
    }
  }

  private mutating func play(_ node: Node) {
    add(node, .play)
    for key in ["pre_tasks", "tasks", "post_tasks"] { steps(node[key]?.list, .task) }
    steps(node["handlers"]?.list, .handler)
    roles(node["roles"])
  }

  private mutating func roles(_ node: Node?) {
    for entry in node?.list ?? [] { add(entry, .role) }
  }

  private mutating func steps(_ nodes: [Node]?, _ level: Level) {
    for node in nodes ?? [] {
      guard node["block"] != nil else {
        add(node, level)
        continue
      }
      add(node, .block)
      for key in ["block", "rescue", "always"] { steps(node[key]?.list, level) }
    }
  }

  private mutating func add(_ node: Node, _ level: Level) {
    let keys = (node.entries ?? []).compactMap(\.key.string)
    names[level.rawValue, default: []].formUnion(keys)
  }
}
