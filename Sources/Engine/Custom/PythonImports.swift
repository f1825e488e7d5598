import Core

/// What a Python text imports, found by its lines. Whatever looks like an import counts, also in
/// functions and in texts: a name that leads to no file does no harm.
struct PythonImports {
  /// Dotted names, taken apart: of `from a.b import c` both `a.b` and `a.b.c`.
  private(set) var names: [[String]] = []
  private let package: [String]

  /// - Parameter package: the package that the text is in, for names that begin with dots.
  init(_ text: [UInt8], in package: [String]) {
    self.package = package
    var pending: [UInt8]?
    for line in text.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let line = line.drop { $0 == 0x20 || $0 == 0x09 }
      if let start = pending {
        pending = start + [0x20] + Self.withoutComment(line)
      } else if line.starts(with: Self.importWord) || line.starts(with: Self.fromWord) {
        pending = Self.withoutComment(line)
      }
      guard var statement = pending else { continue }
      if statement.last == UInt8(ascii: "\\") {
        statement.removeLast()
        pending = statement
      } else if !statement.contains(UInt8(ascii: "(")) || statement.contains(UInt8(ascii: ")")) {
        read(String(decoding: statement, as: UTF8.self))
        pending = nil
      } else if statement.count > 65536 {
        pending = nil
      }
    }
  }

  private static let importWord = Array("import ".utf8)
  private static let fromWord = Array("from ".utf8)

  private static func withoutComment(_ line: ArraySlice<UInt8>) -> [UInt8] {
    var line = Array(line.prefix { $0 != UInt8(ascii: "#") })
    while let last = line.last, last == 0x20 || last == 0x09 || last == 0x0D { line.removeLast() }
    return line
  }

  private mutating func read(_ statement: String) {
    let words = statement.split { " \t,();".contains($0) }.map(String.init)
    guard let first = words.first else { return }
    if first == "import" {
      for name in Self.withoutAliases(words.dropFirst()) { add(Self.parts(name)) }
    } else if words.count > 3, words[2] == "import" {
      guard let home = absolute(words[1]) else { return }
      add(home)
      for name in Self.withoutAliases(words.dropFirst(3)) where name != "*" { add(home + [name]) }
    }
  }

  private static func withoutAliases(_ words: ArraySlice<String>) -> [String] {
    var names: [String] = []
    var isAlias = false
    for word in words {
      if isAlias {
        isAlias = false
      } else if word == "as" {
        isAlias = true
      } else {
        names.append(word)
      }
    }
    return names
  }

  /// `..x` is `x` of the package above.
  private func absolute(_ name: String) -> [String]? {
    let dots = name.prefix { $0 == "." }.count
    if dots == 0 { return Self.parts(name) }
    guard dots - 1 <= package.count else { return nil }
    return package.dropLast(dots - 1) + Self.parts(String(name.dropFirst(dots)))
  }

  private static func parts(_ name: String) -> [String] {
    name.split(separator: ".").map(String.init)
  }

  private mutating func add(_ name: [String]) {
    if !name.isEmpty { names.append(name) }
  }
}
