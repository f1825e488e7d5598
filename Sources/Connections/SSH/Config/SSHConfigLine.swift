import Core

/// A line of ssh_config(5): a keyword and its arguments.
struct SSHConfigLine: Sendable {
  /// In lower case: keywords are the same in either.
  let keyword: String
  /// The arguments, without their quotes.
  let words: [String]
  /// What follows the keyword as it was written: commands are taken like this.
  let rest: String
  /// `file:line`, or what else it comes from; for messages.
  let place: String

  /// nil for an empty line or a comment.
  ///
  /// - Throws: `unreachable` where a quote has no end or the keyword no argument.
  init?(_ text: some Collection<UInt8>, place: String) throws(Diagnostic) {
    var line = Array(text)[...]
    while let last = line.last, Self.isBlank(last) || last == 0x0C { line.removeLast() }
    line = line.drop(while: Self.isBlank)
    guard let first = line.first, first != UInt8(ascii: "#") else { return nil }
    let name = line.prefix { !Self.isBlank($0) && $0 != UInt8(ascii: "=") }
    line = line[name.endIndex...].drop(while: Self.isBlank)
    if line.first == UInt8(ascii: "=") { line = line.dropFirst().drop(while: Self.isBlank) }
    keyword = String(decoding: name, as: UTF8.self).lowercased()
    rest = String(decoding: line, as: UTF8.self)
    self.place = place
    guard let words = Self.split(line) else {
      throw Diagnostic(.unreachable, "\(place): a quote has no end")
    }
    guard !words.isEmpty else {
      throw Diagnostic(.unreachable, "\(place): \(keyword) needs an argument")
    }
    self.words = words
  }

  /// A setting that does not come from a file.
  init(_ keyword: String, _ words: [String], place: String) {
    self.keyword = keyword
    self.words = words
    rest = words.joined(separator: " ")
    self.place = place
  }

  /// The words of a line: blanks part them, quotes of both kinds hold them together, `\` takes the
  /// meaning from a quote, a backslash or a blank, `#` between words begins a comment.
  private static func split(_ text: ArraySlice<UInt8>) -> [String]? {
    var words: [String] = []
    var rest = text.drop(while: isBlank)
    while let first = rest.first, first != UInt8(ascii: "#") {
      guard let word = word(&rest) else { return nil }
      words.append(word)
      rest = rest.drop(while: isBlank)
    }
    return words
  }

  private static func word(_ rest: inout ArraySlice<UInt8>) -> String? {
    var word: [UInt8] = []
    var quote: UInt8?
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\\"), let next = rest.first, isEscaped(next, quote) {
        word.append(next)
        rest.removeFirst()
      } else if byte == quote {
        quote = nil
      } else if quote == nil, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if quote == nil, isBlank(byte) {
        break
      } else {
        word.append(byte)
      }
    }
    return quote == nil ? String(decoding: word, as: UTF8.self) : nil
  }

  private static func isEscaped(_ byte: UInt8, _ quote: UInt8?) -> Bool {
    switch byte {
    case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'"): true
    case UInt8(ascii: " "): quote == nil
    default: false
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A
  }
}
