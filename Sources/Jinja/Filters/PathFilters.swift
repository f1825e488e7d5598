import Core
import Glibc

extension Filters {
  /// Paths, as Python's `os.path`; those that look at files look at the controller's.
  static let pathFilters: [String: Filter] = [
    "basename": text { PythonPath.split($0).name },
    "dirname": text { PythonPath.split($0).folder },
    "splitext": Filter(splitExtension),
    "expanduser": text { Path.expandingHome($0) },
    "expandvars": text { expandingVariables($0) },
    "realpath": text { realPath($0) },
    "relpath": Filter(["start"], relativePath),
    "normpath": text { PythonPath.normal($0) },
    "path_join": Filter(joinPaths),
    "commonpath": Filter(commonPath),
    "fileglob": Filter(fileGlob),
    "win_basename": text { WindowsPath.split($0).name },
    "win_dirname": text { WindowsPath.split($0).folder },
    "win_splitdrive": Filter { (input, arguments, _) throws(Diagnostic) in
      let (drive, rest) = WindowsPath.splitDrive(try arguments.text(of: input))
      return .tuple(.string(drive), .string(rest))
    },
  ]

  /// A filter from text to text; anything but text is an error.
  private static func text(_ body: @escaping @Sendable (String) -> String) -> Filter {
    Filter { (input, arguments, _) throws(Diagnostic) in
      .string(body(try arguments.text(of: input)))
    }
  }

  private static func splitExtension(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let bytes = Array(try arguments.text(of: input).utf8)
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
      while end < bytes.count,
        isBraced
          ? bytes[end] != UInt8(ascii: "}") : bytes[end] < 0x80 && Lexer.isNamePart(bytes[end])
      { end += 1 }
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

  private static func relativePath(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let path = try arguments.text(of: input)
    if path.isEmpty { throw arguments.error("no path specified") }
    let given = try arguments.optionalExactString(0) ?? ""
    let start = given.isEmpty ? Files.workingFolder : given
    let from = PythonPath.normal(Path.absolute(start)).split(separator: "/")
    let to = PythonPath.normal(Path.absolute(path)).split(separator: "/")
    let common = zip(from, to).prefix { $0 == $1 }.count
    let parts = Array(repeating: "..", count: from.count - common) + to[common...].map(String.init)
    return .string(parts.isEmpty ? "." : parts.joined(separator: "/"))
  }

  private static func joinPaths(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    if input.string != nil { return input }
    guard let parts = input.sequence, let first = parts.first else {
      throw arguments.told("|path_join expects string or sequence, got \(input.typeName) instead.")
    }
    var path = try arguments.text(of: first)
    for part in parts.dropFirst() { path = Path.join(path, try arguments.text(of: part)) }
    return .string(path)
  }

  private static func commonPath(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    guard let elements = input.sequence, !elements.isEmpty else {
      throw arguments.told("|commonpath expects a sequence, got \(input.typeName) instead.")
    }
    var paths: [String] = []
    for element in elements { paths.append(try arguments.text(of: element)) }
    let isAbsolute = paths[0].hasPrefix("/")
    if paths.contains(where: { $0.hasPrefix("/") != isAbsolute }) {
      throw arguments.error("Can't mix absolute and relative paths")
    }
    let parts = paths.map { $0.split(separator: "/").filter { $0 != "." } }
    let common = parts.dropFirst().reduce(parts[0]) { common, other in
      Array(common.prefix(zip(common, other).prefix { $0 == $1 }.count))
    }
    return .string((isAbsolute ? "/" : "") + common.joined(separator: "/"))
  }

  private static func fileGlob(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    var found = glob_t()
    defer { globfree(&found) }
    guard glob(try arguments.text(of: input), 0, nil, &found) == 0 else { return [] }
    let paths = (0..<Int(found.gl_pathc)).compactMap {
      found.gl_pathv[$0].map { String(cString: $0) }
    }
    return .list(paths.filter { Files.kind($0) == .file }.map(Value.string))
  }
}
