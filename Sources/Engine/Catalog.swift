import Core
import Modules
import Playbooks

/// What the loader of playbooks wants to know about modules, from the catalogue of scripts.
package struct EngineCatalog: Playbooks.ModuleCatalog {
  private let modules: Modules.ModuleCatalog

  package init(_ modules: Modules.ModuleCatalog = .builtin) { self.modules = modules }

  /// Actions of the language itself, which are no modules.
  private static let language: Set<String> = [
    "include_tasks", "import_tasks", "include_role", "import_role", "include",
  ]

  package func resolve(_ name: String) -> Resolution {
    let short = name.hasPrefix("ansible.builtin.") ? String(name.dropFirst(16)) : name
    if Self.language.contains(short) { return .known("ansible.builtin.\(short)") }
    if let qualified = modules.qualified(name) { return .known(qualified) }
    if name.parts(between: UInt8(ascii: ".")).count >= 3 {
      return name.hasPrefix("ansible.builtin.") && WellKnownModules.qualifiedName(short) == nil
        ? .unknown : .foreign(name)
    }
    return WellKnownModules.qualifiedName(name).map(Resolution.foreign) ?? .unknown
  }

  package var names: [String] {
    modules.moduleNames.flatMap { [$0, String($0.split(separator: ".").last ?? "")] }
      + Self.language.sorted()
  }

  /// The errors that can be told before the run: unknown names, values that are no templates and do
  /// not fit, required parameters that are missing.
  package func check(_ action: Playbooks.Action, hasDefaults: Bool) -> [Diagnostic] {
    let spec: ModuleSpec?
    switch action.resolution {
    case .known(let name): spec = modules.spec(name)
    case .file(let file):
      do throws(Diagnostic) { spec = try self.spec(file) } catch { return [error] }
    case .foreign, .unknown: spec = nil
    }
    guard let spec, !spec.takesAnything else { return [] }
    var errors: [Diagnostic] = []
    for argument in action.arguments {
      if let error = check(argument, spec) { errors.append(error.at(argument.location)) }
    }
    if errors.isEmpty, !hasDefaults, action.variableArguments == nil,
      let error = checkMissing(action, spec)
    {
      errors.append(error.at(action.name.location))
    }
    return errors
  }

  /// What a module of the user's own takes, where it has a header that says so.
  private func spec(_ file: ModuleFile) throws(Diagnostic) -> ModuleSpec? {
    if file.path.hasSuffix(".py") { return nil }
    let text = SourceFile(name: file.path, text: try Files.read(file.path))
    return try modules.own(text, identity: "check")?.spec
  }

  private func check(_ argument: Argument, _ spec: ModuleSpec) -> Diagnostic? {
    if Arguments.internals.contains(argument.name) { return nil }
    do throws(Diagnostic) {
      let parameter = try Arguments.parameter(named: argument.name, of: spec)
      if !argument.value.holdsTemplate { try Arguments.check(argument.value, for: parameter) }
      return nil
    } catch {
      // It was indented too far.
      guard error.hint == nil, spec.parameter(named: argument.name) == nil,
        Keyword.isOfTask(argument.name)
      else { return error }
      let module = spec.name.split(separator: ".").last ?? ""
      return Diagnostic(
        error.kind, error.message,
        hint: "'\(argument.name)' belongs to the task: it must begin as far left as '\(module)'")
    }
  }

  private func checkMissing(_ action: Playbooks.Action, _ spec: ModuleSpec) -> Diagnostic? {
    var given = Set(action.arguments.compactMap { spec.parameter(named: $0.name)?.name })
    if action.freeForm != nil, let name = spec.freeForm { given.insert(name) }
    let missing = spec.parameters.filter { $0.isRequired && !given.contains($0.name) }.map(\.name)
    if missing.isEmpty { return nil }
    return Diagnostic(.invalid, "missing required arguments: \(missing.joined(separator: ", "))")
  }
}

extension Run {
  /// The whole name of a module or action that Bosun has.
  func qualified(_ name: String) -> String? { catalog.qualified(name) }
}
