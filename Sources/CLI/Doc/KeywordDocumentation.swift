import Core
import Playbooks

/// Keywords as `ansible-doc -t keyword` shows them.
enum KeywordDocumentation {
  private static let levels: [(level: Level, word: String)] = [
    (.play, "Play"), (.role, "Role"), (.block, "Block"), (.task, "Task"), (.handler, "Handler"),
    (.playbookImport, "PlaybookInclude"),
  ]

  static let all: [String: Value] = {
    var all: [String: Value] = [:]
    for rule in KeywordRule.table {
      all[rule.keyword.rawValue] = [
        "applies_to": .list(
          levels.filter { rule.levels.contains($0.level) }.map { .string($0.word) }),
        "description": .string(rule.keyword.summary),
        "inheritance": .string(word(rule.inheritance)),
        "template": rule.isTemplated ? "explicit" : "static",
        "type": .string(rule.type.wanted),
      ]
    }
    return all
  }()

  private static func word(_ inheritance: Inheritance) -> String {
    switch inheritance {
    case .own: "holds only where it stands"
    case .nearest: "the innermost one wins"
    case .gathered: "all of them together"
    }
  }
}
