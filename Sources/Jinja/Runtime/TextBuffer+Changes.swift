import Core

extension TextBuffer {
  typealias Text = UnsafeBufferPointer<UInt8>

  // MARK: Replacing

  /// Appends a text with `old` replaced by `new`, at most `limit` times where that is not negative. What is longer than
  /// `Limits.text` is refused by whoever gets it, so it need not be whole.
  mutating func append(_ text: Text, replacing old: Text, with new: Text, limit: Int = -1) {
    if old.isEmpty { return append(text, with: new, limit: limit) }
    let (start, whole) = (count, UnsafeRawBufferPointer(text))
    var (position, left) = (0, limit)
    while left != 0, count - start <= Limits.text,
      let found = Bytes.find(UnsafeRawBufferPointer(old), in: whole, from: position)
    {
      append(Text(rebasing: text[position..<found]))
      append(new)
      position = found + old.count
      left -= 1
    }
    append(Text(rebasing: text[position...]))
  }

  /// Python replaces the empty string before each character and at the end.
  private mutating func append(_ text: Text, with new: Text, limit: Int) {
    let start = count
    var left = limit
    for byte in text {
      if count - start > Limits.text { return }
      if byte & 0xC0 != 0x80, left != 0 {
        append(new)
        left -= 1
      }
      append(byte)
    }
    if left != 0 { append(new) }
  }

  // MARK: Letters

  /// Appends a text in upper or lower case, as Python's `upper()` and `lower()` do.
  mutating func append(_ text: String, inUpperCase: Bool) {
    let start = count
    append(text)
    if changeCase(from: start, toUpper: inUpperCase) { return }
    truncate(to: start)
    append(inUpperCase ? PythonText.upper(text) : PythonText.lower(text))
  }
}
