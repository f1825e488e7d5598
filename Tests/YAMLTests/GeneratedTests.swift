import Core
import Testing

@testable import YAML

/// Random values and texts with what the reference gives for them; `generate.py` makes them. With
/// `BOSUN_CASES` in the environment the cases of that file are run, too.
@Suite("Generated") struct GeneratedTests {
  @Test func givesWhatTheReferenceGives() throws {
    var paths = [Path.join(Path.folder(#filePath), "Cases/generated.jsonl")]
    if let more = ProcessEnvironment["BOSUN_CASES"] { paths.append(more) }
    for path in paths {
      let lines = try Files.read(path).split(separator: UInt8(ascii: "\n"))
      #expect(lines.count > 1000)
      var failures = 0
      for line in lines where failures < 40 {
        guard let entry = try JSONReader.read(Array(line)).list else { continue }
        let found = Self.run(entry[0].text, entry[1], entry[2])
        if found.repr == entry[3].repr { continue }
        failures += 1
        Issue.record("\(String(decoding: line, as: UTF8.self))\nfound \(found.repr)")
      }
    }
  }

  /// What we give for a case, null for an error.
  private static func run(_ kind: String, _ input: Value, _ options: Value) -> Value {
    let bytes = Array(input.text.utf8)
    do throws(Diagnostic) {
      switch kind {
      case "dump": return .string(try yamlWriter(options).write(decoded(input)))
      case "dumps": return .string(try json(decoded(input), options))
      case "loads":
        let strict = options["strict"]?.bool ?? true
        return .list([recorded(try JSONReader.read(bytes, strict: strict))])
      default:
        let nodes = try YAMLReader.documents(bytes, name: "test.yml", ownTags: kind == "load")
        return .list(nodes.map { recorded($0.plainValue) })
      }
    } catch {
      return .null
    }
  }

  private static func json(_ value: Value, _ options: Value) throws(Diagnostic) -> String {
    var writer = JSONWriter(
      indent: nil, sortKeys: options["sort_keys"]?.bool ?? false,
      escapesNonASCII: options["ensure_ascii"]?.bool ?? true)
    switch options["indent"] {
    case .int(let count)?: writer.indentation = String(repeating: " ", count: max(0, count))
    case .string(let text)?: writer.indentation = text
    default: break
    }
    if writer.indentation != nil { writer.separators.item = "," }
    if let pair = options["separators"]?.list { writer.separators = (pair[0].text, pair[1].text) }
    writer.skipsKeys = options["skipkeys"]?.bool ?? false
    writer.allowsNaN = options["allow_nan"]?.bool ?? true
    try writer.check(value)
    return writer.write(value)
  }

  /// The value whose `recorded` form this is.
  private static func decoded(_ value: Value) -> Value {
    switch value {
    case .list(let elements): return .list(elements.map(decoded))
    case .map(let map):
      var result = Map()
      for pair in map[.string("map")]?.list ?? [] {
        result[decoded(pair.list?[0] ?? .null)] = decoded(pair.list?[1] ?? .null)
      }
      return .map(result)
    default: return value
    }
  }
}

/// A writer with options by PyYAML's names.
func yamlWriter(_ options: Value) -> YAMLWriter {
  var writer = YAMLWriter()
  writer.indent = options["indent"]?.int
  writer.width = options["width"]?.int
  writer.sortKeys = options["sort_keys"]?.bool ?? true
  writer.allowUnicode = options["allow_unicode"]?.bool ?? true
  writer.defaultFlowStyle = options["default_flow_style"]?.bool
  writer.defaultStyle = options["default_style"]?.string ?? ""
  writer.explicitStart = options["explicit_start"]?.bool ?? false
  writer.explicitEnd = options["explicit_end"]?.bool ?? false
  writer.canonical = options["canonical"]?.bool ?? false
  writer.lineBreak = options["line_break"]?.string ?? "\n"
  writer.version = options["version"]?.list.map { ($0[0].int ?? 1, $0[1].int ?? 1) }
  return writer
}
