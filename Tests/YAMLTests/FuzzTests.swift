import Core
import Glibc
import Testing

@testable import YAML

/// Random damage to texts: whatever comes, the readers end with a value or an error, and what they
/// read is written and read back as the same. `BOSUN_FUZZ` in the environment gives the number of
/// texts, `BOSUN_SEED` another sequence.
@Suite("Fuzzing") struct FuzzTests {
  @Test func damagedTextsAreReadOrRefused() throws {
    let count = ProcessEnvironment["BOSUN_FUZZ"].flatMap { Int($0) } ?? 3000
    var random = Random(state: ProcessEnvironment["BOSUN_SEED"].flatMap { UInt64($0) } ?? 1)
    let texts = try Self.corpus()
    #expect(texts.count > 500)
    var values = 0
    for _ in 0..<count {
      let text = random.damage(texts)
      if let found = try? YAMLReader.documents(text, name: "fuzz.yml") {
        values += 1
        for value in found.map(\.plainValue) { Self.checkRoundTrip(value, &random) }
      }
      if let value = try? JSONReader.read(text, strict: true) {
        #expect(try JSONReader.read(Array(JSONWriter().write(value).utf8)).repr == value.repr)
      }
    }
    #expect(values > count / 10)
  }

  /// The inputs of the recorded cases.
  private static func corpus() throws -> [[UInt8]] {
    let path = Path.join(Path.folder(#filePath), "Cases/generated.jsonl")
    return try Files.read(path).split(separator: UInt8(ascii: "\n")).compactMap { line in
      let entry = try JSONReader.read(Array(line)).list
      let text = entry?[0] == "dump" ? entry?[3].string : entry?[1].string
      return text.map { Array($0.utf8) }
    }
  }

  private static func checkRoundTrip(_ value: Value, _ random: inout Random) {
    var writer = YAMLWriter()
    writer.indent = random.below(10)
    writer.width = random.below(100)
    writer.sortKeys = false
    writer.allowUnicode = random.below(2) == 0
    writer.defaultFlowStyle = random.below(2) == 0
    do {
      let text = try writer.write(value)
      let again = try YAMLReader.read(Array(text.utf8), name: "again.yml")?.plainValue ?? .null
      #expect(again.repr == value.repr, "\(text)")
    } catch {
      Issue.record("\(value.repr): \(error)")
    }
  }

  /// Texts that grow without end, each within a second or two and without much memory.
  @Test(arguments: [
    ("", "[", ""), ("", "{", ""), ("", "- ", ""), ("", "? ", ""), ("", "[{a: ", ""),
    ("", "a: {", ""),
    ("", "- - ? ", ""), ("", "&a ", ""), ("", "!a ", ""), ("", "*a ", ""), ("", "\"", ""),
    ("", "'", "a"),
    ("", "|\n", ""), ("", "\t", ""), ("", "{a: 1, <<: ", ""), ("\"", "\\", ""),
    ("", ": ", ""), ("", ",", ""), ("", "[]", ""),
    ("", "%", ""),
  ])
  func nothingGrowsWithoutEnd(_ head: String, _ part: String, _ tail: String) {
    let text = head + String(repeating: part, count: 100_000) + tail
    let start = Self.seconds()
    #expect(throws: Diagnostic.self) { try YAMLReader.read(Array(text.utf8), name: "big.yml") }
    #expect(Self.seconds() - start < 20)
  }

  @Test func largeTextsAreRead() throws {
    let flow = "[" + String(repeating: "a, ", count: 100_000) + "]"
    #expect(try read(flow)?.list?.count == 100_000)
    let empty = "[" + String(repeating: "[], {}, ", count: 20_000) + "]"
    #expect(try read(empty)?.list?.count == 40_000)
    let block = String(repeating: "- {a: 1}\n", count: 20_000)
    #expect(try read(block)?.list?.count == 20_000)
    let long = "a: " + String(repeating: "word ", count: 100_000)
    #expect(try read(long)?["a"]?.string?.utf8.count == 499_999)
  }

  @Test func bombsOfAliasesAreRefused() {
    var merged = "a0: &a0 {k: 1}\n"
    var nested = "a0: &a0 {k: 1}\n"
    for level in 1...30 {
      merged += "a\(level): &a\(level) {<<: [*a\(level - 1), *a\(level - 1)], k\(level): 1}\n"
      nested += "a\(level): &a\(level) {x: *a\(level - 1), y: *a\(level - 1)}\n"
    }
    #expect(throws: Diagnostic.self) { try read(merged) }
    #expect(throws: Diagnostic.self) { try read(nested) }
  }

  /// Processor time, so that a busy machine does no harm.
  private static func seconds() -> Double { Double(clock()) / 1e6 }
}

/// SplitMix64: the same sequence everywhere.
private struct Random {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(max(1, limit))) }

  /// One of the texts with some bytes inserted, removed, moved, or taken from another text.
  mutating func damage(_ texts: [[UInt8]]) -> [UInt8] {
    let marks =
      Array("\n\n  :-?[]{},#&*!|>'\"%@`\\\t\r=<~019ab\u{85}\u{2028}\u{FEFF}\u{0}".utf8) + [
        0xFF, 0xC0,
      ]
    var text = texts[below(texts.count)]
    for _ in 0...below(6) {
      let place = below(text.count + 1)
      switch below(5) {
      case 0: text.insert(marks[below(marks.count)], at: place)
      case 1: text.removeSubrange(place..<min(text.count, place + 1 + below(4)))
      case 2 where place < text.count: text[place] = marks[below(marks.count)]
      case 3:
        let piece = Array(text[place..<min(text.count, place + below(20))])
        text.insert(contentsOf: piece, at: below(text.count + 1))
      default:
        let other = texts[below(texts.count)]
        let start = below(other.count)
        text.insert(contentsOf: other[start..<min(other.count, start + below(30))], at: place)
      }
    }
    return text
  }
}
