import Core
import Modules
import Playbooks

/// Runs a module of the user's own at the far end.
struct CustomAction: Action {
  let module: CustomModule
  let sendsOnce = true

  func run(_ context: ActionContext) async throws(Diagnostic) -> Map {
    switch module.form {
    case .own: return try await context.call(module, isLast: true)
    case .powerShell:
      return .failure("the module '\(module.file.path)' is PowerShell, for Windows")
    case .python, .jsonInside, .jsonFile, .words: break
    }
    if isLarge { try await send(context) }
    let values = try await context.call(
      "bosun.internal.custom", [:], engine: try engine(context), isLast: true,
      functions: isLarge ? [] : [module.function])
    return Self.result(values, of: module.file.name, warn: context.warn)
  }

  private var isLarge: Bool { module.size > CustomModule.inlineLimit }

  /// Whether the call can be a job: it needs nothing of the shell's private folder.
  var canBeJob: Bool {
    switch module.form {
    case .own: true
    case .powerShell: false
    case .python, .jsonInside, .jsonFile, .words: !isLarge
    }
  }

  /// Begins the module as a job. What one in our own form answers is its result; `Self.result` reads the values of others.
  func start(_ job: BackgroundJob, _ context: ActionContext) async throws(Diagnostic) -> Map {
    if module.form == .own { return try await context.call(module, job: job) }
    return try await context.call(
      "bosun.internal.custom", [:], engine: try engine(context), functions: [module.function],
      job: job)
  }

  /// What the far end's values mean.
  ///
  /// - Parameter warn: takes what is odd about what the module printed.
  static func result(_ values: Map, of module: String, warn: (String) -> Void) -> Map {
    var values = values
    if values.removeValue(forKey: "custom_python") != nil {
      return .failure(
        "the module '\(module)' is written in Python, and there is none on this host; "
          + "where it has another name, set ansible_python_interpreter")
    }
    if values["failed"]?.isTrue ?? false { return values }
    return CustomOutput.result(values, warn: warn)
  }

  /// Brings a large file as a stream, unless it is there.
  private func send(_ context: ActionContext) async throws(Diagnostic) {
    let content = Content.bytes(module.pieces.flatMap { $0 })
    let values = try await context.call(
      "bosun.internal.custom_file", [:],
      engine: [
        "_file": .string(module.fileName), "_size": .int(content.count),
        "_checksum": .string(content.sha1),
      ], checkMode: false, stream: FileUpload(content: content))
    if values["failed"]?.isTrue ?? false {
      throw Diagnostic(.task, values["msg"]?.text ?? "the module could not be sent")
    }
  }

  private func engine(_ context: ActionContext) throws(Diagnostic) -> Map {
    let version = context.run.custom.core.known?.version ?? MagicVariables.versionText
    let arguments = try CustomArguments(context, version: version)
    let (way, text) =
      switch module.form {
      case .python: ("stdin", arguments.json(nested: true))
      case .jsonInside: ("inside", arguments.json(nested: false))
      case .words: ("file", arguments.words)
      default: ("file", arguments.json(nested: false))
      }
    var engine: Map = [
      "_file": .string(module.fileName), "_define": .string(module.function.name),
      "_way": .string(way), "_arguments": .string(text.0), "_rest": .string(text.1),
    ]
    let interpreter = try interpreter(context.scope)
    engine["_python"] = .bool(interpreter.isPython)
    let wanted = try context.scope.definedValue(of: "ansible_interpreter_python_fallback")
    let names =
      wanted.map { ($0.list ?? [$0]).map(\.text) }
      ?? context.run.settings.pythonModules.interpreters
    if interpreter.isPython, !names.isEmpty { engine["_pythons"] = .string(ShellText.words(names)) }
    engine["_interpreter"] = .string(ShellText.words(interpreter.words))
    return engine
  }

  /// What stands before the file: the words of its first line, of which variables may replace the
  /// program; a Python that is not named is looked for at the far end.
  private func interpreter(_ scope: HostScope) throws(Diagnostic) -> (
    words: [String], isPython: Bool
  ) {
    var words = module.interpreter
    if words.isEmpty {
      guard module.form == .python else { return ([], false) }
      words = ["/usr/bin/python"]
    }
    let name = Path.name(words[0])
    var chosen = try scope.text("ansible_\(name)_interpreter")?.trimmed
    if name == "python" {
      // The setting is for hosts; for the controller itself nobody need say anything.
      if !scope.host.host.isImplicit { chosen = chosen ?? scope.run.settings.pythonInterpreter }
      if chosen?.isEmpty ?? true || chosen?.hasPrefix("auto") ?? true {
        return (Array(words.dropFirst()), true)
      }
    }
    if let chosen, !chosen.isEmpty {
      words.replaceSubrange(0..<1, with: CommandLineWords.split(chosen))
    }
    return (words, false)
  }
}

extension String {
  fileprivate var trimmed: String {
    let start = drop(while: \.isWhitespace)
    return String(start.dropLast(start.reversed().prefix(while: \.isWhitespace).count))
  }
}
