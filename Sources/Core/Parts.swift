extension String {
  /// The parts between bytes of ASCII, as `split(separator:)` gives them: that looks for where each character begins and
  /// ends, which costs a hundred times as much.
  package func parts(
    between separator: UInt8, maxSplits: Int = .max, omitsEmpty: Bool = true
  ) -> [String] {
    utf8.split(separator: separator, maxSplits: maxSplits, omittingEmptySubsequences: omitsEmpty)
      .map { String(Substring($0)) }
  }
}
