import Core

/// Python's `os.path` of POSIX: paths as texts, without a look at files.
enum PythonPath {
  /// What is before and after the last slash. Slashes at the end of the folder go, unless it has
  /// nothing else.
  static func split(_ path: String) -> (folder: String, name: String) {
    let bytes = Array(path.utf8)
    let start = (bytes.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1
    var end = start
    while end > 0, bytes[end - 1] == UInt8(ascii: "/") { end -= 1 }
    return (String(bytes: bytes[..<(end == 0 ? start : end)]), String(bytes: bytes[start...]))
  }

  /// `normpath`: no links are looked at.
  static func normal(_ path: String) -> String {
    if path.isEmpty { return "." }
    // Two leading slashes stay, three or more become one (POSIX).
    let root =
      path.hasPrefix("//") && !path.hasPrefix("///") ? "//" : path.hasPrefix("/") ? "/" : ""
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part != ".." || (root.isEmpty && (parts.isEmpty || parts.last == "..")) {
        parts.append(part)
      } else {
        _ = parts.popLast()
      }
    }
    let joined = root + parts.joined(separator: "/")
    return joined.isEmpty ? "." : joined
  }
}

/// Python's `ntpath`.
enum WindowsPath {
  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "/")
  }

  /// The drive letter with its colon, or `\\host\share`, and the rest.
  static func splitDrive(_ path: String) -> (drive: String, rest: String) {
    let bytes = Array(path.utf8)
    let length = driveLength(bytes)
    return (String(bytes: bytes[..<length]), String(bytes: bytes[length...]))
  }

  private static func driveLength(_ bytes: [UInt8]) -> Int {
    guard bytes.count > 1 else { return 0 }
    guard isSeparator(bytes[0]), isSeparator(bytes[1]) else {
      // The letter may be any character.
      let text = String(bytes: bytes)
      let first = text.unicodeScalars.prefix(1).map { String($0).utf8.count }.first ?? 0
      return first < bytes.count && bytes[first] == UInt8(ascii: ":") ? first + 1 : 0
    }
    let head = bytes.prefix(8).map { isSeparator($0) ? UInt8(ascii: "/") : $0 }
    let start = String(bytes: head).uppercased() == "//?/UNC/" ? 8 : 2
    guard let host = bytes[min(start, bytes.count)...].firstIndex(where: isSeparator) else {
      return bytes.count
    }
    return bytes[(host + 1)...].firstIndex(where: isSeparator) ?? bytes.count
  }

  static func split(_ path: String) -> (folder: String, name: String) {
    let bytes = Array(path.utf8)
    let drive = driveLength(bytes)
    let rest = bytes[drive...]
    let start = rest.lastIndex(where: isSeparator).map { $0 + 1 } ?? drive
    var end = start
    while end > drive, isSeparator(bytes[end - 1]) { end -= 1 }
    let folder = end == drive ? start : end
    return (String(bytes: bytes[..<folder]), String(bytes: bytes[start...]))
  }
}
