import Core
import Glibc

extension Filters {
  /// Paths, as Python's `os.path`; those that look at files look at the controller's.
  static let pathFilters: [String: Filter] = [
    "basename": Filter { (input, _, _) in .string(Path.name(input.text)) },
    "dirname": Filter { (input, _, _) in .string(Path.folder(input.text)) },
    "splitext": Filter(splitExtension),
    "expanduser": Filter { (input, _, _) in .string(Path.expandingHome(input.text)) },
    "expandvars": Filter { (input, _, _) in .string(expandingVariables(input.text)) },
    "realpath": Filter { (input, _, _) in .string(realPath(input.text)) },
    "relpath": Filter(["start"], relativePath),
    "normpath": Filter { (input, _, _) in .string(normalPath(input.text)) },
    "path_join": Filter(joinPaths),
    "commonpath": Filter(commonPath),
    "fileglob": Filter(fileGlob),
    "win_basename": Filter { (input, _, _) in .string(windowsParts(input.text).name) },
    "win_dirname": Filter { (input, _, _) in .string(windowsParts(input.text).folder) },
    "win_splitdrive": Filter(splitDrive),
  ]

  private static func splitExtension(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let bytes = Array(input.text.utf8)
    let name = (bytes.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1
    guard let dot = bytes.lastIndex(of: UInt8(ascii: ".")), dot > name,
      bytes[name..<dot].contains(where: { $0 != UInt8(ascii: ".") })
    else { return .tuple(input, "") }
    return .tuple(.string(String(bytes: bytes[..<dot])), .string(String(bytes: bytes[dot...])))
  }

  /// `$NAME` and `${NAME}`; unknown ones stay.
  private static func expandingVariables(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var out: [UInt8] = []
    var index = 0
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "$") else {
        out.append(bytes[index])
        index += 1
        continue
      }
      let isBraced = index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "{")
      let start = index + (isBraced ? 2 : 1)
      var end = start
      while end < bytes.count, Lexer.isNamePart(bytes[end]) { end += 1 }
      let closes = !isBraced || end < bytes.count && bytes[end] == UInt8(ascii: "}")
      let after = end + (isBraced ? 1 : 0)
      if closes, end > start, let value = ProcessEnvironment[String(bytes: bytes[start..<end])] {
        out += Array(value.utf8)
        index = after
      } else {
        out.append(bytes[index])
        index += 1
      }
    }
    return String(bytes: out)
  }

  /// Links resolved as far as the path exists.
  private static func realPath(_ path: String) -> String {
    let absolute = Path.absolute(path)
    if let resolved = realpath(absolute, nil) {
      defer { free(resolved) }
      return String(cString: resolved)
    }
    let parent = Path.folder(absolute)
    return parent == absolute ? absolute : Path.join(realPath(parent), Path.name(absolute))
  }

  /// Python's `normpath`: no links are looked at.
  private static func normalPath(_ path: String) -> String {
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

  private static func relativePath(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let start = try arguments.string(0, default: Files.workingFolder)
    let from = Path.absolute(start).split(separator: "/")
    let to = Path.absolute(input.text).split(separator: "/")
    let common = zip(from, to).prefix { $0 == $1 }.count
    let parts = Array(repeating: "..", count: from.count - common) + to[common...].map(String.init)
    return .string(parts.isEmpty ? "." : parts.joined(separator: "/"))
  }

  private static func joinPaths(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    if input.string != nil { return input }
    guard let parts = input.sequence, let first = parts.first else {
      throw arguments.error("|path_join expects string or sequence, got \(input.typeName) instead.")
    }
    return .string(parts.dropFirst().reduce(first.text) { Path.join($0, $1.text) })
  }

  private static func commonPath(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    guard let paths = input.sequence?.map(\.text), let first = paths.first else {
      throw arguments.error("|commonpath expects a sequence, got \(input.typeName) instead.")
    }
    var common = first.split(separator: "/")
    for path in paths.dropFirst() {
      common = Array(
        common.prefix(zip(common, path.split(separator: "/")).prefix { $0 == $1 }.count))
    }
    return .string((first.hasPrefix("/") ? "/" : "") + common.joined(separator: "/"))
  }

  private static func fileGlob(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    var found = glob_t()
    defer { globfree(&found) }
    guard glob(input.text, 0, nil, &found) == 0 else { return [] }
    let paths = (0..<Int(found.gl_pathc)).compactMap {
      found.gl_pathv[$0].map { String(cString: $0) }
    }
    return .list(paths.filter { Files.kind($0) == .file }.map(Value.string))
  }

  // MARK: Windows

  private static func splitDrive(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let text = input.text
    guard text.dropFirst().first == ":" else { return .tuple("", input) }
    return .tuple(.string(String(text.prefix(2))), .string(String(text.dropFirst(2))))
  }

  private static func windowsParts(_ path: String) -> (folder: String, name: String) {
    let bytes = Array(path.utf8)
    let isSeparator: (UInt8) -> Bool = { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "/") }
    guard let last = bytes.lastIndex(where: isSeparator) else {
      let drive = bytes.count > 1 && bytes[1] == UInt8(ascii: ":") ? 2 : 0
      return (String(bytes: bytes[..<drive]), String(bytes: bytes[drive...]))
    }
    var end = last + 1
    let root = bytes.count > 1 && bytes[1] == UInt8(ascii: ":") ? 3 : 1
    while end > root, isSeparator(bytes[end - 1]) { end -= 1 }
    return (String(bytes: bytes[..<end]), String(bytes: bytes[(last + 1)...]))
  }
}
