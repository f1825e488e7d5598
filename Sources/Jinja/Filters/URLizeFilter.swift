import Core
import Regex

extension Filters {
  /// `text | urlize(trim_url_limit, nofollow, target, rel, extra_schemes)`: addresses become links.
  static func urlize(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let hasRelations = try arguments.bool(3)
    var relations = Set(hasRelations ? StringMethods.split(try arguments.exactString(3), nil) : [])
    if try arguments.bool(1) { relations.insert("nofollow") }
    relations.insert("noopener")
    let target = arguments[2].flatMap { $0.isTrue ? $0.text : nil }
    let opened = target.map { #" target="\#(escapeHTML($0))""# } ?? ""
    var schemes: [String] = []
    for scheme in arguments[4]?.isNull == false ? try arguments.elements(4) : [] {
      guard try Regex.compiled(#"^([\w.+-]{2,}:(/){0,2})$"#).search(scheme.text) != nil else {
        throw arguments.error("\(scheme.repr) is not a valid URI scheme prefix.")
      }
      schemes.append(scheme.text)
    }
    let linker = try URLLinker(
      limit: try arguments.optionalInt(0), schemes: schemes,
      attributes: #" rel="\#(escapeHTML(relations.sorted().joined(separator: " ")))"\#(opened)"#)
    let words = escapeHTML(input.text)
    return .string(try words.parts(of: try Regex.compiled(#"(\s+)"#), linker.linked))
  }
}

/// Finds addresses in words of escaped text, by Jinja2's rules.
private struct URLLinker {
  let limit: Int?
  let schemes: [String]
  let attributes: String
  private let web: Regex
  private let mail: Regex

  init(
    limit: Int?, schemes: [String], attributes: String
  ) throws(Diagnostic) {
    self.limit = limit
    self.schemes = schemes
    self.attributes = attributes
    web = try Regex(
      #"""
      ^(
        (https?://|www\.)(([\w%-]+\.)+)?([a-z]{2,63}|xn--[\w%]{2,59})
        |([\w%-]{2,63}\.)+(com|net|int|edu|gov|org|info|mil)
        |(https?://)((([\d]{1,3})(\.[\d]{1,3}){3})|(\[([\da-f]{0,4}:){2}([\da-f]{0,4}:?){1,6}\]))
      )
      (?::[\d]{1,5})?
      (?:[/?#]\S*)?$
      """#, [.ignoreCase, .verbose])
    mail = try Regex(#"^\S+@\w[\w.-]*\.\w+$"#)
  }

  /// A word with its address, if it has one, as a link; what stands around it stays.
  func linked(_ word: String) throws(Diagnostic) -> String {
    var (head, middle, tail) = ("", word, "")
    if let opening = try Regex.compiled(#"^([(<]|&lt;)+"#).search(middle) {
      head = opening
      middle = String(middle.dropFirst(opening.count))
    }
    if let last = middle.last, ")>.,\n".contains(last) || middle.hasSuffix("&gt;"),
      let closing = try Regex.compiled(#"([)>.,\n]|&gt;)+$"#).search(middle)
    {
      tail = closing
      middle = String(middle.dropLast(closing.count))
    }
    // What was opened inside the address is closed inside it.
    for (open, close) in [("(", ")"), ("<", ">"), ("&lt;", "&gt;")] {
      let opened = occurrences(of: open, in: middle)
      if opened <= occurrences(of: close, in: middle) { continue }
      for _ in 0..<min(opened, occurrences(of: close, in: tail)) {
        guard let range = range(of: close, in: tail) else { break }
        middle += tail[..<range.upperBound]
        tail = String(tail[range.upperBound...])
      }
    }
    return head + (try link(middle) ?? middle) + tail
  }

  private func link(_ word: String) throws(Diagnostic) -> String? {
    if try web.search(word) != nil {
      let hasScheme = word.hasPrefix("https://") || word.hasPrefix("http://")
      return anchor(hasScheme ? word : "https://" + word, attributes, trimmed(word))
    }
    if word.hasPrefix("mailto:"), try mail.search(String(word.dropFirst(7))) != nil {
      return anchor(word, "", String(word.dropFirst(7)))
    }
    if word.contains("@"), !word.hasPrefix("www."), !word.hasPrefix("@"), !word.contains(":"),
      try mail.search(word) != nil
    {
      return anchor("mailto:" + word, "", word)
    }
    let scheme = schemes.first { word != $0 && word.hasPrefix($0) }
    return scheme == nil ? nil : anchor(word, attributes, word)
  }

  private func anchor(_ target: String, _ attributes: String, _ text: String) -> String {
    #"<a href="\#(target)"\#(attributes)>\#(text)</a>"#
  }

  private func trimmed(_ text: String) -> String {
    guard let limit, text.scalarCount > limit else { return text }
    let end = limit < 0 ? max(0, text.scalarCount + limit) : limit
    return text.scalars(0..<end) + "..."
  }

  private func range(of part: String, in text: String) -> Range<String.Index>? {
    guard let at = Bytes.find(Array(part.utf8), in: Array(text.utf8)) else { return nil }
    let start = text.utf8.index(text.startIndex, offsetBy: at)
    return start..<text.utf8.index(start, offsetBy: part.utf8.count)
  }

  private func occurrences(of part: String, in text: String) -> Int {
    let bytes = Array(text.utf8)
    let needle = Array(part.utf8)
    var (count, start) = (0, 0)
    while let found = Bytes.find(needle, in: bytes, from: start) {
      count += 1
      start = found + needle.count
    }
    return count
  }
}

extension String {
  /// The text with each part between two matches of `separator` replaced.
  fileprivate func parts(
    of separator: Regex, _ replace: (String) throws(Diagnostic) -> String
  ) throws(Diagnostic) -> String {
    let bytes = Array(utf8)
    var out = ""
    var end = 0
    for match in try separator.matches(in: bytes) {
      out += try replace(String(bytes: bytes[end..<match.range.lowerBound]))
      out += String(bytes: bytes[match.range])
      end = match.range.upperBound
    }
    return out + (try replace(String(bytes: bytes[end...])))
  }
}
