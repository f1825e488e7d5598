import Core

/// All modules that run at the far end, by name.
package struct ModuleCatalog: Sendable {
  /// The text that every shell gets first.
  package let library: [UInt8]
  private let parts: [String: Script]
  private let modules: [String: Script]
  private let names: [String: String]

  /// The modules that are compiled in.
  package static let builtin: ModuleCatalog = {
    do {
      return try ModuleCatalog(EmbeddedScripts.files)
    } catch {
      fatalError("a module script that was compiled in is broken: \(error)")
    }
  }()

  /// - Parameter files: the library first, then parts and modules.
  /// - Throws: `invalid` for a broken header.
  package init(_ files: [SourceFile]) throws(Diagnostic) {
    var parts: [String: Script] = [:]
    var modules: [String: Script] = [:]
    var names: [String: String] = [:]
    var library: [UInt8] = []
    for (index, file) in files.enumerated() {
      let script = try Script(file)
      let header = try ModuleHeader(file)
      if index == 0 {
        library = script.text
      } else if let part = header.part {
        parts[part] = script
      } else if header.module != nil {
        modules[script.spec.name] = script
        for name in [script.spec.name] + script.spec.aliases {
          names[name] = script.spec.name
          // The engine's own helpers have no short names, which belong to playbooks.
          if name.hasPrefix("bosun.internal.") { continue }
          names[String(name.split(separator: ".").last ?? "")] = script.spec.name
        }
      } else {
        throw Diagnostic(.invalid, "\(file.name): the header says neither 'module' nor 'part'")
      }
    }
    (self.library, self.parts, self.modules, self.names) = (library, parts, modules, names)
  }

  /// Qualified names, sorted.
  package var moduleNames: [String] { modules.keys.sorted() }

  /// The qualified name that a name as written in a playbook means, or nil.
  package func qualified(_ name: String) -> String? {
    let bare = name.hasPrefix("ansible.legacy.") ? String(name.dropFirst(15)) : name
    return names[bare]
  }

  /// The module with this name (short, qualified or an alias), with the parameters and rules of
  /// the parts it uses, and of those that these use.
  package func spec(_ name: String) -> ModuleSpec? {
    guard let script = script(name) else { return nil }
    var spec = script.module.spec
    for part in script.parts {
      spec.parameters += part.script.spec.parameters
      spec.rules += part.script.spec.rules
    }
    return spec
  }

  /// The text of a part that is no module's; empty for one that does not exist.
  package func text(ofPart name: String) -> [UInt8] { parts[name]?.text ?? [] }

  /// A module's script and the parts that must be there before it, in order.
  func script(_ name: String) -> (module: Script, parts: [(name: String, script: Script)])? {
    guard let name = qualified(name), let module = modules[name] else { return nil }
    var order: [(name: String, script: Script)] = []
    func add(_ uses: [String]) {
      for part in uses where !order.contains(where: { $0.name == part }) {
        guard let script = parts[part] else { continue }
        add(script.spec.uses)
        order.append((part, script))
      }
    }
    add(module.spec.uses)
    return (module, order)
  }
}
