import Core
import Glibc
import Testing

@testable import Modules

/// A shell that modules run under.
struct Shell: Sendable, CustomTestStringConvertible {
  let words: [String]
  var testDescription: String { words.joined(separator: " ") }

  /// Those of the supported shells that the machine has.
  static let found: [Shell] = [["dash"], ["bash", "--posix"], ["busybox", "ash"]]
    .filter { Sandbox.finds(command: $0[0]) }.map(Shell.init)
}

/// A folder of its own for one case, removed afterwards.
final class Sandbox {
  let root: String
  /// Beside the root, for what must not show in its tree.
  private let side: String

  init() throws {
    var template = Array("/tmp/bosun-case-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Diagnostic(.file, "cannot make a folder in /tmp") }
    side = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    root = side + "/root"
    try Files.makeFolder(root)
    try Files.makeFolder(side + "/bin")
  }

  deinit { system("rm -rf \(ShellText.quote(side))") }

  static func finds(command: String) -> Bool {
    system("command -v \(ShellText.quote(command)) >/dev/null 2>&1") == 0
  }

  /// Commands that stand first on PATH.
  func stub(_ stubs: Map) throws {
    for (name, text) in stubs {
      try Files.write(Array(text.text.utf8), to: "\(side)/bin/\(name.text)", mode: 0o755)
    }
  }

  /// Runs a shell text in the root.
  ///
  /// - Returns: the status and all output.
  @discardableResult
  func sh(_ text: String) throws -> (status: Int32, output: String) {
    try Files.write(Array(text.utf8), to: side + "/script")
    let status = system(
      "\(prefix) sh \(side)/script >\(side)/out 2>&1 </dev/null")
    return (status, try Files.text(side + "/out"))
  }

  private var prefix: String {
    "cd \(root) && export ROOT=\(root) PATH=\(side)/bin:\"$PATH\" TMPDIR=\(side) &&"
  }

  /// Names, kinds, modes, owners, times and contents of all below the root.
  func tree() throws -> String {
    try sh(
      "find . -printf '%P %y %m %u %g %s %T@ %l\\n' | sort; find . -type f -exec cksum {} + | sort"
    ).output
  }

  /// Runs a module, with `$ROOT` replaced in its arguments.
  ///
  /// - Parameter stream: shell text that prints what the call is sent once it asks for a stream. What
  ///   the call sends as a stream is `_stream` in the result.
  func run(
    _ module: String, _ args: Map, shell: Shell, check: Bool, stream: String = ""
  ) throws -> (values: Map, warnings: [String]) {
    let found = ModuleCatalog.builtin.spec(module)
    let spec = try #require(found, "no module \(module)")
    let values = replaced(.map(args)).map ?? [:]
    var call = ModuleCall(
      module: module,
      arguments: try Arguments(
        values.filter { !$0.key.text.hasPrefix("_") }, for: spec,
        engine: values.filter { $0.key.text.hasPrefix("_") }))
    call.checkMode = check
    call.diffMode = check
    var session = ShellSession(catalog: .builtin, token: ShellSession.randomToken())
    let frame = try session.frame(call, streams: !stream.isEmpty)
    let replies = try replies(to: frame.bytes, of: &session, shell: shell, stream: stream)
    let errors = try Files.text(side + "/errors")
    let reply = try #require(replies.last, "no reply: \(errors)")
    return (reply.values, reply.warnings)
  }

  /// Starts a shell and gives it frames, all at once; then the stream, once a call has asked for it.
  ///
  /// - Returns: the replies, but not that of the start.
  func replies(
    to frames: [UInt8], of session: inout ShellSession, shell: Shell, stream: String = ""
  ) throws -> [ModuleReply] {
    try Files.write(Array(stream.utf8), to: side + "/stream")
    try Files.write(session.start() + frames, to: side + "/frames", mode: 0o600)
    let input =
      stream.isEmpty
      ? "<\(side)/frames"
      : """
      < <(cat \(side)/frames; for _ in {1..100}; do
      ! grep -q '^! ' \(side)/replies || { . \(side)/stream; break; }; sleep 0.02; done)
      """
    let command =
      "\(prefix) \(ShellText.words(shell.words)) >\(side)/replies 2>\(side)/errors \(input)"
    _ = system("bash -c \(ShellText.quote(command))")
    var events = try session.receiveError(try Files.read(side + "/errors"))
    events += try session.receive(try Files.read(side + "/replies"))
    var replies = events.compactMap(\.reply).filter { $0.id > 0 }
    for case .data(_, let bytes) in events where !replies.isEmpty {
      let before = replies[replies.count - 1].values["_stream"]?.text ?? ""
      replies[replies.count - 1].values["_stream"] = .string(
        before + String(decoding: bytes, as: UTF8.self))
    }
    return replies
  }

  /// What `body` does, and the names of the programs that it started from `PATH`. Each name on `PATH`
  /// has a script before it that notes the name and runs the program; shells have none.
  func counting<Result>(_ body: () throws -> Result) throws -> (Result, [String]) {
    let script = """
      #!/bin/sh
      printf '%s\\n' "${0##*/}" >>\(side)/starts
      PATH=${PATH#*:} exec "${0##*/}" "$@"
      """
    try Files.write(Array(script.utf8), to: side + "/counter", mode: 0o755)
    for folder in ["/usr/sbin", "/usr/bin", "/sbin", "/bin"] {
      for name in (try? Files.list(folder)) ?? []
      where !Shell.found.contains(where: { $0.words[0] == name }) {
        symlink(side + "/counter", "\(side)/bin/\(name)")
      }
    }
    try Files.write([], to: side + "/starts")
    let result = try body()
    let names = try Files.text(side + "/starts").split(separator: "\n").map(String.init)
    system("rm -rf \(ShellText.quote(side))/bin && mkdir \(ShellText.quote(side))/bin")
    return (result, names)
  }

  /// The SHA-1 of a text.
  func sha1(_ text: String) throws -> String {
    try Files.write(Array(text.utf8), to: side + "/text")
    return String(try sh("sha1sum <\(side)/text").output.prefix(40))
  }

  func replaced(_ value: Value) -> Value {
    switch value {
    case .string(let text): .string(replaced(text))
    case .list(let elements): .list(elements.map(replaced))
    case .map(let map): .map(Map(uniqueKeysWithValues: map.map { ($0.key, replaced($0.value)) }))
    default: value
    }
  }

  func replaced(_ text: String) -> String {
    var rest = text[...]
    var out = ""
    while let range = rest.firstRange(of: "$ROOT") {
      out += rest[..<range.lowerBound] + root
      rest = rest[range.upperBound...]
    }
    return out + rest
  }
}

extension ShellEvent {
  var reply: ModuleReply? { if case .reply(let reply) = self { reply } else { nil } }
}
