extension String {
  /// The parts between bytes of ASCII, as `split(separator:)` gives them: that looks for where each character begins and
  /// ends, which costs a hundred times as much.
  package func parts(
    between separator: UInt8, maxSplits: Int = .max, omitsEmpty: Bool = true
  ) -> [String] {
    var text = self
    return text.withUTF8 { bytes in
      bytes.split(separator: separator, maxSplits: maxSplits, omittingEmptySubsequences: omitsEmpty)
        .map { String(decoding: $0, as: UTF8.self) }
    }
  }

  /// What stands before and after a separator, where it is first; nil without it. By bytes, as above.
  package func halves(around separator: StaticString) -> (String, String)? {
    separator.withUTF8Buffer { separator in
      let bytes = utf8
      var rest = bytes[...]
      while let place = rest.firstIndex(of: separator[0]) {
        rest = rest[place...]
        if rest.starts(with: separator) {
          let after = rest.dropFirst(separator.count)
          return (String(Substring(bytes[..<place])), String(Substring(after)))
        }
        rest = rest.dropFirst()
      }
      return nil
    }
  }
}
