extension TemplateText {
  /// The place in the file of the byte at `offset` of the source.
  ///
  /// YAML gives only the place where a scalar begins; quotes, escapes, folding and indentation lie
  /// between the file's bytes and the template's. So the word at the offset is looked up in the
  /// file: if it is the third of its kind in the template, it is the third from the scalar's start.
  /// Where that fails the scalar's own place is the answer.
  package func location(at offset: Int) -> SourceLocation? {
    guard let location else { return nil }
    let bytes = Array(source.utf8)
    guard offset <= bytes.count else { return location }
    let word = Self.word(in: bytes, at: offset)
    let text = location.file.text
    guard !word.isEmpty, let start = Self.offset(of: location, in: text) else {
      return Self.advance(location, over: bytes[..<offset])
    }
    var rank = 0
    var position = 0
    while let found = Self.find(word, in: bytes, from: position), found < offset {
      rank += 1
      position = found + 1
    }
    position = start
    while let found = Self.find(word, in: text, from: position) {
      if rank == 0 { return Self.location(in: location.file, at: found) }
      rank -= 1
      position = found + 1
    }
    return location
  }

  /// The bytes from `offset` up to a blank or a character that quoting may change.
  private static func word(in bytes: [UInt8], at offset: Int) -> ArraySlice<UInt8> {
    bytes[offset...].prefix(40).prefix { $0 > 0x20 && $0 != 0x22 && $0 != 0x27 && $0 != 0x5C }
  }

  private static func find(_ word: ArraySlice<UInt8>, in bytes: [UInt8], from start: Int) -> Int? {
    guard let first = word.first, bytes.count >= word.count, start <= bytes.count - word.count
    else { return nil }
    for position in start...(bytes.count - word.count)
    where bytes[position] == first && bytes[position..<position + word.count].elementsEqual(word) {
      return position
    }
    return nil
  }

  private static func offset(of location: SourceLocation, in text: [UInt8]) -> Int? {
    var line = 1
    var column = 1
    for (index, byte) in text.enumerated() {
      if line == location.line && column == location.column && byte & 0xC0 != 0x80 { return index }
      if line > location.line { return nil }
      if byte == 0x0A { (line, column) = (line + 1, 1) } else if byte & 0xC0 != 0x80 { column += 1 }
    }
    return nil
  }

  private static func location(in file: SourceFile, at offset: Int) -> SourceLocation {
    let start = SourceLocation(file: file, line: 1, column: 1)
    return advance(start, over: file.text[..<offset])
  }

  private static func advance(
    _ location: SourceLocation, over bytes: ArraySlice<UInt8>
  ) -> SourceLocation {
    var (line, column) = (location.line, location.column)
    for byte in bytes {
      if byte == 0x0A { (line, column) = (line + 1, 1) } else if byte & 0xC0 != 0x80 { column += 1 }
    }
    return SourceLocation(file: location.file, line: line, column: column)
  }
}
