/// Reads Python's string literals.
struct PythonStrings {
  private let bytes: [UInt8]
  private(set) var position: Int

  init(_ bytes: [UInt8], _ position: Int) {
    self.bytes = bytes
    self.position = position
  }

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// One string, or several beside each other as one; nil when there is none or one is broken.
  mutating func read() -> String? {
    var text: [UInt8] = []
    var count = 0
    while true {
      let start = position
      let prefix = prefix()
      guard let quote = next, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
        position = start
        break
      }
      guard let part = string(quote, isRaw: prefix.contains(UInt8(ascii: "r"))) else { return nil }
      text += part
      count += 1
      while next == 0x20 || next == 0x09 { position += 1 }
    }
    return count > 0 ? String(decoding: text, as: UTF8.self) : nil
  }

  /// `r`, `b`, `u`, `br`, in any case; formatted strings are no literals.
  private mutating func prefix() -> [UInt8] {
    var prefix: [UInt8] = []
    while prefix.count < 2, let byte = next, "rbu".utf8.contains(byte | 0x20) {
      prefix.append(byte | 0x20)
      position += 1
    }
    return prefix
  }

  private mutating func string(_ quote: UInt8, isRaw: Bool) -> [UInt8]? {
    let isTriple = bytes[position...].starts(with: [quote, quote, quote])
    let end = isTriple ? [quote, quote, quote] : [quote]
    position += end.count
    var text: [UInt8] = []
    while let byte = next {
      if byte == quote, bytes[position...].starts(with: end) {
        position += end.count
        return text
      }
      position += 1
      if byte != UInt8(ascii: "\\") {
        text.append(byte)
      } else if isRaw {
        guard let escaped = next else { return nil }
        position += 1
        text += [byte, escaped]
      } else {
        guard let character = escape() else { return nil }
        text += character
      }
    }
    return nil
  }

  /// What stands behind a backslash. An escape that Python does not know stays as it is.
  private mutating func escape() -> [UInt8]? {
    guard let byte = next else { return nil }
    position += 1
    switch byte {
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "a"): return [0x07]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "v"): return [0x0B]
    case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): return [byte]
    case UInt8(ascii: "x"): return scalar(digits: 2)
    case UInt8(ascii: "u"): return scalar(digits: 4)
    case UInt8(ascii: "U"): return scalar(digits: 8)
    // Names of characters would need the Unicode tables.
    case UInt8(ascii: "N"): return nil
    case UInt8(ascii: "0")...UInt8(ascii: "7"): return octal(byte)
    default: return [UInt8(ascii: "\\"), byte]
    }
  }

  private mutating func scalar(digits: Int) -> [UInt8]? {
    guard position + digits <= bytes.count,
      let code = UInt32(
        String(decoding: bytes[position..<(position + digits)], as: UTF8.self), radix: 16),
      let scalar = Unicode.Scalar(code)
    else { return nil }
    position += digits
    return Array(String(scalar).utf8)
  }

  /// Up to three octal digits.
  private mutating func octal(_ first: UInt8) -> [UInt8] {
    var code = UInt32(first - 0x30)
    var count = 1
    while count < 3, let byte = next, (0x30...0x37).contains(byte) {
      code = code * 8 + UInt32(byte - 0x30)
      position += 1
      count += 1
    }
    return Unicode.Scalar(code).map { Array(String($0).utf8) } ?? []
  }
}
