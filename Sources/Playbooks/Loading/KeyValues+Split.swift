import Core

extension KeyValues {
  /// How deep in quotes and Jinja blocks the splitting stands.
  private struct Depth {
    var quote: UInt8?
    /// Open `{{`, `{%` and `{#`.
    var blocks = [0, 0, 0]

    static let delimiters: [([UInt8], [UInt8])] = [
      (Array("{{".utf8), Array("}}".utf8)), (Array("{%".utf8), Array("%}".utf8)),
      (Array("{#".utf8), Array("#}".utf8)),
    ]

    var isInBlock: Bool { blocks.contains { $0 > 0 } }

    /// Counts the blocks that a token opens and closes.
    mutating func count(_ token: [UInt8]) {
      guard token.contains(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") }) else {
        return
      }
      for (index, (open, close)) in Self.delimiters.enumerated() {
        let change = Self.occurrences(of: open, in: token) - Self.occurrences(of: close, in: token)
        blocks[index] = max(0, blocks[index] + change)
      }
    }

    mutating func quotes(_ token: [UInt8]) {
      var previous: UInt8?
      for byte in token {
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'"), previous != UInt8(ascii: "\\") {
          if quote == byte { quote = nil } else if quote == nil { quote = byte }
        }
        previous = byte
      }
    }

    private static func occurrences(of pattern: [UInt8], in bytes: [UInt8]) -> Int {
      var count = 0
      var index = 0
      while index + 1 < bytes.count {
        if bytes[index] == pattern[0], bytes[index + 1] == pattern[1] {
          count += 1
          index += 1
        }
        index += 1
      }
      return count
    }
  }

  /// The words of a line. Blanks after a word and line ends stay at its end, so that a command can
  /// be put together again as it stood.
  /// - Throws: a `syntax` diagnostic for quotes or Jinja blocks without their ends.
  static func split(_ text: String) throws(Diagnostic) -> [String] {
    guard !text.isEmpty else { return [] }
    var words: [[UInt8]] = []
    var depth = Depth()
    let lines = Array(text.utf8).split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (number, line) in lines.enumerated() {
      let goesOn = split(Array(line), into: &words, &depth)
      if number < lines.count - 1, !goesOn { append([UInt8(ascii: "\n")], to: &words) }
    }
    if depth.isInBlock || depth.quote != nil {
      throw Diagnostic(
        .syntax,
        "failed at splitting arguments, either an unbalanced jinja2 block or quotes: "
          + KeywordType.trimmed(text))
    }
    return words.map { String(decoding: $0, as: UTF8.self) }
  }

  /// Splits one line at blanks. Gives whether it ends with a lone backslash, and so goes on.
  private static func split(
    _ line: [UInt8], into words: inout [[UInt8]], _ depth: inout Depth
  ) -> Bool {
    var goesOn = false
    let tokens = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    for (index, slice) in tokens.enumerated() {
      let token = Array(slice)
      if token.isEmpty, index > 0 {
        append([UInt8(ascii: " ")], to: &words)
        continue
      }
      let wasQuoted = depth.quote != nil
      if token == [UInt8(ascii: "\\")], !wasQuoted {
        goesOn = true
        continue
      }
      let wasInBlock = depth.isInBlock
      depth.quotes(token)
      depth.count(token)
      if wasInBlock || wasQuoted {
        append((index > 0 ? [UInt8(ascii: " ")] : []) + token, to: &words)
      } else if !token.isEmpty || depth.quote != nil {
        words.append(token)
      }
    }
    return goesOn
  }

  private static func append(_ bytes: [UInt8], to words: inout [[UInt8]]) {
    if words.isEmpty { words.append([]) }
    words[words.count - 1] += bytes
  }

  /// Python's escapes: `\n`, `\t`, `\x41`, `\u00e9`, …; anything else stays as it is.
  static func decodingEscapes(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "\\")) else { return text }
    var out = String.UnicodeScalarView()
    let scalars = Array(text.unicodeScalars)
    var index = 0
    while index < scalars.count {
      if scalars[index] == "\\", let (scalar, length) = escape(scalars[(index + 1)...]) {
        out.append(scalar)
        index += 1 + length
      } else {
        out.append(scalars[index])
        index += 1
      }
    }
    return String(out)
  }

  private static func escape(
    _ rest: ArraySlice<Unicode.Scalar>
  ) -> (Unicode.Scalar, length: Int)? {
    guard let letter = rest.first else { return nil }
    switch letter {
    case "\\", "'", "\"": return (letter, 1)
    case "a": return ("\u{7}", 1)
    case "b": return ("\u{8}", 1)
    case "f": return ("\u{C}", 1)
    case "n": return ("\n", 1)
    case "r": return ("\r", 1)
    case "t": return ("\t", 1)
    case "v": return ("\u{B}", 1)
    case "x": return number(rest.dropFirst(), digits: 2)
    case "u": return number(rest.dropFirst(), digits: 4)
    case "U": return number(rest.dropFirst(), digits: 8)
    default: return nil
    }
  }

  private static func number(
    _ rest: ArraySlice<Unicode.Scalar>, digits: Int
  ) -> (Unicode.Scalar, length: Int)? {
    let text = String(String.UnicodeScalarView(rest.prefix(digits)))
    guard text.utf8.count == digits, text.utf8.allSatisfy({ $0 != UInt8(ascii: "+") }),
      let code = UInt32(text, radix: 16), let scalar = Unicode.Scalar(code)
    else { return nil }
    return (scalar, digits + 1)
  }
}
