import Core

extension Regex {
  /// Bytes of a text after replacing.
  private static let lengthLimit = 100_000_000

  /// Python's `re.sub`: `replacement` with `\1` and `\g<name>`.
  ///
  /// - Parameter count: how many matches at most are replaced; all for 0, none for less.
  /// - Throws: `evaluation` for a group that does not exist.
  package func replacing(
    in subject: String, with replacement: String, count: Int = 0
  ) throws(Diagnostic) -> (text: String, count: Int) {
    let bytes = Array(subject.utf8)
    let template = try ReplacementTemplate(replacement, for: self)
    var out: [UInt8] = []
    var end = 0
    let matches = try matches(in: bytes, limit: count == 0 ? .max : count)
    for match in matches {
      if out.count > Self.lengthLimit {
        throw Diagnostic(.evaluation, "the replaced text is longer than \(Self.lengthLimit) bytes")
      }
      out += bytes[end..<match.range.lowerBound]
      template.expand(match, in: bytes, to: &out)
      end = match.range.upperBound
    }
    out += bytes[end...]
    return (String(decoding: out, as: UTF8.self), matches.count)
  }

  /// Python's `match.expand`.
  package func expand(
    _ replacement: String, _ match: Match, in subject: [UInt8]
  ) throws(Diagnostic) -> String {
    var out: [UInt8] = []
    try ReplacementTemplate(replacement, for: self).expand(match, in: subject, to: &out)
    return String(decoding: out, as: UTF8.self)
  }
}
