import Core

/// The encodings that `output_encoding` of `template` may name, besides UTF-8.
enum OutputEncoding {
  case utf8, ascii, latin1, windows1252

  /// - Parameter name: as Python knows it; empty is UTF-8.
  init?(_ name: String) {
    switch name.lowercased().replacing("_", with: "-") {
    case "", "utf-8", "utf8", "u8": self = .utf8
    case "ascii", "us-ascii", "646": self = .ascii
    case "latin-1", "latin1", "iso-8859-1", "iso8859-1", "8859", "l1": self = .latin1
    case "windows-1252", "cp1252", "1252": self = .windows1252
    default: return nil
    }
  }

  /// - Returns: nil where the encoding lacks a character.
  func bytes(_ text: String) -> [UInt8]? {
    if self == .utf8 { return Array(text.utf8) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      guard let byte = byte(scalar.value) else { return nil }
      bytes.append(byte)
    }
    return bytes
  }

  private func byte(_ code: UInt32) -> UInt8? {
    switch (self, code) {
    case (_, ..<0x80), (.latin1, ..<0x100), (.windows1252, 0xA0..<0x100): UInt8(code)
    case (.windows1252, _): Self.windows.firstIndex(of: code).map { UInt8($0 + 0x80) }
    default: nil
    }
  }

  /// What 0x80 to 0x9F stand for (the Encoding Standard's index of windows-1252); 0 for nothing.
  private static let windows: [UInt32] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC,
    0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
  ]
}
