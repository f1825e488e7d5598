import Core
import Glibc

// Python counts Unicode scalars. Texts are mostly ASCII, where scalars are bytes.
extension String {
  var isASCII: Bool { utf8.allSatisfy { $0 < 0x80 } }

  /// `len(text)`
  var scalarCount: Int {
    var count = 0
    for byte in utf8 where byte & 0xC0 != 0x80 { count += 1 }
    return count
  }

  /// A text repeated. More than 100 MB are an error, so that no template can exhaust the memory.
  func repeated(_ count: Int) throws(Diagnostic) -> String {
    if isEmpty { return self }
    let (size, overflow) = utf8.count.multipliedReportingOverflow(by: max(0, count))
    if overflow || size > 100_000_000 {
      throw Diagnostic(.evaluation, "a text of \(count) repetitions is too long")
    }
    return String(repeating: self, count: max(0, count))
  }

  /// Python's `ascii()` of a `repr`.
  var escapedToASCII: String {
    var out = ""
    for scalar in unicodeScalars {
      switch scalar.value {
      case ..<0x80: out.unicodeScalars.append(scalar)
      case ..<0x100: out += "\\x" + PythonText.hex(scalar.value, width: 2)
      case ..<0x10000: out += "\\u" + PythonText.hex(scalar.value, width: 4)
      default: out += "\\U" + PythonText.hex(scalar.value, width: 8)
      }
    }
    return out
  }

  init(bytes: some Collection<UInt8>) { self.init(decoding: bytes, as: UTF8.self) }

  /// The scalars with positions in a range, which must lie inside the text.
  func scalars(_ range: Range<Int>) -> String {
    if isASCII {
      let view = utf8
      let start = view.index(view.startIndex, offsetBy: range.lowerBound)
      let end = view.index(start, offsetBy: range.count)
      return String(self[start..<end])
    }
    let view = unicodeScalars
    let start = view.index(view.startIndex, offsetBy: range.lowerBound)
    let end = view.index(start, offsetBy: range.count)
    return String(view[start..<end])
  }
}

/// Searches in bytes.
enum Bytes {
  /// The text cut where one kind of bytes ends and another begins.
  static func runs(of bytes: [UInt8], by isKind: (UInt8) -> Bool) -> [ArraySlice<UInt8>] {
    var runs: [ArraySlice<UInt8>] = []
    var start = 0
    for index in bytes.indices.dropFirst() where isKind(bytes[index]) != isKind(bytes[index - 1]) {
      runs.append(bytes[start..<index])
      start = index
    }
    return start < bytes.count ? runs + [bytes[start...]] : runs
  }

  /// The first place of `needle` at or after `start`.
  static func find(_ needle: [UInt8], in text: [UInt8], from start: Int = 0) -> Int? {
    if start > text.count { return nil }
    if needle.isEmpty { return start }
    return text.withUnsafeBytes { text in
      needle.withUnsafeBytes { needle in find(needle, in: text, from: start) }
    }
  }

  /// `memchr` for the first byte, then a comparison.
  static func find(
    _ needle: UnsafeRawBufferPointer, in text: UnsafeRawBufferPointer, from start: Int
  ) -> Int? {
    guard let base = text.baseAddress, let word = needle.baseAddress else { return nil }
    var position = start
    while position + needle.count <= text.count {
      let room = text.count - needle.count - position + 1
      guard let found = memchr(base + position, Int32(needle[0]), room) else { return nil }
      position = UnsafeRawPointer(found) - base
      if memcmp(base + position, word, needle.count) == 0 { return position }
      position += 1
    }
    return nil
  }

  /// The last place of `needle` that ends at or before `end`.
  static func findLast(_ needle: [UInt8], in text: [UInt8], before end: Int? = nil) -> Int? {
    var start = (end ?? text.count) - needle.count
    while start >= 0 {
      if text[start..<start + needle.count].elementsEqual(needle) { return start }
      start -= 1
    }
    return nil
  }

  /// With `\n` for `\r\n` and `\r`, as Jinja2 reads templates.
  static func withNewlines<Text: Collection<UInt8>>(_ text: Text) -> [UInt8] {
    let bytes = Array(text)
    guard bytes.contains(0x0D) else { return bytes }
    return replace(replace(bytes, [0x0D, 0x0A], [0x0A]), [0x0D], [0x0A])
  }

  /// Whether `text` holds `needle`.
  static func contains(_ text: String, _ needle: String) -> Bool {
    if needle.isEmpty { return true }
    var (text, needle) = (text, needle)
    return text.withUTF8 { text in
      needle.withUTF8 { needle in
        find(UnsafeRawBufferPointer(needle), in: UnsafeRawBufferPointer(text), from: 0) != nil
      }
    }
  }

  /// All occurrences replaced, as `TextBuffer` does.
  static func replace(
    _ text: [UInt8], _ old: [UInt8], _ new: [UInt8], limit: Int = -1
  ) -> [UInt8] {
    var out = TextBuffer(capacity: text.count)
    text.withUnsafeBufferPointer { text in
      old.withUnsafeBufferPointer { old in
        new.withUnsafeBufferPointer { new in
          out.append(text, replacing: old, with: new, limit: limit)
        }
      }
    }
    return out.bytes
  }
}
