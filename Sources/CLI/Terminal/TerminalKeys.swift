import Glibc

/// Keys as they are pressed: the terminal is raw as long as it lives.
struct TerminalKeys {
  enum Key: Equatable {
    case text(Character)
    case control(Character)
    case enter, tab, backspace, delete
    case left, right, up, down, home, end, wordLeft, wordRight
    case other
  }

  private let settings: termios

  /// nil where standard input is no terminal.
  init?() {
    var settings = termios()
    guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return nil }
    self.settings = settings
    settings.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
    settings.c_iflag &= ~tcflag_t(IXON | ICRNL)
    tcsetattr(STDIN_FILENO, TCSADRAIN, &settings)
  }

  /// Gives the terminal back as it was.
  func end() {
    var settings = settings
    tcsetattr(STDIN_FILENO, TCSADRAIN, &settings)
  }

  /// The next key; nil at the end of the input.
  func next() -> Key? {
    guard let byte = byte() else { return nil }
    switch byte {
    case 0x0D, 0x0A: return .enter
    case 0x09: return .tab
    case 0x08, 0x7F: return .backspace
    case 0x1B: return escape()
    case 0x01...0x1A: return .control(Character(UnicodeScalar(byte + 0x60)))
    case 0x00...0x1F: return .other
    default: return text(byte)
    }
  }

  /// A character of UTF-8, whose first byte is known.
  private func text(_ first: UInt8) -> Key? {
    var bytes = [first]
    let count = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1
    while bytes.count < count, let next = byte() { bytes.append(next) }
    return String(decoding: bytes, as: UTF8.self).first.map(Key.text)
  }

  /// `ESC [ parameters letter`, `ESC O letter` and `ESC letter`.
  private func escape() -> Key? {
    guard let kind = byte() else { return nil }
    if kind == UInt8(ascii: "b") { return .wordLeft }
    if kind == UInt8(ascii: "f") { return .wordRight }
    guard kind == UInt8(ascii: "[") || kind == UInt8(ascii: "O") else { return .other }
    var parameters = ""
    while let next = byte() {
      let character = Character(UnicodeScalar(next))
      if character.isLetter || character == "~" { return Self.key(parameters, character) }
      parameters.append(character)
    }
    return nil
  }

  private static func key(_ parameters: String, _ letter: Character) -> Key {
    let hasModifier = parameters.contains(";")
    switch (letter, parameters) {
    case ("A", _): return .up
    case ("B", _): return .down
    case ("C", _): return hasModifier ? .wordRight : .right
    case ("D", _): return hasModifier ? .wordLeft : .left
    case ("H", _), ("~", "1"), ("~", "7"): return .home
    case ("F", _), ("~", "4"), ("~", "8"): return .end
    case ("~", "3"): return .delete
    default: return .other
    }
  }

  private func byte() -> UInt8? {
    var byte: UInt8 = 0
    while true {
      let count = read(STDIN_FILENO, &byte, 1)
      if count < 0 && errno == EINTR { continue }
      return count == 1 ? byte : nil
    }
  }
}
