import Core
import Synchronization

/// What stands in folders with modules, each folder read once in a run.
package final class ModuleFolders: Sendable {
  private let known = Mutex<[String: [String: String]]>([:])

  /// Endings of files that are no modules.
  private let ignored: [String]

  /// - Parameter ignored: `module_ignore_exts`; without it what ansible-core ignores, and what else is no module.
  package init(ignoring ignored: [String]? = nil) {
    self.ignored =
      ignored ?? [
        ".pyc", ".pyo", ".swp", ".bak", "~", ".rpm", ".md", ".txt", ".rst", ".yaml", ".yml", ".ini",
        ".json", ".cfg",
      ]
  }

  /// The file of a module: its name with any ending, or with none.
  func file(_ name: String, in folder: String) -> String? {
    let files = known.withLock { known in
      if let files = known[folder] { return files }
      let files = self.files(in: folder)
      known[folder] = files
      return files
    }
    return files[name]
  }

  private func files(in folder: String) -> [String: String] {
    guard Files.isFolder(folder), let names = try? Files.list(folder) else { return [:] }
    var files: [String: String] = [:]
    for name in names.sorted() where !name.hasPrefix(".") {
      let path = Path.join(folder, name)
      guard name != "__init__.py", Files.isFile(path) else { continue }
      if ignored.contains(where: name.hasSuffix) { continue }
      let dot = name.lastIndex(of: ".")
      files[name] = path
      if let dot { files[String(name[..<dot])] = files[String(name[..<dot])] ?? path }
    }
    return files
  }

  /// A folder of the configuration with what is one or two levels below it, as ansible-core searches.
  static func nested(_ folder: String) -> [String] {
    func below(_ folder: String) -> [String] {
      ((try? Files.list(folder)) ?? []).sorted().map { Path.join(folder, $0) }.filter(
        Files.isFolder)
    }
    guard Files.isFolder(folder) else { return [] }
    let first = below(folder)
    return first + first.flatMap(below) + [folder]
  }
}

/// Where modules of the user's own are searched, the stronger folders first.
struct ModuleSearch {
  /// The folders of playbooks and roles that were added.
  private var homes: Set<String> = []
  /// Folders with modules, with action plugins, and with what modules import.
  private(set) var libraries: [String] = []
  private(set) var plugins: [String] = []
  private(set) var utilities: [String] = []
  private let configured: (libraries: [String], plugins: [String], utilities: [String])
  private let folders: ModuleFolders

  init(_ services: LoaderServices) {
    folders = services.moduleFolders
    libraries = services.modulePath
    configured = (
      services.library.flatMap(ModuleFolders.nested),
      services.actionPlugins.flatMap(ModuleFolders.nested), services.moduleUtils
    )
  }

  /// Adds the folders of a playbook or role.
  ///
  /// - Returns: whether one of them is there and was not known yet.
  @discardableResult
  mutating func add(_ home: String) -> Bool {
    guard homes.insert(home).inserted else { return false }
    let library = Self.add("library", of: home, to: &libraries)
    let plugin = Self.add("action_plugins", of: home, to: &plugins)
    let utility = Self.add("module_utils", of: home, to: &utilities)
    return library || plugin || utility
  }

  private static func add(_ name: String, of home: String, to folders: inout [String]) -> Bool {
    let folder = Path.join(home, name)
    guard Files.isFolder(folder) else { return false }
    folders.append(folder)
    return true
  }

  /// The module with a short name; nil when no folder has it.
  ///
  /// - Parameter collections: folders for what modules import from collections.
  func file(_ name: String, collections: [String]) -> ModuleFile? {
    guard !name.isEmpty, !name.contains("/") else { return nil }
    let module = (libraries + configured.libraries).lazy.compactMap {
      folders.file(name, in: $0)
    }.first
    let plugin = (plugins + configured.plugins).lazy.compactMap {
      folders.file("\(name).py", in: $0)
    }.first
    if module == nil, plugin == nil { return nil }
    return ModuleFile(
      name: name, path: module ?? "", plugin: plugin, utilities: allUtilities,
      collections: collections)
  }

  var allUtilities: [String] { utilities + configured.utilities }
}
