import Core
import YAML

extension Loading {
  /// `module_defaults` as `TaskArguments` reads it: modules by their whole names; a group (`group/NAME`) by
  /// its whole name, its value a map of `actions` (the modules that are in it) and `defaults`.
  func moduleDefaults(_ node: Node) -> Setting? {
    for entry in (node.list ?? [node]).flatMap({ $0.entries ?? [] }) {
      guard let name = entry.key.string else { continue }
      if let group = Self.group(name) {
        if members(of: group) == nil { reportUnknownGroup(group, at: entry.key.location) }
      } else if resolve(name, in: nil) == .unknown {
        report("Could not resolve action \(name) in module_defaults", at: entry.key.location)
      }
    }
    let setting = setting(.moduleDefaults, node)
    guard let setting, let maps = setting.value.list else { return setting }
    let resolved = maps.map { map -> Value in
      guard let map = map.map else { return map }
      return .map(Map(map.map { entry($0.key.text, $0.value) }) { $1 })
    }
    return Setting(.list(resolved), at: setting.location)
  }

  private func entry(_ name: String, _ defaults: Value) -> (Value, Value) {
    guard let group = Self.group(name) else { return (.string(wholeName(name)), defaults) }
    let actions = (members(of: group) ?? []).map { Value.string($0) }
    return (.string("group/\(group)"), ["actions": .list(actions), "defaults": defaults])
  }

  private func wholeName(_ module: String) -> String {
    resolve(module, in: nil).qualifiedName ?? module
  }

  /// The whole name of the group that a key names; one without a collection is ansible-core's.
  private static func group(_ key: String) -> String? {
    guard key.hasPrefix("group/") else { return nil }
    let name = String(key.dropFirst(6))
    return name.split(separator: ".").count > 2 ? name : "ansible.builtin.\(name)"
  }

  /// The modules of a group and of those that it extends, by their whole names; nil where there is no such
  /// group. A group that another one extends need not exist (ansible-core's `_resolve_group`).
  private func members(of group: String, without seen: Set<String> = []) -> [String]? {
    let parts = group.split(separator: ".")
    let collection = parts.prefix(2).joined(separator: ".")
    let (own, extended): ([String], [String])
    if collection == "ansible.builtin" {
      guard let others = WellKnownGroups.core[parts.dropFirst(2).joined(separator: ".")] else {
        return nil
      }
      (own, extended) = ([], others)
    } else if let home = collectionFolder(collection) {
      let groups = runtime(ofCollection: home)?["action_groups"]
      guard let list = groups?[group] ?? groups?[parts.dropFirst(2).joined(separator: ".")] else {
        return nil
      }
      own = (list.list ?? []).compactMap(\.string)
      extended = (list.list ?? []).compactMap { $0["metadata"]?["extend_group"] }
        .flatMap { $0.list ?? [$0] }.compactMap(\.string)
    } else {
      guard let known = WellKnownGroups.members[group] else { return nil }
      (own, extended) = (known, [])
    }
    let inside = seen.union([group])
    let whole = { (name: String) in
      name.split(separator: ".").count > 2 ? name : "\(collection).\(name)"
    }
    return own.map { wholeName(whole($0)) }
      + extended.map(whole).filter { !inside.contains($0) }.flatMap {
        members(of: $0, without: inside) ?? []
      }
  }

  private func reportUnknownGroup(_ group: String, at location: SourceLocation) {
    let parts = group.split(separator: ".")
    let collection = parts.prefix(2).joined(separator: ".")
    let short = parts.dropFirst(2).joined(separator: ".")
    let isCore = collection == "ansible.builtin"
    var hint = Suggestion.hint(
      for: isCore ? short : group,
      among: isCore ? WellKnownGroups.core.keys.sorted() : WellKnownGroups.members.keys.sorted())
    if isCore,
      let own = WellKnownGroups.members.keys.sorted().first(where: {
        $0.hasSuffix(".\(short)")
      })
    {
      hint = "a group of a collection needs its whole name: group/\(own)"
    }
    if hint == nil, !isCore, collectionFolder(collection) == nil {
      hint = "the collection \(collection) is not installed"
    }
    report(
      "Error loading module_defaults: could not resolve the module_defaults group \(group)",
      at: location, hint: hint)
  }
}
