import Core
import YAML

/// YAML files with a key `plugin`, which names the format that reads the rest.
enum AutoFormat: InventoryFormat {
  static let name = "auto"

  static func accepts(_ source: InventorySource, _ settings: InventorySettings) -> Bool {
    !source.isHostList && [".yml", ".yaml"].contains(source.fileExtension)
  }

  static func read(
    _ source: InventorySource, into inventory: inout Inventory, warn: (Diagnostic) -> Void
  ) throws(Diagnostic) {
    let start = SourceLocation(file: source.file, line: 1, column: 1)
    // An inventory without the key is read again as what it is: that may take long for nothing.
    guard PluginConfiguration.mayBe(source) else {
      throw Diagnostic(.syntax, "the file has no key 'plugin'", at: start)
    }
    guard let root = try YAMLReader.read(source.file, warn: warn),
      let plugin = root["plugin"], plugin.value.isTrue
    else { throw Diagnostic(.syntax, "the file has no key 'plugin'", at: start) }
    let name = plugin.value.text
    guard let format = InventoryFormats.named(name), format != AutoFormat.self else {
      throw Diagnostic(
        .invalid, "the inventory plugin '\(name)' does not exist here", at: plugin.location,
        hint: InventoryFormats.hint(for: name))
    }
    guard format.accepts(source, inventory.settings) else {
      throw Diagnostic(
        .invalid, "the inventory plugin '\(name)' does not take this file", at: plugin.location)
    }
    try format.read(source, into: &inventory, warn: warn)
  }
}

/// The configuration of a plugin: a YAML map with a key `plugin`.
struct PluginConfiguration {
  let root: Node

  /// Whether a source has the word `plugin` at all.
  static func mayBe(_ source: InventorySource) -> Bool {
    let word = Array("plugin".utf8)
    return source.file.text.withUnsafeBufferPointer { text in
      text.indices.contains { start in
        text[start] == word[0] && text[start...].starts(with: word)
      }
    }
  }

  /// Whether the name of a source is one that configurations have.
  static func accepts(_ source: InventorySource) -> Bool {
    !source.isHostList
      && ["", ".config", ".yaml", ".yml", ".json"].contains(source.fileExtension)
  }

  /// - Parameter keys: what there may be besides `plugin`.
  /// - Throws: a diagnostic for a file that is no configuration of this plugin.
  init(
    _ source: InventorySource, of format: any InventoryFormat.Type, keys: [String],
    warn: (Diagnostic) -> Void
  ) throws(Diagnostic) {
    let start = SourceLocation(file: source.file, line: 1, column: 1)
    guard Self.mayBe(source),
      let root = try YAMLReader.read(source.file, warn: warn),
      let entries = root.entries, let plugin = root["plugin"],
      InventoryFormats.named(plugin.value.text) == format
    else {
      throw Diagnostic(
        .syntax, "the file is no configuration of the plugin '\(format.name)'", at: start)
    }
    for entry in entries {
      let key = entry.key.value.text
      // Every plugin takes the options of the cache.
      if key == "plugin" || key == "cache" || key.hasPrefix("cache_") || keys.contains(key) {
        continue
      }
      warn(
        Diagnostic(
          .invalid, "the plugin '\(format.name)' has no option '\(key)'", at: entry.key.location,
          hint: Suggestion.hint(for: key, among: keys)))
    }
    self.root = root
  }

  /// An option that is true or false.
  ///
  /// - Throws: `invalid` for anything else.
  func flag(_ key: String, or fallback: Bool) throws(Diagnostic) -> Bool {
    guard let node = root[key], !node.isNull else { return fallback }
    if let flag = node.value.flag { return flag }
    throw Diagnostic(.invalid, "'\(key)' must be true or false", at: node.location)
  }

  /// The entries of an option that is a map; empty where it is missing.
  func entries(_ key: String) throws(Diagnostic) -> [Node.Entry] {
    guard let node = root[key], !node.isNull else { return [] }
    if let entries = node.entries { return entries }
    throw Diagnostic(.invalid, "'\(key)' must be a map", at: node.location)
  }
}

extension Value {
  /// What Ansible takes for true or false; nil for anything else.
  var flag: Bool? {
    switch text.lowercased() {
    case "y", "yes", "on", "1", "true", "t", "1.0": true
    case "n", "no", "off", "0", "false", "f", "0.0": false
    default: nil
    }
  }
}
