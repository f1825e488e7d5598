import Core
import Synchronization

/// A script that is read when it is first asked for. Those that are compiled in are known to be whole, by a test.
private final class LazyScript: Sendable {
  private let file: SourceFile
  private let read = Mutex<Script?>(nil)

  init(_ file: SourceFile) { self.file = file }

  var script: Script {
    read.withLock { known in
      if let known { return known }
      do throws(Diagnostic) {
        let script = try Script(file)
        known = script
        return script
      } catch {
        fatalError("the module script \(file.name) is broken: \(error)")
      }
    }
  }
}

/// The parts of the library, by name.
struct Parts: Sendable {
  private let scripts: [String: LazyScript]

  init(_ files: [String: SourceFile]) { scripts = files.mapValues(LazyScript.init) }

  subscript(name: String) -> Script? { scripts[name]?.script }
}

/// A module whose header is read when it is first asked for.
final class LazyModule: Sendable {
  let name: String
  private let script: LazyScript
  private let parts: Parts
  private let made = Mutex<Module?>(nil)

  init(name: String, file: SourceFile, parts: Parts) {
    self.name = name
    script = LazyScript(file)
    self.parts = parts
  }

  var module: Module {
    made.withLock { known in
      if let known { return known }
      let module = Module(script.script, parts: parts)
      known = module
      return module
    }
  }
}
