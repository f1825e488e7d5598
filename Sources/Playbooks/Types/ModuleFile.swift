import Core

/// A module that is a file of the user's own: in a `library` folder or in a collection.
package struct ModuleFile: Sendable, Hashable {
  /// The name that results and `module_defaults` know it by; with its collection where it has one.
  package let name: String
  /// Where the file is, on the controller. Empty where there is an action plugin and no module.
  package let path: String
  /// The action plugin that Ansible would run in its place on the controller; it is Python, so that
  /// the module cannot be run.
  package let plugin: String?
  /// Folders with `module_utils` of the user's own, the stronger ones first.
  package let utilities: [String]
  /// Folders that hold `ansible_collections`, for what the module imports from collections.
  package let collections: [String]

  package init(
    name: String, path: String, plugin: String? = nil, utilities: [String] = [],
    collections: [String] = []
  ) {
    self.name = name
    self.path = path
    self.plugin = plugin
    self.utilities = utilities
    self.collections = collections
  }

  /// The name without its collection.
  package var shortName: String { String(name.split(separator: ".").last ?? "") }
}
