import Core
import Regex

/// A way to write an inventory: what Ansible calls an inventory plugin.
protocol InventoryFormat: Sendable {
  /// Its name in `enable_plugins` and in `plugin:`.
  static var name: String { get }

  /// Whether a source may be of this format, judged by its name and first bytes.
  static func accepts(_ source: InventorySource, _ settings: InventorySettings) -> Bool

  /// Adds what a source holds.
  ///
  /// - Throws: a diagnostic with its place when the source is broken or of another format.
  static func read(
    _ source: InventorySource, into inventory: inout Inventory, warn: (Diagnostic) -> Void
  ) throws(Diagnostic)
}

/// The formats that there are. `InventorySettings.formats` says which are tried, and in which order.
enum InventoryFormats {
  static let all: [any InventoryFormat.Type] = [
    HostListFormat.self,
    AdvancedHostListFormat.self,
    ScriptFormat.self,
    AutoFormat.self,
    ConstructedFormat.self,
    GeneratorFormat.self,
    YAMLFormat.self,
    INIFormat.self,
    TOMLFormat.self,
  ]

  /// The format of a name, which may be qualified; nil when there is none.
  static func named(_ name: String) -> (any InventoryFormat.Type)? {
    let prefix = ["ansible.builtin.", "ansible.legacy."].first(where: name.hasPrefix) ?? ""
    let plain = name.dropFirst(prefix.utf8.count)
    return all.first { $0.name == plain }
  }

  static func enabled(_ settings: InventorySettings) -> [any InventoryFormat.Type] {
    settings.formats.compactMap(named)
  }

  /// What to do about a name that is none.
  static func hint(for name: String) -> String {
    Suggestion.hint(for: name, among: all.map { $0.name })
      ?? "plugins in Python do not run here; save what they give with "
      + "'ansible-inventory --list --export --output hosts.json' and use that file"
  }
}

/// Why a format could not read a source.
struct FormatError {
  let format: any InventoryFormat.Type
  let error: Diagnostic
}

/// One inventory source: a file, or a list of hosts.
struct InventorySource {
  /// The path as the user gave it, or the list itself.
  let name: String
  /// The text of a file; the list itself for a list.
  let file: SourceFile
  let isHostList: Bool
  let origin: HostOrigin

  /// Where the file is; nil for a list of hosts.
  var path: String? { isHostList ? nil : origin.file }

  /// The path in full, or the list.
  var place: String { path ?? name }

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
  func plausible(among errors: [FormatError]) -> Diagnostic {
    guard let failure = mostPlausible(among: errors) else {
      return Diagnostic(.file, "'\(name)' is of no known inventory format")
    }
    return failure.error.prefixed(
      "* Failed to parse \(place) with \(failure.format.name) plugin")
  }

  private func mostPlausible(among errors: [FormatError]) -> FormatError? {
    func error(_ format: any InventoryFormat.Type) -> FormatError? {
      errors.first { $0.format == format }
    }
    if file.text.starts(with: "#!".utf8), let error = error(ScriptFormat.self) { return error }
    if fileExtension == ".toml", let error = error(TOMLFormat.self) { return error }
    if isPluginConfiguration, let error = error(AutoFormat.self) { return error }
    let isINI = file.text.split(separator: UInt8(ascii: "\n")).contains {
      $0.first { $0 != UInt8(ascii: " ") } == UInt8(ascii: "[")
    }
    if isINI, !fileExtension.hasPrefix(".y"), let error = error(INIFormat.self) { return error }
    let others = errors.filter { $0.format != AutoFormat.self && $0.format != ScriptFormat.self }
    return others.first ?? errors.first
  }

  /// Whether a line begins with the key that only configurations of plugins have.
  private var isPluginConfiguration: Bool {
    file.text.split(separator: UInt8(ascii: "\n")).contains { $0.starts(with: "plugin:".utf8) }
  }
}

/// Names in an inventory folder that are not sources: hidden files, variables, and what the settings
/// list (backups and the like).
struct IgnoredNames {
  private let endings: [String]
  private let patterns: [Regex]

  /// - Throws: an `invalid` diagnostic for a pattern that is none.
  init(_ settings: InventorySettings) throws(Diagnostic) {
    endings = settings.ignoredEndings
    var patterns: [Regex] = []
    for text in settings.ignoredPatterns { patterns.append(try Regex.compiled(text)) }
    self.patterns = patterns
  }

  func contains(_ name: String) throws(Diagnostic) -> Bool {
    if name.hasPrefix(".") || ["host_vars", "group_vars", "vars_plugins"].contains(name) {
      return true
    }
    if endings.contains(where: name.hasSuffix) { return true }
    for pattern in patterns where try pattern.firstMatch(in: Array(name.utf8)) != nil {
      return true
    }
    return false
  }
}
