import Glibc

/// Files of the controller, over Glibc. Errors are `file` diagnostics with the system's words.
package enum Files {
  /// The whole content of a file.
  package static func read(_ path: String) throws(Diagnostic) -> [UInt8] {
    let reader = try FileReader(path)
    // One more than the size, so that a file of that size ends in the first read.
    var bytes = try reader.read(max(reader.size + 1, 4096))
    if bytes.count <= reader.size || bytes.count < 4096 { return bytes }
    while true {
      let more = try reader.read(65536)
      if more.isEmpty { return bytes }
      bytes += more
    }
  }

  /// The content as text; invalid UTF-8 becomes U+FFFD.
  package static func text(_ path: String) throws(Diagnostic) -> String {
    String(decoding: try read(path), as: UTF8.self)
  }

  /// Replaces a file atomically: a new file beside it, synced, then renamed over it.
  package static func write(
    _ bytes: [UInt8], to path: String, mode: UInt32 = 0o644
  ) throws(Diagnostic) {
    let writer = try FileWriter(path, mode: mode)
    try writer.write(bytes[...])
    try writer.finish()
  }

  /// What a path is, following links; nil when there is nothing.
  package enum Kind: Sendable { case file, folder, other }

  package static func kind(_ path: String) -> Kind? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    default: return .other
    }
  }

  package static func isFile(_ path: String) -> Bool { kind(path).map { $0 != .folder } ?? false }
  package static func isFolder(_ path: String) -> Bool { kind(path) == .folder }
  package static func isExecutable(_ path: String) -> Bool {
    isFile(path) && access(path, X_OK) == 0
  }

  /// What a symbolic link says; nil for what is none.
  package static func link(_ path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(path, &buffer, buffer.count)
    guard count >= 0 else { return nil }
    return String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// The permission bits of a file.
  package static func mode(_ path: String) throws(Diagnostic) -> Int {
    var status = stat()
    guard stat(path, &status) == 0 else { throw failure("cannot read", path) }
    return Int(status.st_mode & 0o7777)
  }

  /// The names in a folder, sorted by bytes, without `.` and `..`.
  package static func list(_ path: String) throws(Diagnostic) -> [String] {
    guard let folder = opendir(path) else { throw failure("cannot list", path) }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Makes a folder and its parents.
  package static func makeFolder(_ path: String, mode: UInt32 = 0o755) throws(Diagnostic) {
    if isFolder(path) { return }
    let parent = Path.folder(path)
    if parent != path, !parent.isEmpty { try makeFolder(parent, mode: mode) }
    if mkdir(path, mode) != 0 && errno != EEXIST { throw failure("cannot make the folder", path) }
  }

  package static var workingFolder: String {
    guard let buffer = getcwd(nil, 0) else { return "/" }
    defer { free(buffer) }
    return String(cString: buffer)
  }

  static func failure(_ action: String, _ path: String) -> Diagnostic {
    Diagnostic(.file, "\(action) '\(path)': \(String(cString: strerror(errno)))")
  }
}

/// Pure path arithmetic, as Python's `posixpath`.
package enum Path {
  /// `b` below `a`, or `b` itself where it is absolute.
  package static func join(_ a: String, _ b: String) -> String {
    if b.hasPrefix("/") || a.isEmpty { return b }
    return a.hasSuffix("/") ? a + b : "\(a)/\(b)"
  }

  /// The part after the last slash.
  package static func name(_ path: String) -> String {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[path.index(after: $0)...]) }
      ?? path
  }

  /// The part before the last slash, without trailing slashes (`posixpath.dirname`).
  package static func folder(_ path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "" }
    var end = slash
    while end > path.startIndex, path.utf8[path.utf8.index(before: end)] == UInt8(ascii: "/") {
      end = path.utf8.index(before: end)
    }
    return end == path.startIndex ? "/" : String(path[..<end])
  }

  /// The path from the root, without `.`, `..` and doubled slashes; links are not followed.
  package static func absolute(_ path: String) -> String {
    let path = path.hasPrefix("/") ? path : join(Files.workingFolder, path)
    var parts: [Substring] = []
    for part in path.utf8.split(separator: UInt8(ascii: "/")) where !part.elementsEqual(".".utf8) {
      if part.elementsEqual("..".utf8) {
        _ = parts.popLast()
      } else {
        parts.append(Substring(part))
      }
    }
    return "/" + parts.joined(separator: "/")
  }

  /// `~` and `~user` at the front replaced by the home folder; unknown users stay as written.
  package static func expandingHome(_ path: String) -> String {
    guard path.hasPrefix("~") else { return path }
    let user = path.dropFirst().prefix { $0 != "/" }
    let rest = path.dropFirst(user.count + 1)
    if user.isEmpty, let home = ProcessEnvironment["HOME"] { return home + rest }
    let entry = user.isEmpty ? getpwuid(getuid()) : getpwnam(String(user))
    guard let home = entry?.pointee.pw_dir else { return path }
    return String(cString: home) + rest
  }
}

/// The environment of the process.
package enum ProcessEnvironment {
  package static subscript(name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// The names of all variables.
  package static var names: [String] {
    var names: [String] = []
    var entry = environ
    while let text = entry.pointee {
      let line = String(cString: text)
      names.append(String(line.prefix { $0 != "=" }))
      entry += 1
    }
    return names
  }
}
