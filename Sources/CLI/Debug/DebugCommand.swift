import ArgumentParser
import Core
import Glibc
import Modules

/// Hidden commands that show the insides of the program.
struct DebugCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "debug", abstract: "Show the insides of Bosun.", shouldDisplay: false,
    subcommands: [
      ModuleDebugCommand.self, TemplatesDebugCommand.self, TimingDebugCommand.self,
      ManualDebugCommand.self,
    ])
}

/// Runs one module in a local shell and prints its result as JSON: for those who write modules.
struct ModuleDebugCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "module", abstract: "Run a module script in a local shell.")

  @Argument(help: "The module's name.") var module: String
  @Argument(help: "The arguments as a JSON object; names beginning with _ are the engine's.")
  var arguments: String = "{}"
  @Option(help: "A folder with lib.sh, lib/*.sh and *.sh in place of the scripts compiled in.")
  var scripts: String?
  @Option(help: "The shell, with arguments divided by blanks.") var shell = "/bin/sh"
  @Flag(name: .shortAndLong, help: "Check mode.") var check = false
  @Flag(name: .shortAndLong, help: "With the differences.") var diff = false
  @Flag(help: "Print the frames in place of running them.") var text = false

  func run() throws {
    let catalog = try scripts.map { try Self.catalog(folder: $0) } ?? .builtin
    guard let spec = catalog.spec(module) else {
      throw Diagnostic(
        .invalid, "no module '\(module)'",
        hint: Suggestion.hint(for: module, among: catalog.moduleNames))
    }
    guard let map = try JSONReader.read(Array(arguments.utf8), name: "<arguments>").map else {
      throw Diagnostic(.usage, "the arguments must be a JSON object")
    }
    var call = ModuleCall(
      module: module,
      arguments: try Arguments(
        map.filter { !$0.key.text.hasPrefix("_") }, for: spec,
        engine: map.filter { $0.key.text.hasPrefix("_") }))
    call.checkMode = check
    call.diffMode = diff
    var session = ShellSession(catalog: catalog, token: ShellSession.randomToken())
    let frames = session.start() + (try session.frame(call).bytes)
    if text {
      print(String(decoding: frames, as: UTF8.self), terminator: "")
      return
    }
    let output = try Self.pipe(frames, to: shell.split(separator: " ").map(String.init))
    _ = try session.receiveError(output.error)
    guard case .reply(let reply) = try session.receive(output.standard).last, reply.id > 0 else {
      throw Diagnostic(.task, "no reply: " + String(decoding: output.error, as: UTF8.self))
    }
    for warning in reply.warnings { print("[WARNING]: \(warning)") }
    print(JSONWriter(indent: 2).write(.map(reply.values)))
    if reply.values["failed"]?.isTrue ?? false { throw ExitCode(2) }
  }

  /// The scripts of a folder laid out as `Sources/CModules/sh`.
  static func catalog(folder: String) throws(Diagnostic) -> ModuleCatalog {
    var files = [SourceFile(name: "lib.sh", text: try Files.read(folder + "/lib.sh"))]
    for part in [folder + "/lib", folder] {
      for name in try Files.list(part) where name.hasSuffix(".sh") && name != "lib.sh" {
        files.append(SourceFile(name: name, text: try Files.read("\(part)/\(name)")))
      }
    }
    return try ModuleCatalog(files)
  }

  /// Runs a program with `input` (through a temporary file, so that nothing can block) and gives
  /// all its output.
  private static func pipe(
    _ input: [UInt8], to words: [String]
  ) throws(Diagnostic) -> (standard: [UInt8], error: [UInt8]) {
    var template = Array("/tmp/bosun-debug-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Diagnostic(.file, "cannot make a folder in /tmp") }
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer {
      for name in ["in", "out", "err"] { unlink("\(folder)/\(name)") }
      rmdir(folder)
    }
    try Files.write(input, to: folder + "/in", mode: 0o600)
    let line =
      "\(ShellText.words(words)) <\(folder)/in >\(folder)/out 2>\(folder)/err"
    _ = system(line)
    return (try Files.read(folder + "/out"), try Files.read(folder + "/err"))
  }
}
