import Core

extension Inventory {
  /// Reads inventory sources in order: files, programs, folders of such, and lists of hosts such as
  /// `a.example.com,` (with a comma).
  ///
  /// - Parameters:
  ///   - read: reads its files, and those of variables.
  ///   - warn: takes what is odd but no error.
  /// - Throws: a `file` diagnostic for what the settings say is none to go on with: a source that
  ///   is missing or broken, or no source that could be read. Else such a source is warned of, and
  ///   gives nothing.
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
    guard Files.isFolder(path) else { return try readSource(name, at: path, warn: warn) }
    let ignored = try IgnoredNames(settings)
    var found = false
    for entry in try Files.list(path) where try !ignored.contains(entry) {
      let read = try read(Path.join(name, entry), at: Path.join(path, entry), warn: warn)
      found = read || found
    }
    return found ? true : try giveUp(path, warn: warn)
  }

  /// - Returns: whether the source could be read.
  private mutating func readSource(
    _ name: String, at path: String, warn: (Diagnostic) -> Void
  ) throws(Diagnostic) -> Bool {
    let isFile = Files.kind(path) != nil
    guard isFile || name.utf8.contains(UInt8(ascii: ",")) else {
      let hint = "there is no such file; a list of hosts needs a comma: -i '\(name),'"
      return try giveUp(path, hint: hint, warn: warn)
    }
    do throws(Diagnostic) {
      guard isFile else { return try read(InventorySource(hosts: name), warn: warn) }
      try read(InventorySource(name, at: path, by: readFile), warn: warn)
    } catch {
      warn(error)
      return try giveUp(isFile ? path : name, warn: warn)
    }
    processedFolders.append(Path.folder(path))
    return true
  }

  /// A source of which nothing is taken: a warning, or the end (ansible-core's
  /// `InventoryManager.parse_source`).
  ///
  /// - Returns: false, as nothing was read.
  private func giveUp(
    _ source: String, hint: String? = nil, warn: (Diagnostic) -> Void
  ) throws(Diagnostic) -> Bool {
    if settings.failsOnBrokenSource {
      throw Diagnostic(.file, "Completely failed to parse inventory source \(source)", hint: hint)
    }
    warn(Diagnostic(.file, "Unable to parse \(source) as an inventory source", hint: hint))
    return false
  }

  /// Reads a source with the first format that can.
  ///
  /// - Returns: true.
  /// - Throws: what the format says that the source looks like.
  @discardableResult
  private mutating func read(
    _ source: InventorySource, warn: (Diagnostic) -> Void
  ) throws(Diagnostic) -> Bool {
    var errors: [FormatError] = []
    for format in InventoryFormats.enabled(settings) {
      guard format.accepts(source, settings) else {
        settings.tell(
          3,
          "\(format.name) declined parsing \(source.place) as it did not pass its verify_file() "
            + "method")
        continue
      }
      // A format that fails half-way must leave nothing behind.
      var draft = self
      draft.sourceName = source.file.name
      var warnings: [Diagnostic] = []
      do {
        try format.read(source, into: &draft) { warnings.append($0) }
        warnings.forEach(warn)
        self = draft
        settings.tell(3, "Parsed \(source.place) inventory source with \(format.name) plugin")
        return true
      } catch {
        errors.append(FormatError(format: format, error: error))
      }
    }
    throw source.plausible(among: errors)
  }
}
