import Core
import Glibc
import Modules

/// Programs of this machine that do a part of the work: `git`, `tar`.
struct OtherProgram {
  /// What a program gave.
  struct Answer {
    let status: Int32
    /// Its standard output, with its standard error where both were asked for.
    let output: String

    var isGood: Bool { status == 0 }
  }

  let words: [String]
  var folder: String?
  /// Variables of its environment besides ours.
  var environment: [String: String] = [:]

  init(_ words: [String], in folder: String? = nil) {
    self.words = words
    self.folder = folder
  }

  /// Runs it to its end.
  ///
  /// - Parameter withErrors: whether its standard error is kept with its output; it is dropped else.
  /// - Throws: `file` where the program is not there.
  func run(withErrors: Bool = true) throws(Diagnostic) -> Answer {
    let move = folder.map { "cd \(ShellText.quote($0)) && " } ?? ""
    let variables = environment.sorted { $0.key < $1.key }
      .map { "\($0.key)=\(ShellText.quote($0.value)) " }.joined()
    let line =
      "\(move)\(variables)\(ShellText.words(words)) </dev/null \(withErrors ? "2>&1" : "2>/dev/null")"
    guard let (bytes, code) = ShellLine.run(line) else {
      throw Diagnostic(.file, "cannot run '\(words[0])'")
    }
    if code == 127 {
      throw Diagnostic(.file, "this needs the program '\(words[0])', which is not there")
    }
    return Answer(status: code, output: String(decoding: bytes, as: UTF8.self))
  }
}

/// A folder that is there as long as it is needed.
struct ScratchFolder {
  let path: String

  /// - Throws: `file` where none can be made.
  init() throws(Diagnostic) {
    var template = Array("\(ProcessEnvironment["TMPDIR"] ?? "/tmp")/bosun-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Diagnostic(.file, "cannot make a folder in /tmp") }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  func remove() { Self.remove(path) }

  /// Removes a folder with all that is in it.
  static func remove(_ path: String) { _ = try? OtherProgram(["rm", "-rf", "--", path]).run() }
}
