import Core
import Jinja

extension Inventory {
  /// What the sources so far say of a host, lowest precedence first: variables of its groups, with
  /// their files where these are wanted; its own; and what every host has.
  ///
  /// Groups that no source has put below `all` are not below it yet.
  func knownVariables(
    of host: Int, withFiles: Bool, warn: (Diagnostic) -> Void
  ) throws(Diagnostic) -> [Map] {
    let host = hostList[host]
    let places = walk(from: host.groups, along: \.parents).sorted { precedes($0, $1) }
    var layers = places.map { groupList[$0].variables }
    func addFiles(_ kind: String, _ name: String) throws(Diagnostic) {
      for folder in processedFolders where settings.readsFiles {
        let path = Path.join(folder, kind)
        layers += try variableFiles.files(of: name, in: path, warn: warn).map(\.variables)
      }
    }
    if withFiles {
      for place in places { try addFiles("group_vars", groupList[place].name) }
    }
    layers.append(host.variables)
    layers.append([
      "inventory_file": host.file.map { .string($0) } ?? .null,
      "inventory_dir": host.folder.map { .string($0) } ?? .null,
      "inventory_hostname": .string(host.name),
      "inventory_hostname_short": .string(String(host.name.prefix { $0 != "." })),
      "group_names": .list(groupNames(of: host).map { .string($0) }),
    ])
    if withFiles { try addFiles("host_vars", host.name) }
    return layers
  }
}
