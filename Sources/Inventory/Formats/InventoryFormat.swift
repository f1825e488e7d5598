import Core

/// A way to write an inventory.
protocol InventoryFormat: Sendable {
  /// Whether a source may be of this format, judged by its name and first bytes.
  static func accepts(_ source: InventorySource) -> Bool

  /// Adds what a source holds.
  ///
  /// - Throws: a diagnostic with its place when the source is broken or of another format.
  static func read(
    _ source: InventorySource, into inventory: inout Inventory, warn: (Diagnostic) -> Void
  ) throws(Diagnostic)
}

/// The formats, in the order in which they are tried.
enum InventoryFormats {
  static let all: [any InventoryFormat.Type] = [
    HostListFormat.self,
    ScriptFormat.self,
    YAMLFormat.self,
    INIFormat.self,
  ]
}

/// One inventory source: a file, or a list of hosts.
struct InventorySource {
  /// The path as the user gave it, or the list itself.
  let name: String
  /// The text of a file; the list itself for a list.
  let file: SourceFile
  let isHostList: Bool
  let origin: HostOrigin

  /// A list of hosts.
  init(hosts: String) {
    name = hosts
    file = SourceFile(name: hosts)
    isHostList = true
    origin = HostOrigin(file: hosts, folder: nil)
  }

  /// A file.
  init(_ name: String, at path: String, by read: FileReading) throws(Diagnostic) {
    self.name = name
    file = try read(path, name)
    isHostList = false
    origin = HostOrigin(file: path, folder: Path.folder(path))
  }

  /// The extension with its dot, empty for none.
  var fileExtension: Substring {
    let base = Path.name(name)
    guard let dot = base.lastIndex(of: "."), dot != base.startIndex else { return "" }
    return base[dot...]
  }

  /// The error to show when no format can read the source: that of the format it looks like.
  func plausible(among errors: [Diagnostic]) -> Diagnostic {
    let isINI = file.text.split(separator: UInt8(ascii: "\n")).contains {
      $0.first { $0 != UInt8(ascii: " ") } == UInt8(ascii: "[")
    }
    let error = isINI && !fileExtension.hasPrefix(".y") ? errors.last : errors.first
    return error ?? Diagnostic(.file, "'\(name)' is of no known inventory format")
  }

  /// Names in an inventory folder that are not sources: hidden files, variables, backups and what
  /// Ansible's `inventory_ignore_extensions` lists.
  static func isIgnored(_ name: String) -> Bool {
    let endings = [
      ".pyc", ".pyo", ".swp", ".bak", "~", ".rpm", ".md", ".txt", ".rst", ".orig", ".ini", ".cfg",
      ".retry",
    ]
    return name.hasPrefix(".") || ["host_vars", "group_vars", "vars_plugins"].contains(name)
      || endings.contains { name.hasSuffix($0) }
  }
}
