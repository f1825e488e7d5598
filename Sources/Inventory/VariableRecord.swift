import Core

/// That a source sets a variable of a group or host, kept where `InventorySettings.keepsRecords` asks:
/// of several sources that set the same one, only the last is seen in its value.
package struct VariableRecord: Sendable {
  package enum Owner: Sendable, Equatable { case group(String), host(String) }

  package let owner: Owner
  package let name: String
  package let value: Value
  /// Where the text says so; formats that have no places give nil.
  package let location: SourceLocation?
  /// The source as it was named.
  package let source: String
}

extension Inventory {
  /// Keeps what a source says, if somebody will ask.
  mutating func record(
    _ variables: Map, of owner: VariableRecord.Owner, at location: (String) -> SourceLocation?
  ) {
    guard settings.keepsRecords else { return }
    for (name, value) in variables {
      records.append(
        VariableRecord(
          owner: owner, name: name.text, value: value, location: location(name.text),
          source: sourceName))
    }
  }
}
