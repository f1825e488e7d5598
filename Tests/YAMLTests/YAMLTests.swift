import Core
import Glibc
import Testing

@testable import YAML

/// A text as one document.
func read(_ text: String) throws -> Node? {
  try YAMLReader.read(Array(text.utf8), name: "test.yml")
}

/// The cases of a file in `Cases`, as `record.py` recorded them.
func cases(_ name: String) throws -> [[Value]] {
  let path = Path.join(Path.folder(#filePath), "Cases/\(name)")
  return try #require(JSONReader.read(try Files.read(path)).list).map { $0.list ?? [] }
}

/// A value in the form of `record.py`: maps as lists of pairs, in order and with any keys.
func recorded(_ value: Value) -> Value {
  switch value {
  case .list(let elements): return .list(elements.map(recorded))
  case .map(let map):
    let pairs = map.map { Value.list([recorded($0.key), recorded($0.value)]) }
    return ["map": .list(pairs)]
  default: return value
  }
}

@Suite("Reader") struct ReaderTests {
  @Test func readsScalarsAsAnsible() throws {
    for entry in try cases("scalars.json") {
      let value = try #require(try read("k: " + entry[0].text)?["k"]?.plainValue)
      #expect(recorded(value).repr == entry[1].repr, "\(entry[0].text)")
    }
  }

  @Test func readsDocumentsAsAnsible() throws {
    for entry in try cases("documents.json") {
      let value = try read(entry[0].text)?.plainValue ?? .null
      #expect(recorded(value).repr == entry[1].repr, "\(entry[0].text)")
    }
  }

  @Test func keepsPlaces() throws {
    let node = try #require(try read("ä: 1\nb:\n  - x\n  - 'y'\nc: |\n\n  text {{ z }}\n"))
    #expect(node["ä"]?.location.description == "test.yml:1:4")
    #expect(node["b"]?.list?[1].location.description == "test.yml:4:5")
    #expect(node["b"]?.list?[1].textLocation.description == "test.yml:4:6")
    #expect(node["c"]?.location.description == "test.yml:6:3")
    #expect(node.entries?[1].key.location.description == "test.yml:2:1")
  }

  @Test func aliasesKeepThePlaceOfTheirAnchor() throws {
    let node = try #require(try read("a: &x {p: '{{ q }}'}\nb:\n  <<: *x\n"))
    #expect(node["b"]?["p"]?.location.description == "test.yml:1:11")
  }

  @Test func marksTemplatesUnsafeAndEncryptedTexts() throws {
    let text =
      "a: '{{ x }}'\nb: !unsafe '{{ x }}'\nc: !unsafe ['{{ x }}']\nd: !vault |\n  $ANSIBLE\n"
    let node = try #require(try read(text))
    let value = node.value
    guard case .template(let template)? = value["a"] else {
      Issue.record("no template")
      return
    }
    #expect(template.location?.description == "test.yml:1:5")
    #expect(value["b"] == "{{ x }}" && value["c"] == ["{{ x }}"])
    #expect(value["d"]?.string == nil, "an encrypted value must not pass as text")
    #expect(value["d"]?.encrypted?.envelope == "$ANSIBLE\n")
    #expect(value["d"]?.encrypted?.location?.line == 5)
    let json = try read(#"{"a": {"__ansible_vault": "$ANSIBLE_VAULT;1.1;AES256\n61"}}"#)
    #expect(json?.value["a"]?.encrypted?.envelope == "$ANSIBLE_VAULT;1.1;AES256\n61")
    #expect(JSONWriter().write(value["d"] ?? .null) == #"{"__ansible_vault": "$ANSIBLE\n"}"#)
  }

  @Test func emptyTextHasNoNode() throws {
    #expect(try read("# nothing\n") == nil)
    #expect(try read("---\n")?.isNull == true)
  }

  @Test func readsJSONFilesThatAreNoYAML() throws {
    let path = "/tmp/bosun-yaml-\(UInt32.random(in: 0 ... .max)).json"
    try Files.write(Array(#"{"a": "\ud83d\ude00", "b": [1, "{{ x }}"], "c": 1e3}"#.utf8), to: path)
    defer { unlink(path) }
    let node = try #require(try YAMLFile.read(path))
    #expect(node.plainValue == ["a": "😀", "b": [1, "{{ x }}"], "c": 1000.0])
    #expect(node["b"]?.list?[0].location.line == 1)
    guard case .template? = node["b"]?.list?[1].value else {
      Issue.record("texts of JSON files are trusted as those of YAML files")
      return
    }
  }

  @Test func readsSeveralDocuments() throws {
    let text = "a\n---\nb\n--- c\n...\n"
    let nodes = try YAMLReader.documents(Array(text.utf8), name: "test.yml")
    #expect(nodes.map(\.plainValue) == ["a", "b", "c"])
  }

  @Test func warnsOfDuplicateKeysOnce() throws {
    var warnings: [Diagnostic] = []
    _ = try YAMLReader.read(
      Array("a: 1\nb: &x {c: 1}\na: 2\nd:\n  <<: *x\n  c: 2\n".utf8), name: "test.yml",
      warn: { warnings.append($0) })
    let message = "found a duplicate dict key (a). Using last defined value only."
    #expect(warnings.map(\.message) == [message])
    #expect(warnings.first?.location?.line == 3)
    #expect(warnings.first?.notes.first?.location?.line == 1)
  }

  @Test func refusesWhatGrowsWithoutEnd() throws {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      let aliases = repeatElement("*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(aliases)]\n"
    }
    #expect(throws: Diagnostic.self) { try read(text) }
    #expect(throws: Diagnostic.self) { try read(String(repeating: "[", count: 100_000)) }
    #expect(throws: Diagnostic.self) { try read("a: &x [*x]\n") }
  }
}

@Suite("Writer") struct WriterTests {
  @Test func writesAsAnsible() throws {
    for entry in try cases("writer.json") {
      let value = try read(entry[0].text)?.plainValue ?? .null
      let written = try yamlWriter(entry[1]).write(value)
      #expect(written == entry[2].text, "\(entry[0].text) with \(entry[1].repr)")
    }
  }

  @Test func undefinedValuesAreErrors() {
    let value: Value = ["a": [.undefined(Undefined(name: "b"))]]
    #expect(throws: Diagnostic.self) { try YAMLWriter().write(value) }
  }
}
