import Core

/// `ansible.cfg`: sections of keys, as Python's `configparser` reads them.
struct ConfigurationFile {
  let path: String
  private(set) var sections: [String: [String: String]] = [:]
  private let file: SourceFile
  /// The lines of the keys, by section.
  private var lines: [String: [String: Int]] = [:]

  /// - Throws: `file` when it cannot be read, `syntax` for a line that is neither section nor key.
  init(_ path: String) throws(Diagnostic) {
    self.path = path
    file = SourceFile(name: path, text: try Files.read(path))
    var section = ""
    var key: String?
    var number = 0
    for raw in String(decoding: file.text, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    {
      number += 1
      let line = Self.withoutComment(raw)
      let text = Self.trimmed(line)
      if text.isEmpty { continue }
      if line.first == " " || line.first == "\t", let key {
        // A line that is indented goes on with the value before it.
        sections[section]?[key]? += "\n" + text
      } else if text.hasPrefix("["), text.hasSuffix("]") {
        section = String(text.dropFirst().dropLast())
        sections[section] = sections[section] ?? [:]
        key = nil
      } else if let divider = text.firstIndex(where: { $0 == "=" || $0 == ":" }) {
        let name = Self.trimmed(text[..<divider]).lowercased()
        sections[section, default: [:]][name] = Self.trimmed(text[text.index(after: divider)...])
        lines[section, default: [:]][name] = number
        key = name
      } else {
        throw Diagnostic(
          .syntax, "neither a section nor 'key = value'",
          at: SourceLocation(file: file, line: number, column: 1))
      }
    }
  }

  func value(_ section: String, _ key: String) -> String? { sections[section]?[key] }

  /// Where a key stands.
  func location(_ section: String, _ key: String) -> SourceLocation? {
    lines[section]?[key].map { SourceLocation(file: file, line: $0, column: 1) }
  }

  /// The file that counts, in Ansible's order; nil when there is none. A file in a working folder
  /// that everybody may write to is left out: anybody could have put it there.
  static func find(warn: (Diagnostic) -> Void) -> String? {
    if let given = ProcessEnvironment["ANSIBLE_CONFIG"] {
      let path = Path.absolute(Path.expandingHome(given))
      let file = Files.isFolder(path) ? Path.join(path, "ansible.cfg") : path
      if Files.isFile(file) { return file }
    }
    let here = Path.join(Files.workingFolder, "ansible.cfg")
    if Files.isFile(here) {
      let mode = (try? Files.mode(Files.workingFolder)) ?? 0
      if mode & 0o002 == 0 { return here }
      warn(
        Diagnostic(
          .file,
          "Ansible is being run in a world writable directory (\(Files.workingFolder)), ignoring "
            + "it as an ansible.cfg source."))
    }
    return ["~/.ansible.cfg", "/etc/ansible/ansible.cfg"].map(Path.expandingHome)
      .first(where: Files.isFile)
  }

  /// `#` and `;` begin a comment at the start of a line, `;` also behind a blank.
  private static func withoutComment(_ line: Substring) -> Substring {
    if let first = line.first, first == "#" || first == ";" { return "" }
    guard let start = line.firstRange(of: " ;") else { return line }
    return line[..<start.lowerBound]
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    let blanks: Set<Character> = [" ", "\t", "\r"]
    let start = text.drop { blanks.contains($0) }
    let end = start.reversed().prefix { blanks.contains($0) }.count
    return String(start.dropLast(end))
  }
}
