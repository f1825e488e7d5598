import Core
import Testing

@testable import Playbooks

@Suite struct KeywordTests {
  @Test func everyKeywordHasItsRow() {
    #expect(Set(KeywordRule.table.map(\.keyword)) == Set(Keyword.allCases))
    #expect(KeywordRule.table.count == Keyword.allCases.count)
  }

  @Test(arguments: [
    (KeywordType.bool, Value.string("Yes"), Value.bool(true)), (.bool, .int(0), .bool(false)),
    (.int, .string("3"), .int(3)), (.int, .float(3), .int(3)), (.number, .int(3), .float(3)),
    (.percent, .string("30%"), .float(30)), (.strings, .string("a"), .list(["a"])),
    (.strings, .list(["a", 1]), .list(["a", "1"])), (.string, .int(5), .string("5")),
    (.commaStrings, .string("a, b,c"), .list(["a", "b", "c"])),
    (.choice(["a", "b"]), .string("a"), .string("a")), (.map, .map(["a": 1]), .map(["a": 1])),
    (.maps, .map(["a": 1]), .list([.map(["a": 1])])), (.identifier, .string("a_1"), .string("a_1")),
    (.bool, .null, .null),
  ])
  func converts(_ type: KeywordType, _ value: Value, _ wanted: Value) {
    let converted = type.converted(value)
    #expect(converted?.repr == wanted.repr)
  }

  @Test(arguments: [
    (KeywordType.bool, Value.string("maybe")), (.bool, .int(2)), (.int, .string("1.5")),
    (.int, .float(1.5)), (.string, .map([:])), (.strings, .list([.list([])])), (.map, .string("a")),
    (.maps, .list([1])), (.choice(["a"]), .string("b")), (.identifier, .string("1a")),
    (.identifier, .string("for")), (.percent, .string("x%")), (.commaStrings, .map([:])),
  ])
  func refuses(_ type: KeywordType, _ value: Value) {
    #expect(type.converted(value) == .none)
  }
}

@Suite struct TagSelectionTests {
  /// The cases of ansible-core's own unit tests for `Taggable`.
  @Test(
    arguments: [
      (["foo"], ["foo"], [], true), (["foo"], ["bar"], [], false),
      (["foo", "bar"], ["bar"], [], true),
      ([], ["foo"], [], false), ([], ["untagged"], [], true), (["foo"], ["untagged"], [], false),
      (["foo"], ["tagged"], [], true), ([], ["tagged"], [], false), (["foo"], ["all"], [], true),
      ([], ["all"], [], true), (["always"], ["foo"], [], true), (["never"], ["all"], [], false),
      (["never"], [], [], false), (["never", "foo"], ["foo"], [], true),
      (["never"], ["never"], [], true),
      (["never", "foo"], ["tagged"], [], false), (["foo"], [], ["foo"], false),
      (["foo"], [], ["bar"], true),
      ([], [], ["tagged"], true), (["foo"], [], ["tagged"], false), ([], [], ["untagged"], false),
      (["foo"], [], ["all"], false), (["always"], [], ["all"], true),
      (["always"], [], ["always"], false), (["foo"], ["foo"], ["foo"], false),
      (["always"], [], ["all", "always"], false),
    ] as [([String], [String], [String], Bool)])
  func selects(_ tags: [String], _ only: [String], _ skip: [String], _ wanted: Bool) {
    #expect(TagSelection(only: only, skip: skip).selects(tags) == wanted)
  }

  @Test func misspeltTagsAreTold() throws {
    let playbook = try Cases.load(Cases.path("effective/inheritance/site.yml"), .simple).get()
      .content
    let selection = TagSelection(only: ["depe", "all"], skip: ["two", "nothing_like_it"])
    let warnings = playbook.unknownTags(in: selection)
    #expect(
      warnings.map(\.message) == [
        "no task has the tag 'depe' of --tags",
        "no task has the tag 'nothing_like_it' of --skip-tags",
      ])
    #expect(warnings.map(\.hint) == ["did you mean 'deep'?", nil])
  }
}

@Suite struct KeyValuesTests {
  /// The results are those of ansible-core's `parse_kv`.
  @Test(
    arguments: [
      ("a=b c=\"d e\"", ["a": "b", "c": "d e"], nil),
      ("a={{ x | default('y z') }} b=1", ["a": "{{ x | default('y z') }}", "b": "1"], nil),
      ("a='it''s' b", ["a": "it''s"], "b"), ("a=\\= b\\=c", ["a": "\\="], "b=c"),
      ("a=\"x\\ty\"", ["a": "x\ty"], nil), ("one  two\nthree", [:], "one  two\nthree"),
      ("=x", [:], "=x"), ("a=", ["a": ""], nil), ("", [:], nil),
      ("a={% if x %} y {% endif %} b=2", ["a": "{% if x %}", "b": "2"], "y {% endif %}"),
    ] as [(String, [String: String], String?)])
  func parses(_ text: String, _ pairs: [String: String], _ rest: String?) throws {
    let line = try KeyValues.parse(text, onlyCommandOptions: false)
    #expect(Dictionary(line.pairs.map { ($0.key, $0.value) }) { $1 } == pairs)
    #expect(line.rest == rest)
  }

  @Test func commandsKeepTheirWords() throws {
    let line = try KeyValues.parse(
      "echo a=b  'c  d' \\\n  chdir=/tmp creates=\"/x y\"", onlyCommandOptions: true)
    #expect(line.rest == "echo a=b  'c  d' ")
    #expect(line.pairs.map(\.key) == ["chdir", "creates"])
    #expect(line.pairs.last?.value == "/x y")
  }
}
