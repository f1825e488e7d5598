import Core

/// Programs that print an inventory.
enum ScriptFormat: InventoryFormat {
  static func accepts(_ source: InventorySource) -> Bool {
    source.file.text.starts(with: "#!".utf8)
  }

  static func read(
    _ source: InventorySource, into inventory: inout Inventory, warn: (Diagnostic) -> Void
  ) throws(Diagnostic) {
    throw Diagnostic(
      .invalid, "the inventory source '\(source.name)' is a program, which is not supported yet",
      at: SourceLocation(file: source.file, line: 1, column: 1))
  }
}
