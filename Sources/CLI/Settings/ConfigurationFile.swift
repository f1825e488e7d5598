import Core

/// `ansible.cfg`: sections of keys, as Python's `configparser` reads them.
struct ConfigurationFile {
  let path: String
  let sections: [String: [String: String]]
  private let file: SourceFile
  private let content: INIFile

  /// - Throws: `file` when it cannot be read, `usage` for what `configparser` refuses, with the line.
  init(_ path: String) throws(Diagnostic) {
    self.path = path
    file = SourceFile(name: path, text: try Files.read(path))
    do {
      content = try INIFile(file.text, INIFile.Form(hasInlineComments: true))
    } catch {
      throw Diagnostic(
        .usage, Self.words(error),
        at: SourceLocation(file: file, line: error.line, column: 1))
    }
    var sections: [String: [String: String]] = [:]
    for name in content.sections.map(\.name) {
      for key in content.section(name)?.keys ?? [] {
        sections[name, default: [:]][key.name] = key.value
      }
      sections[name] = sections[name] ?? [:]
    }
    self.sections = sections
  }

  private static func words(_ failure: INIFile.Failure) -> String {
    switch failure.kind {
    case .noKey: "neither a section nor 'key = value'"
    case .noSection: "a key stands before the first section"
    case .sectionTwice, .keyTwice: failure.words
    }
  }

  func value(_ section: String, _ key: String) -> String? { sections[section]?[key] }

  /// Where a key stands.
  func location(_ section: String, _ key: String) -> SourceLocation? {
    content.section(section)?[key].map { SourceLocation(file: file, line: $0.line, column: 1) }
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
}
