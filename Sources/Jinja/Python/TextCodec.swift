import Core
import Glibc

/// One of Python's text encodings, by iconv.
package struct TextCodec {
  private let name: String
  private let converter: String

  /// - Throws: `evaluation` for a name that Python lacks, or the system.
  package init(_ name: String) throws(Diagnostic) {
    guard let found = CodecNames.find(name), Converter(from: found.converter, to: "UTF-8") != nil
    else { throw Diagnostic(.evaluation, "unknown encoding: \(name)") }
    (self.name, converter) = found
  }

  /// nil when the text has a character that the encoding lacks.
  func encode(_ text: String) -> [UInt8]? {
    switch name {
    case "utf_8": return Array(text.utf8)
    case "utf_8_sig": return Self.mark + text.utf8
    // What begins with a mark of its order begins with it even where nothing follows.
    case "utf_16" where text.isEmpty: return [0xFF, 0xFE]
    case "utf_32" where text.isEmpty: return [0xFF, 0xFE, 0, 0]
    default: return Converter(from: "UTF-8", to: converter)?.convert(Array(text.utf8))
    }
  }

  /// Bytes that are no text of the encoding become U+FFFD.
  func decode(_ bytes: [UInt8]) -> String { decodeStrictly(bytes) ?? String(bytes: bytes) }

  /// nil for bytes that are no text of the encoding.
  package func decodeStrictly(_ bytes: [UInt8]) -> String? {
    switch name {
    case "utf_8": return String(validating: bytes, as: UTF8.self)
    case "utf_8_sig":
      let text = bytes.starts(with: Self.mark) ? bytes.dropFirst(Self.mark.count) : bytes[...]
      return String(validating: text, as: UTF8.self)
    default:
      return Converter(from: converter, to: "UTF-8")?.convert(bytes).map { String(bytes: $0) }
    }
  }

  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

  var isUTF8: Bool { name == "utf_8" }
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
