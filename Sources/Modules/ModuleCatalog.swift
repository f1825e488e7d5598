import Core

/// A module with the parts that its script needs.
package final class Module: Sendable {
  /// What it is and takes, with the parameters and rules of its parts.
  package let spec: ModuleSpec
  let script: Script
  /// The parts that must be there before it, in order.
  let parts: [Script]
  /// The name of the shell function that its text is.
  let function: String

  /// - Parameter identity: tells a script of the user's own from others with its name.
  init(_ script: Script, parts all: Parts, identity: String? = nil) {
    var order: [Script] = []
    func add(_ uses: [String]) {
      for name in uses where !order.contains(where: { $0.spec.name == name }) {
        guard let part = all[name] else { continue }
        add(part.spec.uses)
        order.append(part)
      }
    }
    add(script.spec.uses)
    self.script = script
    parts = order
    spec = script.spec.with(order.map(\.spec))
    function =
      identity.map { "_own_\($0)" }
      ?? "_module_" + script.spec.name.map { $0 == "." ? "_" : String($0) }.joined()
  }
}

/// All modules that run at the far end, by name. Headers are read when somebody asks for what they say.
package struct ModuleCatalog: Sendable {
  /// The text that every shell gets first.
  package let library: [UInt8]
  /// The modules by each of their names: qualified, short, aliases.
  private let modules: [String: LazyModule]
  private let parts: Parts

  /// The modules that are compiled in.
  package static let builtin: ModuleCatalog = {
    do {
      return try ModuleCatalog(EmbeddedScripts.files)
    } catch {
      fatalError("a module script that was compiled in is broken: \(error)")
    }
  }()

  /// - Parameter files: the library first, then parts and modules.
  /// - Throws: `invalid` for a script that is neither.
  package init(_ files: [SourceFile]) throws(Diagnostic) {
    guard let first = files.first else {
      throw Diagnostic(.internal, "there is no library of modules")
    }
    library = try Script(first).text
    var parts: [String: SourceFile] = [:]
    var scripts: [(names: ScriptNames, file: SourceFile)] = []
    for file in files.dropFirst() {
      let names = ScriptNames(file.text)
      if let part = names.part { parts[part] = file } else { scripts.append((names, file)) }
    }
    self.parts = Parts(parts)
    var modules: [String: LazyModule] = [:]
    for (names, file) in scripts {
      guard let name = names.module else {
        throw Diagnostic(.invalid, "\(file.name): the header says neither 'module' nor 'part'")
      }
      let module = LazyModule(name: name, file: file, parts: self.parts)
      for name in [name] + names.aliases {
        modules[name] = module
        // The engine's own helpers have no short names, which belong to playbooks.
        if name.hasPrefix("bosun.internal.") { continue }
        modules[name.parts(between: UInt8(ascii: ".")).last ?? ""] = module
      }
    }
    self.modules = modules
  }

  /// Qualified names, sorted.
  package var moduleNames: [String] { Set(modules.values.map(\.name)).sorted() }

  /// The qualified name that a name as written in a playbook means, or nil.
  package func qualified(_ name: String) -> String? { lazyModule(name)?.name }

  /// The module with this name: short, qualified or an alias.
  package func module(_ name: String) -> Module? { lazyModule(name)?.module }

  private func lazyModule(_ name: String) -> LazyModule? {
    if let module = modules[name] { return module }
    return name.hasPrefix("ansible.legacy.") ? modules[String(name.dropFirst(15))] : nil
  }

  /// A module of the user's own in our form: a script whose header has a `module` line.
  ///
  /// - Parameter identity: letters and digits that differ for different texts.
  /// - Returns: nil for a file of another form.
  /// - Throws: `invalid` for a broken header.
  package func own(_ file: SourceFile, identity: String) throws(Diagnostic) -> Module? {
    guard ScriptNames(file.text).module != nil else { return nil }
    return Module(try Script(file), parts: parts, identity: identity)
  }

  /// What the module with this name is and takes.
  package func spec(_ name: String) -> ModuleSpec? { module(name)?.spec }

  /// The text of a part that is no module's; empty for one that does not exist.
  package func text(ofPart name: String) -> [UInt8] { parts[name]?.text ?? [] }
}
