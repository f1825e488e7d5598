import Core

/// A host of the inventory. Within one inventory the name says which host it is.
package struct Host: Sendable {
  package let name: String
  /// What inventory files, scripts and `add_host` say of it: level 8 of the precedence list.
  package internal(set) var variables: Map = [:]
  /// `localhost` that no inventory names, made when somebody asks for it.
  package let isImplicit: Bool
  /// Where the host was first read; nil for hosts that a play added.
  let origin: HostOrigin?
  /// The groups that hold it directly, as places in `Inventory.groupList`.
  var groups: [Int] = []

  /// A host that no inventory has, such as the target of a `delegate_to`.
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

/// The inventory source that first named a host; one for all hosts of a source.
final class HostOrigin: Sendable {
  /// `inventory_file` and `inventory_dir`.
  let variables: Map

  init(file: String?, folder: String?) {
    variables = [
      "inventory_file": file.map { .string($0) } ?? .null,
      "inventory_dir": folder.map { .string($0) } ?? .null,
    ]
  }

  /// For hosts that `add_host` made: both variables are there and null, as in Ansible.
  static let dynamic = HostOrigin(file: nil, folder: nil)
}
