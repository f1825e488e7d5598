import Core
import Jinja

/// `sequence`: numbers, as `start=1 end=5 stride=2 format=host%02d count=3` or `1-5/2:host%02d`.
struct SequenceLookup: Lookup {
  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    if terms.isEmpty { return try numbers(options) }
    var all: [Value] = []
    for term in terms { all += try numbers(term.map ?? Self.parse(term.text)) }
    return all
  }

  private static func parse(_ text: String) -> Map {
    var map = Map()
    if text.contains("=") {
      for pair in text.split(separator: " ") {
        let halves = pair.split(separator: "=", maxSplits: 1)
        if halves.count == 2 { map[String(halves[0])] = .string(String(halves[1])) }
      }
      return map
    }
    var rest = text[...]
    if let colon = rest.firstIndex(of: ":") {
      map["format"] = .string(String(rest[rest.index(after: colon)...]))
      rest = rest[..<colon]
    }
    if let slash = rest.firstIndex(of: "/") {
      map["stride"] = .string(String(rest[rest.index(after: slash)...]))
      rest = rest[..<slash]
    }
    let ends = rest.split(separator: "-")
    if ends.count == 2 { map["start"] = .string(String(ends[0])) }
    map["end"] = ends.last.map { .string(String($0)) }
    return map
  }

  private func numbers(_ options: Map) throws(Diagnostic) -> [Value] {
    func number(_ name: String) throws(Diagnostic) -> Int? {
      guard let value = options[name] else { return nil }
      let text = value.text
      if let number = text.hasPrefix("0x") ? Int(text.dropFirst(2), radix: 16) : Int(text) {
        return number
      }
      throw Diagnostic(.evaluation, "can't parse \(name)=\(text) as integer")
    }
    let start = try number("start") ?? 1
    let stride = try number("stride") ?? 1
    let end: Int
    if let count = try number("count") {
      if count == 0 { return [] }
      end = start + (count - 1) * stride
    } else if let given = try number("end") {
      end = given
    } else {
      throw Diagnostic(.evaluation, "must specify count or end in with_sequence")
    }
    if stride == 0 { return [] }
    let format = options["format"]?.text ?? "%d"
    guard (end - start) / stride < 1_000_000 else {
      throw Diagnostic(.evaluation, "a sequence of more than a million numbers")
    }
    return Swift.stride(from: start, through: end, by: stride).map {
      .string(Self.format($0, format))
    }
  }

  /// One `%` conversion of C: `d`, `i`, `u`, `x`, `X`, `o`, with zero padding and a width.
  private static func format(_ number: Int, _ format: String) -> String {
    guard let percent = format.firstIndex(of: "%") else { return format }
    let rest = format[format.index(after: percent)...]
    let flags = rest.prefix { $0.isNumber }
    guard let kind = rest.dropFirst(flags.count).first else { return format }
    let radix = kind == "x" || kind == "X" ? 16 : kind == "o" ? 8 : 10
    let digits = String(number, radix: radix, uppercase: kind == "X")
    let width = Int(flags) ?? 0
    let fill = flags.first == "0" ? "0" : " "
    let padding = String(repeating: fill, count: max(0, width - digits.count))
    return format[..<percent] + padding + digits + rest.dropFirst(flags.count + 1)
  }
}
