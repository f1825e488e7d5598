import Core
import YAML

/// The state of one load: what was found so far, and which files are being read. It lives on one
/// thread and dies with the load.
final class Loading {
  let services: LoaderServices
  /// The folder of the playbook that is being read.
  var folder: String {
    didSet {
      resolutions = [:]
      home = Self.collection(ofPlaybookIn: folder)
    }
  }
  /// The collection that the playbook belongs to.
  private(set) var home: String?
  /// The variables of the play that is being read.
  var playVars: Map = [:]
  var knownRoles: [Role] = []
  /// Handlers of roles that `import_role` brought.
  var importedHandlers: [Step] = []
  /// All roles that `import_role` brought, as often as it did, those that came inside them first.
  var importedRoles: [Role] = []
  /// The file that a dynamic include brings, as it is shown.
  var includedFile: String?
  /// Where modules of the user's own are.
  var modules: ModuleSearch
  /// What names of modules mean, with the modules that are known so far.
  var resolutions: [ModuleName: Resolution] = [:]
  /// Whether the task that is being read says that it may fail.
  var mayFail = false
  /// Whether a `rescue` stands around the task that is being read.
  var isRescued = false
  /// Whether a role's variables are being read, of which many are never used.
  var mayStayUnused = false
  /// Files and roles being read, to find loops.
  var open: [String] = []

  private var nodes: [String: Node] = [:]
  private(set) var errors: [Diagnostic] = []
  private var warnings: [Diagnostic] = []
  /// The variables of role files, read and checked once.
  var variableFiles: [String: Map] = [:]
  /// Places whose templates were checked: a file that is used twice is checked once.
  var checkedPlaces: Set<Place> = []
  /// A role that is used twice shows its errors once.
  private var seen: Set<String> = []

  init(_ services: LoaderServices, folder: String) {
    self.services = services
    self.folder = folder
    home = Self.collection(ofPlaybookIn: folder)
    modules = ModuleSearch(services)
    modules.add(folder)
  }

  convenience init(_ services: LoaderServices, play: Play) {
    self.init(services, folder: play.folder)
    playVars = play.vars
    knownRoles = play.knownRoles
    for role in play.knownRoles { addLibraries(of: role.name, role.path) }
  }

  /// Gives the content, or all errors.
  func finish<Content>(_ content: Content) throws(LoadFailure) -> Loaded<Content> {
    guard errors.isEmpty else { throw LoadFailure(errors: errors, warnings: warnings) }
    return Loaded(
      content: content, warnings: warnings, importedHandlers: importedHandlers,
      importedRoles: importedRoles, file: includedFile)
  }
}

/// A place as a key of sets; the words of one `key=value` line may share theirs.
struct Place: Hashable {
  let file: ObjectIdentifier
  let line: Int
  let column: Int
  let text: String

  init(_ location: SourceLocation, _ text: String = "") {
    self.text = text
    file = ObjectIdentifier(location.file)
    line = location.line
    column = location.column
  }
}

// MARK: - What is found

extension Loading {
  func report(_ error: Diagnostic) {
    if isNew(error) { errors.append(error) }
  }

  /// An error that a task meets when it runs, in its arguments or templates: a warning where the task
  /// says that it may fail.
  func reportOfTask(_ error: Diagnostic) {
    if mayFail { warn(error) } else { report(error) }
  }

  func report(
    _ message: String, at location: SourceLocation?, hint: String? = nil,
    notes: [Diagnostic.Note] = []
  ) {
    report(Diagnostic(.invalid, message, at: location, hint: hint, notes: notes))
  }

  func warn(_ message: String, at location: SourceLocation?, hint: String? = nil) {
    warn(Diagnostic(.invalid, message, at: location, hint: hint))
  }

  func warn(_ warning: Diagnostic) {
    if isNew(warning) { warnings.append(warning) }
  }

  /// Whether something like it was reported before, by name: for warnings that one mention serves.
  func isFirst(_ key: String) -> Bool { seen.insert(key).inserted }

  private func isNew(_ diagnostic: Diagnostic) -> Bool {
    isFirst("\(diagnostic.location?.description ?? "") \(diagnostic.message)")
  }

  /// Runs `body` and reports what it throws.
  func reporting<Result>(
    at location: SourceLocation? = nil, _ body: () throws(Diagnostic) -> Result
  ) -> Result? {
    do throws(Diagnostic) { return try body() } catch {
      report(error.at(location))
      return nil
    }
  }
}

// MARK: - Files

extension Loading {
  /// The document of a YAML file, read once; nil (and reported) when it cannot be read.
  /// An empty file gives a null node.
  func node(ofFile path: String, neededAt location: SourceLocation?) -> Node? {
    if let known = nodes[path] { return known }
    let node = reporting(at: location) { () throws(Diagnostic) -> Node in
      let file = try services.read(path, displayed(path))
      if let node = try YAMLReader.read(file, warn: toldTwice) { return node }
      return Node(.scalar(.null), at: SourceLocation(file: file, line: 1, column: 1))
    }
    nodes[path] = node
    return node
  }

  /// What a key that stands twice in a map means (`duplicate_dict_key`).
  private func toldTwice(_ warning: Diagnostic) {
    switch services.duplicateKeys {
    case .warn: warn(warning)
    case .error: report(warning)
    case .ignore: break
    }
  }

  /// The path as errors show it: relative to the working folder when it is below it.
  func displayed(_ path: String) -> String {
    let here = Files.workingFolder
    return path.replacingPrefix(here == "/" ? "/" : here + "/", by: "")
  }

  /// Renders a name that must be known now, with the variables of the place.
  func rendered(_ setting: Setting, in scope: Scope?) -> String? {
    guard case .template(let text) = setting.value else { return setting.value.text }
    return reporting(at: setting.location) { () throws(Diagnostic) -> String in
      try services.render(text, variables(at: scope)).text
    }
  }

  private func variables(at scope: Scope?) -> [Map] {
    let role = scope?.role
    var magic: Map = ["playbook_dir": .string(folder)]
    if let role {
      magic["role_path"] = .string(role.path)
      magic["role_name"] = .string(role.name)
    }
    func layers(_ path: KeyPath<Role, [Role.Layer]>) -> [Map] {
      role?[keyPath: path].map(\.variables) ?? []
    }
    return layers(\.defaultLayers) + [playVars] + layers(\.varLayers) + (scope?.taskVars ?? [])
      + layers(\.paramLayers) + [magic]
  }
}
