/// Python's string literals.
enum PythonString {
  /// Reads the escapes of a literal as Python's `unicode-escape`; unknown ones stay as written.
  static func unescape(_ literal: ArraySlice<UInt8>, into out: inout [UInt8]) {
    var index = literal.startIndex
    while index < literal.endIndex {
      let byte = literal[index]
      index += 1
      guard byte == 0x5C, index < literal.endIndex else {
        out.append(byte)
        continue
      }
      let escape = literal[index]
      index += 1
      if let plain = simple(escape) {
        out.append(plain)
      } else if escape == 0x0A {
        continue
      } else if (0x30...0x37).contains(escape) {
        var number = UInt32(escape - 0x30)
        for _ in 0..<2 where index < literal.endIndex && (0x30...0x37).contains(literal[index]) {
          number = number * 8 + UInt32(literal[index] - 0x30)
          index += 1
        }
        append(number, to: &out)
      } else if let width = hexWidth(escape), let number = hex(literal, index, width) {
        append(number, to: &out)
        index += width
      } else {
        out.append(0x5C)
        out.append(escape)
      }
    }
  }

  private static func simple(_ escape: UInt8) -> UInt8? {
    switch escape {
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "t"): 0x09
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "v"): 0x0B
    case UInt8(ascii: "a"): 0x07
    case 0x5C, 0x27, 0x22: escape
    default: nil
    }
  }

  private static func hexWidth(_ escape: UInt8) -> Int? {
    switch escape {
    case UInt8(ascii: "x"): 2
    case UInt8(ascii: "u"): 4
    case UInt8(ascii: "U"): 8
    default: nil
    }
  }

  private static func hex(_ text: ArraySlice<UInt8>, _ start: Int, _ width: Int) -> UInt32? {
    guard start + width <= text.endIndex else { return nil }
    return UInt32(String(decoding: text[start..<start + width], as: UTF8.self), radix: 16)
  }

  private static func append(_ number: UInt32, to out: inout [UInt8]) {
    out.append(contentsOf: String(Unicode.Scalar(number) ?? "\u{FFFD}").utf8)
  }
}
