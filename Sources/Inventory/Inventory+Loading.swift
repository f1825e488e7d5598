import Core

extension Inventory {
  /// Reads inventory sources in order: files, programs, folders of such, and lists of hosts such as
  /// `a.example.com,` (with a comma).
  ///
  /// - Parameters:
  ///   - read: reads its files, and those of variables.
  ///   - warn: takes what is odd but no error.
  /// - Throws: a diagnostic for the first source that is missing or broken. Ansible warns and goes
  ///   on without that source; a run on half of the hosts is no help to anybody. That is what
  ///   `onBrokenSource` can be told to do.
  package static func load(
    _ sources: [String], _ settings: InventorySettings = InventorySettings(),
    by read: @escaping FileReading = SourceFile.read, warn: (Diagnostic) -> Void = { _ in }
  ) throws(Diagnostic) -> Inventory {
    var inventory = Inventory(by: read)
    inventory.settings = settings
    inventory.sources = sources
    try inventory.checkSettings(warn: warn)
    for name in sources where !name.isEmpty {
      let path = Path.absolute(Path.expandingHome(name))
      if let kind = Files.kind(path) {
        inventory.folders.append(kind == .folder ? path : Path.folder(path))
      }
      let found = try inventory.read(name, at: path, warn: warn)
      inventory.isParsed = found || inventory.isParsed
    }
    if !inventory.isParsed, settings.failsWithoutInventory {
      throw Diagnostic(
        .file, "No inventory was parsed, please check your configuration and options.")
    }
    inventory.reconcile(warn: warn)
    return inventory
  }

  /// The sources read again, and what plays have added to it (`meta: refresh_inventory`).
  ///
  /// - Throws: as `load`.
  package func refreshed(warn: (Diagnostic) -> Void) throws(Diagnostic) -> Inventory {
    var inventory = try Inventory.load(sources, settings, by: readFile, warn: warn)
    for addition in additions { _ = try inventory.apply(addition) }
    return inventory
  }

  private func checkSettings(warn: (Diagnostic) -> Void) throws(Diagnostic) {
    for name in settings.formats where InventoryFormats.named(name) == nil {
      warn(
        Diagnostic(
          .invalid, "Failed to load inventory plugin, skipping \(name)",
          hint: InventoryFormats.hint(for: name)))
    }
    guard settings.formats.contains(where: { InventoryFormats.named($0) != nil }) else {
      throw Diagnostic(
        .file,
        "No inventory plugins available to generate inventory, make sure you have at least one "
          + "enabled.")
    }
  }

  /// Reads a file, a list, or the files of a folder by name.
  ///
  /// - Returns: whether there was anything to read.
  private mutating func read(
    _ name: String, at path: String, warn: (Diagnostic) -> Void
  ) throws(Diagnostic) -> Bool {
    guard Files.isFolder(path) else {
      return try heedingSettings(name, warn: warn) { (inventory) throws(Diagnostic) in
        try inventory.readSource(name, at: path, warn: warn)
      }
    }
    let ignored = try IgnoredNames(settings)
    var found = false
    for entry in try Files.list(path) where try !ignored.contains(entry) {
      let read = try read(Path.join(name, entry), at: Path.join(path, entry), warn: warn)
      found = read || found
    }
    if !found {
      warn(Diagnostic(.file, "Unable to parse \(path) as an inventory source"))
    }
    return found
  }

  /// What a broken source means: an error, or a warning.
  private mutating func heedingSettings(
    _ name: String, warn: (Diagnostic) -> Void,
    _ read: (inout Inventory) throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> Bool {
    do {
      try read(&self)
      return true
    } catch {
      guard settings.onBrokenSource == .warn else { throw error }
      warn(error)
      warn(Diagnostic(.file, "Unable to parse \(name) as an inventory source"))
      return false
    }
  }

  private mutating func readSource(
    _ name: String, at path: String, warn: (Diagnostic) -> Void
  ) throws(Diagnostic) {
    guard Files.kind(path) == nil else {
      try read(InventorySource(name, at: path, by: readFile), warn: warn)
      return processedFolders.append(Path.folder(path))
    }
    guard name.utf8.contains(UInt8(ascii: ",")) else {
      throw Diagnostic(
        .file, "there is no inventory source '\(name)'",
        hint: "a list of hosts needs a comma: -i '\(name),'")
    }
    try read(InventorySource(hosts: name), warn: warn)
  }

  /// Reads a source with the first format that can.
  private mutating func read(
    _ source: InventorySource, warn: (Diagnostic) -> Void
  ) throws(Diagnostic) {
    var errors: [FormatError] = []
    for format in InventoryFormats.enabled(settings) where format.accepts(source, settings) {
      // A format that fails half-way must leave nothing behind.
      var draft = self
      draft.sourceName = source.file.name
      var warnings: [Diagnostic] = []
      do {
        try format.read(source, into: &draft) { warnings.append($0) }
        warnings.forEach(warn)
        self = draft
        return
      } catch {
        errors.append(FormatError(format: format, error: error))
      }
    }
    throw source.plausible(among: errors)
  }
}
