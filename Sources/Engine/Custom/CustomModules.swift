import Core
import Modules
import Playbooks
import Synchronization

/// The modules of the user's own that a run has met, each read once.
final class CustomModules: Sendable {
  private let known = Mutex<[ModuleFile: CustomModule]>([:])
  private let catalog: Modules.ModuleCatalog
  let core: AnsibleCoreFinder

  /// `python_module_rlimit_nofile`
  private let openFiles: Int

  init(catalog: Modules.ModuleCatalog, core: AnsibleCoreFinder, openFiles: Int = 0) {
    (self.catalog, self.core, self.openFiles) = (catalog, core, openFiles)
  }

  /// - Throws: as `CustomModule.init`; and where there is only an action plugin.
  func module(_ file: ModuleFile) throws(Diagnostic) -> CustomModule {
    if let module = known.withLock({ $0[file] }) { return module }
    if let plugin = file.plugin {
      throw Diagnostic(
        .invalid,
        "the action plugin '\(plugin)' of '\(file.name)' is Python on the controller, which Bosun "
          + "does not run")
    }
    let module = try CustomModule(file, catalog: catalog, core: core, openFiles: openFiles)
    known.withLock { $0[file] = module }
    return module
  }
}
