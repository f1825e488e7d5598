/// What Python writes differently from PCRE2.
enum PythonPattern {
  /// `\Z` is the very end in Python, where PCRE2 spells it `\z`; `\uXXXX` is `\x{XXXX}`.
  static func translated(_ pattern: String) -> String {
    guard pattern.utf8.contains(UInt8(ascii: "\\")) else { return pattern }
    let bytes = Array(pattern.utf8)
    var out: [UInt8] = []
    var at = 0
    while at < bytes.count {
      guard bytes[at] == UInt8(ascii: "\\"), at + 1 < bytes.count else {
        out.append(bytes[at])
        at += 1
        continue
      }
      let next = bytes[at + 1]
      switch next {
      case UInt8(ascii: "Z"): out += Array("\\z".utf8)
      case UInt8(ascii: "u"), UInt8(ascii: "U"):
        let width = next == UInt8(ascii: "u") ? 4 : 8
        guard at + 2 + width <= bytes.count else { fallthrough }
        out += Array("\\x{".utf8) + bytes[(at + 2)..<(at + 2 + width)] + Array("}".utf8)
        at += width
      default: out += [bytes[at], next]
      }
      at += 2
    }
    return String(decoding: out, as: UTF8.self)
  }
}
