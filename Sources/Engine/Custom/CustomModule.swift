import Core
import Crypto
import Modules
import Playbooks

/// A module of the user's own as it was read: its form, and what a shell gets of it.
final class CustomModule: Sendable {
  /// Ansible's forms of modules (`executor/module_common.py`), and ours.
  enum Form: Sendable, Equatable {
    /// A script with a header, like those that are compiled in.
    case own
    /// Python that imports `ansible.module_utils`: a zip file, arguments on standard input.
    case python
    /// A text in which a mark is replaced by the arguments as JSON.
    case jsonInside
    /// A text or a program that takes the name of a file with the arguments as JSON.
    case jsonFile
    /// A text that takes the name of a file with `key=value` words.
    case words
    /// PowerShell: for Windows.
    case powerShell
  }

  let file: ModuleFile
  let form: Form
  /// In our own form.
  let script: Module?
  /// What the file at the far end holds; where arguments go inside, what stands between them.
  let pieces: [[UInt8]]
  /// The words after `#!`.
  let interpreter: [String]
  /// Differs for different content.
  let key: String

  /// - Parameters:
  ///   - core: where ansible-core's files are, for modules that import them.
  ///   - openFiles: how many files Python may open; 0 leaves it as it is.
  /// - Throws: `file` for what cannot be read or packed, `invalid` for a broken header of our own form.
  init(
    _ file: ModuleFile, catalog: Modules.ModuleCatalog, core: AnsibleCoreFinder,
    openFiles: Int = 0
  ) throws(Diagnostic) {
    let text = try Files.read(file.path)
    self.file = file
    interpreter = Self.interpreter(text)
    let name = Digest.sha1.hex(text)
    script = try catalog.own(SourceFile(name: file.path, text: text), identity: name)
    let form = script == nil ? Self.form(of: text) : .own
    self.form = form
    switch form {
    case .python:
      guard let found = core.core else { throw Self.noCore(file) }
      pieces = [
        try PythonArchive.make(file, Self.imported(text), core: found, openFiles: openFiles)
      ]
    case .jsonInside: pieces = text.divided(by: Self.jsonMark)
    case .own, .powerShell: pieces = []
    case .jsonFile, .words: pieces = [text]
    }
    key = pieces.isEmpty ? name : Digest.sha1.hex(pieces.flatMap { $0 + [0] })
  }

  private static func noCore(_ file: ModuleFile) -> Diagnostic {
    Diagnostic(
      .file,
      "the module '\(file.path)' imports ansible.module_utils, and there is no ansible-core on the "
        + "controller to take it from",
      hint:
        "install ansible-core, or name the folder of its package 'ansible' by `ansible_core` in "
        + "[bosun] of ansible.cfg or by BOSUN_ANSIBLE_CORE")
  }

  // MARK: The form

  private static let jsonMark = Array("<<INCLUDE_ANSIBLE_MODULE_JSON_ARGS>>".utf8)
  private static let commonMark = Array("#<<INCLUDE_ANSIBLE_MODULE_COMMON>>".utf8)

  static func form(of text: [UInt8]) -> Form {
    func holds(_ words: String) -> Bool { text.firstIndex(of: Array(words.utf8), from: 0) != nil }
    if isBinary(text) { return .jsonFile }
    if text.firstIndex(of: commonMark, from: 0) != nil || importsUtilities(text) { return .python }
    if holds("# POWERSHELL_COMMON") || holds("#Requires -Module") || holds("#AnsibleRequires") {
      return .powerShell
    }
    if text.firstIndex(of: jsonMark, from: 0) != nil { return .jsonInside }
    return holds("WANT_JSON") ? .jsonFile : .words
  }

  /// Whether the first 1024 bytes hold what no text has.
  private static func isBinary(_ text: [UInt8]) -> Bool {
    text.prefix(1024).contains { byte in
      byte < 0x20 ? !((7...10).contains(byte) || [12, 13, 27].contains(byte)) : byte == 0x7F
    }
  }

  /// ansible-core's `NEW_STYLE_PYTHON_MODULE_RE`, by the words of lines.
  private static func importsUtilities(_ text: [UInt8]) -> Bool {
    PythonImports(text, in: ["ansible_collections", "x", "y", "plugins", "modules"]).names
      .contains {
        $0.starts(with: ["ansible", "module_utils"])
          || $0.first == "ansible_collections" && $0.count > 4 && $0[4] == "module_utils"
      }
  }

  private static func imported(_ text: [UInt8]) -> [UInt8] {
    let parts = text.divided(by: commonMark)
    let line = Array("from ansible.module_utils.basic import *".utf8)
    return parts.dropFirst().reduce(parts[0]) { $0 + line + $1 }
  }

  private static func interpreter(_ text: [UInt8]) -> [String] {
    guard text.starts(with: [0x23, 0x21]) else { return [] }
    return CommandLineWords.split(
      String(decoding: text.dropFirst(2).prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self))
  }

  // MARK: The text for the shell

  /// Content up to this size travels with the first call, larger content as a stream.
  static let inlineLimit = 256 << 10

  var size: Int { pieces.reduce(0) { $0 + $1.count } }

  /// The name of the file in the private folder.
  var fileName: String {
    let name = Path.name(file.path)
    return "module-\(key)/\(form == .python ? "ansible_\(file.shortName).zip" : name)"
  }

  /// The function that writes the file; its first argument goes where the mark was.
  var function: ShellFunction {
    var body = ""
    for (index, piece) in pieces.enumerated() {
      if index > 0 { body += "printf %s \"$1\"\n" }
      let isText = !piece.contains(0)
      if isText, let text = String(validating: piece, as: UTF8.self) {
        body += "printf %s \(ShellText.quote(text))\n"
      } else {
        body += "decode_base64 \(Base64.encode(piece))\n"
      }
    }
    return ShellFunction(name: "_file_\(key)", body: Array(body.utf8))
  }
}

extension [UInt8] {
  /// What stands between the places where some bytes are found; at least one piece.
  fileprivate func divided(by mark: [UInt8]) -> [[UInt8]] {
    var pieces: [[UInt8]] = []
    var start = 0
    while let at = firstIndex(of: mark, from: start) {
      pieces.append(Array(self[start..<at]))
      start = at + mark.count
    }
    return pieces + [Array(self[start...])]
  }
}
