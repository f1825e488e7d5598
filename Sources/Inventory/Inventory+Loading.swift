import Core

extension Inventory {
  /// Reads inventory sources in order: files, folders of files, and lists of hosts such as
  /// `a.example.com,` (with a comma).
  ///
  /// - Parameters:
  ///   - read: reads its files, and those of variables.
  ///   - warn: takes what is odd but no error.
  /// - Throws: a diagnostic for the first source that is missing or broken. Ansible warns and goes
  ///   on without that source; a run on half of the hosts is no help to anybody.
  package static func load(
    _ sources: [String], by read: @escaping FileReading = SourceFile.read,
    warn: (Diagnostic) -> Void = { _ in }
  ) throws(Diagnostic) -> Inventory {
    var inventory = Inventory(by: read)
    for name in sources where !name.isEmpty {
      let path = Path.absolute(Path.expandingHome(name))
      guard let kind = Files.kind(path) else {
        guard name.utf8.contains(UInt8(ascii: ",")) else {
          throw Diagnostic(
            .file, "there is no inventory source '\(name)'",
            hint: "a list of hosts needs a comma: -i '\(name),'")
        }
        try inventory.read(InventorySource(hosts: name), warn: warn)
        continue
      }
      inventory.folders.append(kind == .folder ? path : Path.folder(path))
      try inventory.read(name, at: path, warn: warn)
    }
    inventory.reconcile(warn: warn)
    return inventory
  }

  /// Reads a file, or the files of a folder by name.
  private mutating func read(
    _ name: String, at path: String, warn: (Diagnostic) -> Void
  ) throws(Diagnostic) {
    guard Files.isFolder(path) else {
      return try read(InventorySource(name, at: path, by: readFile), warn: warn)
    }
    for entry in try Files.list(path) where !InventorySource.isIgnored(entry) {
      try read(Path.join(name, entry), at: Path.join(path, entry), warn: warn)
    }
  }

  /// Reads a source with the first format that can.
  private mutating func read(
    _ source: InventorySource, warn: (Diagnostic) -> Void
  ) throws(Diagnostic) {
    var errors: [Diagnostic] = []
    for format in InventoryFormats.all where format.accepts(source) {
      // A format that fails half-way must leave nothing behind.
      var draft = self
      var warnings: [Diagnostic] = []
      do {
        try format.read(source, into: &draft) { warnings.append($0) }
        warnings.forEach(warn)
        self = draft
        return
      } catch {
        errors.append(error)
      }
    }
    throw source.plausible(among: errors)
  }
}
