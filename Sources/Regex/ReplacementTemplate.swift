import Core

/// A replacement text of Python's `re.sub`, taken apart once.
struct ReplacementTemplate {
  private enum Part {
    case text([UInt8])
    case group(Int)
  }

  private var parts: [Part] = []

  /// - Throws: `evaluation` for a group that the pattern does not have, or a wrong escape.
  init(_ replacement: String, for regex: Regex) throws(Diagnostic) {
    var text: [UInt8] = []
    let bytes = Array(replacement.utf8)
    var at = 0
    while at < bytes.count {
      guard bytes[at] == UInt8(ascii: "\\") else {
        text.append(bytes[at])
        at += 1
        continue
      }
      guard at + 1 < bytes.count else {
        throw Diagnostic(.evaluation, "bad escape (end of pattern) at position \(at)")
      }
      let next = bytes[at + 1]
      if let (byte, end) = try Self.octal(bytes, at: at + 1) {
        text += Array(String(Unicode.Scalar(byte)).utf8)
        at = end
        continue
      }
      if let (group, end) = try Self.group(bytes, at: at + 1, regex) {
        guard group <= regex.groupCount else {
          throw Diagnostic(.evaluation, "invalid group reference \(group) at position \(at + 1)")
        }
        if !text.isEmpty { parts.append(.text(text)) }
        text = []
        parts.append(.group(group))
        at = end
        continue
      }
      text += try Self.escape(next, at)
      at += 2
    }
    if !text.isEmpty { parts.append(.text(text)) }
  }

  /// `\0`, `\012` or three octal digits: the character with that number.
  private static func octal(
    _ bytes: [UInt8], at start: Int
  ) throws(Diagnostic) -> (UInt8, Int)? {
    let run = bytes[start...].prefix(3).prefix { (0x30...0x37).contains($0) }
    guard run.first == 0x30 || run.count == 3 else { return nil }
    let number = run.reduce(0) { $0 * 8 + Int($1 - 0x30) }
    guard let byte = UInt8(exactly: number) else {
      throw Diagnostic(
        .evaluation, "octal escape value outside of range 0-0o377 at position \(start - 1)")
    }
    return (byte, start + run.count)
  }

  /// The group that `\1` to `\99` or `\g<name>` means, and where the reference ends.
  private static func group(
    _ bytes: [UInt8], at start: Int, _ regex: Regex
  ) throws(Diagnostic) -> (Int, Int)? {
    let digits: ClosedRange<UInt8> = UInt8(ascii: "0")...UInt8(ascii: "9")
    if bytes[start] != UInt8(ascii: "0"), digits.contains(bytes[start]) {
      var end = start + 1
      if end < bytes.count, digits.contains(bytes[end]) { end += 1 }
      return (Int(String(decoding: bytes[start..<end], as: UTF8.self)) ?? 0, end)
    }
    guard bytes[start] == UInt8(ascii: "g") else { return nil }
    guard start + 1 < bytes.count, bytes[start + 1] == UInt8(ascii: "<"),
      let close = bytes[start...].firstIndex(of: UInt8(ascii: ">"))
    else { throw Diagnostic(.evaluation, "missing group name at position \(start + 1)") }
    let name = String(decoding: bytes[(start + 2)..<close], as: UTF8.self)
    guard name.isPythonIdentifier else {
      guard let number = PythonDigits.int(name), number >= 0 else {
        throw Diagnostic(
          .evaluation, "bad character in group name '\(name)' at position \(start + 2)")
      }
      return (number, close + 1)
    }
    guard let number = regex.groupNames[name] else {
      throw Diagnostic(
        .evaluation, "unknown group name '\(name)'",
        hint: Suggestion.hint(for: name, among: regex.groupNames.keys.sorted()))
    }
    return (number, close + 1)
  }

  /// Python's escapes in replacements; an unknown one with a letter is an error there.
  private static func escape(_ byte: UInt8, _ at: Int) throws(Diagnostic) -> [UInt8] {
    switch byte {
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "v"): return [0x0B]
    case UInt8(ascii: "a"): return [0x07]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "\\"): return [byte]
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
      throw Diagnostic(
        .evaluation, "bad escape \\\(Character(Unicode.Scalar(byte))) at position \(at)")
    default: return [UInt8(ascii: "\\"), byte]
    }
  }

  func expand(_ match: Regex.Match, in subject: [UInt8], to out: inout [UInt8]) {
    for part in parts {
      switch part {
      case .text(let text): out += text
      case .group(let group):
        if let range = match.groups[group] { out += subject[range] }
      }
    }
  }
}
