import Core

/// A host of the inventory. Within one inventory the name says which host it is.
package struct Host: Sendable {
  package let name: String
  /// What inventory files, scripts and `add_host` say of it: level 8 of the precedence list.
  package internal(set) var variables: Map = [:]
  /// `localhost` that no inventory names, made when somebody asks for it.
  package let isImplicit: Bool
  /// The inventory source that first named the host, and its folder: `inventory_file` and
  /// `inventory_dir`. Nil for hosts that no source names; a list of hosts has no folder.
  package var file: String? { origin?.file }
  package var folder: String? { origin?.folder }
  private let origin: HostOrigin?
  /// The groups that hold it directly, as places in `Inventory.groupList`.
  var groups: [Int] = []

  /// A host without groups, for `add_host` and for hosts that no inventory knows.
  package init(name: String) { self.init(name: name, origin: nil) }

  init(name: String, origin: HostOrigin?) {
    self.name = name
    self.origin = origin
    isImplicit = false
  }

  /// The implicit localhost, which is worked on without a connection.
  init(implicit name: String) {
    self.name = name
    origin = nil
    isImplicit = true
    variables = ["ansible_connection": "local"]
  }

  /// The names that stand for the controller itself.
  static let localNames = ["127.0.0.1", "localhost", "::1"]
}

/// An inventory source as its hosts know it; one for all of them.
final class HostOrigin: Sendable {
  let file: String
  let folder: String?

  init(file: String, folder: String?) {
    self.file = file
    self.folder = folder
  }
}
