import Core
import Glibc
import Testing

@testable import Regex

/// Random patterns with what Python's `re` found by them (`Cases/generate.py` tells the format). `BOSUN_REGEXES` names
/// a file of more.
@Test func findsWhatPythonFinds() throws {
  let path =
    getenv("BOSUN_REGEXES").map { String(cString: $0) }
    ?? Path.folder(#filePath) + "/Cases/generated.jsonl"
  var (count, wrong) = (0, 0)
  for line in try Files.text(path).split(separator: "\n") {
    let fields = try JSONReader.read(Array(line.utf8)).list ?? []
    guard fields.count == 6 else { continue }
    count += 1
    let (found, replaced) = answers(fields)
    if found == fields[4], replaced == fields[5] { continue }
    wrong += 1
    if wrong <= 30 { Issue.record("\(line)\ngives \(found.repr), \(replaced.repr)") }
  }
  #expect(count >= 1500)
  #expect(wrong == 0)
}

/// The matches' groups and the replaced text; null for an error.
private func answers(_ fields: [Value]) -> (Value, Value) {
  let letters: [Character: Regex.Flags] = [
    "i": .ignoreCase, "m": .multiLine, "s": .dotAll, "x": .verbose, "a": .ascii,
  ]
  let flags = fields[1].text.reduce(into: Regex.Flags()) { $0.formUnion(letters[$1] ?? []) }
  let text = fields[2].text
  let bytes = Array(text.utf8)
  guard let regex = try? Regex(fields[0].text, flags) else { return (.null, .null) }
  let matches = try? regex.matches(in: bytes)
  let found = matches.map { matches in
    Value.list(
      matches.map { match in
        .list(
          match.groups.map { group in
            group.map { .string(String(decoding: bytes[$0], as: UTF8.self)) } ?? .null
          })
      })
  }
  let replaced = try? regex.replacing(in: text, with: fields[3].text).text
  return (found ?? .null, replaced.map(Value.string) ?? .null)
}
