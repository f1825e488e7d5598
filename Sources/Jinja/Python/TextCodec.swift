import Core
import Glibc

/// Python's text encodings by name, through iconv.
struct TextCodec {
  private let name: String

  /// - Throws: a name that neither Python nor the system has.
  init(_ name: String) throws(Diagnostic) {
    var plain = name.lowercased().replacingAll("_", with: "-").replacingAll(" ", with: "-")
    // `latin-1` and `latin1` are the same.
    if plain.hasPrefix("latin-") { plain = "latin" + plain.dropFirst(6) }
    for width in ["utf-16-", "utf-32-"] where plain.hasPrefix(width) {
      plain = "\(width.dropLast())\(plain.dropFirst(width.utf8.count))"
    }
    if plain == "utf" || plain == "u8" { plain = "utf-8" }
    self.name = plain
    let isWord = plain.utf8.allSatisfy { Lexer.isDigit($0) || Lexer.isNamePart($0) || $0 == 0x2D }
    guard !plain.isEmpty, isWord, let converter = Converter(from: plain, to: "UTF-8") else {
      throw Diagnostic(.evaluation, "unknown encoding: \(name)")
    }
    _ = converter
  }

  /// nil when the text has a character that the encoding lacks.
  func encode(_ text: String) -> [UInt8]? {
    if isUTF8 { return Array(text.utf8) }
    // A mark of the order of bytes comes first, also where nothing follows.
    if text.isEmpty, name == "utf-16" { return [0xFF, 0xFE] }
    if text.isEmpty, name == "utf-32" { return [0xFF, 0xFE, 0, 0] }
    return Converter(from: "UTF-8", to: name)?.convert(Array(text.utf8))
  }

  /// Bytes that are no text of the encoding become U+FFFD.
  func decode(_ bytes: [UInt8]) -> String {
    if isUTF8 { return String(bytes: bytes) }
    return decodeStrictly(bytes) ?? String(bytes: bytes)
  }

  /// nil for bytes that are no text of the encoding.
  func decodeStrictly(_ bytes: [UInt8]) -> String? {
    if isUTF8 { return String(validating: bytes, as: UTF8.self) }
    return Converter(from: name, to: "UTF-8")?.convert(bytes).map { String(bytes: $0) }
  }

  var isUTF8: Bool { name == "utf-8" || name == "utf8" }
}

/// An open conversion of iconv. Not to be shared.
private final class Converter {
  private let handle: iconv_t

  init?(from: String, to: String) {
    handle = iconv_open(to, from)
    if handle == iconv_t(bitPattern: -1) { return nil }
  }

  deinit { iconv_close(handle) }

  /// nil for what cannot be converted.
  func convert(_ bytes: [UInt8]) -> [UInt8]? {
    var input = bytes.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: bytes.count * 4 + 16)
    let capacity = output.count
    let written: Int? = input.withUnsafeMutableBufferPointer { source in
      output.withUnsafeMutableBufferPointer { target in
        var (from, to) = (source.baseAddress, target.baseAddress)
        var (left, room) = (source.count, capacity)
        if iconv(handle, &from, &left, &to, &room) == ~0 { return nil }
        // Some encodings end with a sequence of their own.
        return iconv(handle, nil, nil, &to, &room) == ~0 ? nil : capacity - room
      }
    }
    return written.map { count in output.prefix(count).map { UInt8(bitPattern: $0) } }
  }
}

extension String {
  func replacingAll(_ old: String, with new: String) -> String {
    String(bytes: Bytes.replace(Array(utf8), Array(old.utf8), Array(new.utf8)))
  }
}
