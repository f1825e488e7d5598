/// RFC 4648 base 64, for `!!binary`, as Python's `binascii` reads it.
enum Base64 {
  /// The bytes. ASCII characters outside the alphabet are skipped, and nothing behind the padding
  /// is read. Nil for other characters and where the padding is missing.
  static func decode(_ text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var place = 0
    var pads = 0
    for byte in text.utf8 {
      if byte >= 0x80 { return nil }
      if byte == UInt8(ascii: "=") {
        if place >= 2 {
          pads += 1
          if place + pads >= 4 { return text.utf8.allSatisfy { $0 < 0x80 } ? bytes : nil }
        }
        continue
      }
      guard let value = value(of: byte) else { continue }
      pads = 0
      bits = bits << 6 | value
      place = (place + 1) % 4
      if place != 1 { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32((4 - place) % 4 * 2))) }
    }
    return place == 0 ? bytes : nil
  }

  private static func value(of byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte) - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte) - 97 + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte) - 48 + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
