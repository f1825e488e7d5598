import Core

/// Text for a POSIX shell, made by quoting and never by pasting.
package enum ShellText {
  /// A word that the shell reads back as exactly this text (POSIX 2.2.2, single quotes).
  ///
  /// NUL cannot stand in shell text; callers send such bytes in Base64.
  package static func quote(_ text: String) -> String {
    if !text.isEmpty, text.utf8.allSatisfy(isPlain) { return text }
    var quoted: [UInt8] = [UInt8(ascii: "'")]
    for byte in text.utf8 {
      if byte == UInt8(ascii: "'") {
        quoted += Array("'\\''".utf8)
      } else {
        quoted.append(byte)
      }
    }
    quoted.append(UInt8(ascii: "'"))
    return String(decoding: quoted, as: UTF8.self)
  }

  /// Several words as one text that `eval "set -- $words"` takes apart again.
  package static func words(_ texts: [String]) -> String {
    texts.map(quote).joined(separator: " ")
  }

  /// A word for a path on the host: a leading `~` or `~user` and variables such as `$HOME` are
  /// expanded there, as Ansible's `path` type does; a variable that is not set stays as written.
  package static func path(_ path: String) -> String {
    let isExpanded = path.utf8.first == UInt8(ascii: "~") || path.utf8.contains(UInt8(ascii: "$"))
    if !isExpanded { return quote(path) }
    var rest = Substring(path)
    var word = ""
    if rest.first == "~" {
      let user = rest.dropFirst().prefix { $0 != "/" }
      if user.utf8.allSatisfy(isNameByte) {
        word = "~\(user)"
        rest = rest.dropFirst(user.count + 1)
        if rest.isEmpty { return word }
        word += "/"
        rest = rest.dropFirst()
      }
    }
    while let dollar = rest.firstIndex(of: "$") {
      guard let (name, end) = variable(in: rest, at: dollar) else {
        word += quote(String(rest[...dollar]))
        rest = rest[rest.index(after: dollar)...]
        continue
      }
      let written = String(rest[dollar..<end])
      if dollar > rest.startIndex { word += quote(String(rest[..<dollar])) }
      word += "\"${\(name)-\(written.contains("{") ? "\\${\(name)\\}" : "\\$\(name)")}\""
      rest = rest[end...]
    }
    return rest.isEmpty && !word.isEmpty ? word : word + quote(String(rest))
  }

  /// The name of the variable that `$name` or `${name}` at this place stands for, and its end.
  private static func variable(
    in text: Substring, at dollar: Substring.Index
  ) -> (name: Substring, end: Substring.Index)? {
    var start = text.index(after: dollar)
    let braced = start < text.endIndex && text[start] == "{"
    if braced { start = text.index(after: start) }
    let name = text[start...].prefix { $0 == "_" || ($0.isASCII && ($0.isLetter || $0.isNumber)) }
    guard let first = name.first, !first.isNumber else { return nil }
    if !braced { return (name, name.endIndex) }
    guard name.endIndex < text.endIndex, text[name.endIndex] == "}" else { return nil }
    return (name, text.index(after: name.endIndex))
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }

  /// Bytes that no shell treats specially in the middle of a command.
  private static func isPlain(_ byte: UInt8) -> Bool {
    isNameByte(byte) || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ":")
      || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "@")
  }
}
