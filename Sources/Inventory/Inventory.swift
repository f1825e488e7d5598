import Core

/// Hosts, groups and their variables, as the inventory sources give them. Only `add_host` and
/// `group_by` change it after loading.
package struct Inventory: Sendable {
  /// In the order in which the sources name them; a place here is what other lists keep.
  var hostList: [Host] = []
  var hostPlaces: [String: Int] = [:]
  var groupList: [Group] = []
  var groupPlaces: [String: Int] = [:]
  /// The first host of the sources that is called `localhost`, `127.0.0.1` or `::1`.
  var localhost: Int?
  /// Where `group_vars` and `host_vars` of the inventory are looked for.
  var folders: [String] = []
  let variableFiles: VariableFiles
  let readFile: FileReading
  /// What it was loaded from, to load it again.
  package internal(set) var sources: [String] = []
  package internal(set) var settings = InventorySettings()
  /// Whether any source could be read.
  package internal(set) var isParsed = false
  /// The folders of the files that were read so far.
  var processedFolders: [String] = []
  /// Who set which variable, where `settings.keepsRecords` asks, and the source that is being read.
  package internal(set) var records: [VariableRecord] = []
  var sourceName = ""
  /// What plays have added since.
  var additions: [Addition] = []

  /// An inventory without sources: only the implicit localhost.
  ///
  /// - Parameter read: reads its files, and those of variables.
  package init(by read: @escaping FileReading = SourceFile.read) {
    readFile = read
    variableFiles = VariableFiles(by: read)
    _ = addGroup("all")
    _ = addGroup("ungrouped")
    groupList[Group.all].children = [Group.ungrouped]
    groupList[Group.ungrouped].parents = [Group.all]
  }

  /// All hosts in inventory order, which is the order of the pattern `all`.
  package var hosts: [Host] { places(in: Group.all).map { hostList[$0] } }

  /// All groups in the order of the sources, `all` and `ungrouped` first.
  package var groups: OrderedDictionary<String, Group> {
    OrderedDictionary(uniqueKeysWithValues: groupList.lazy.map { ($0.name, $0) })
  }

  package func group(named name: String) -> Group? { groupPlaces[name].map { groupList[$0] } }

  /// The host of a name. A local name that no source has gives the inventory's own local host
  /// under another name, or else the implicit localhost.
  package func host(named name: String) -> Host? {
    if let place = hostPlaces[name] { return hostList[place] }
    guard Host.localNames.contains(name) else { return nil }
    return localhost.map { hostList[$0] } ?? Host(implicit: name)
  }

  /// The hosts of a group and of all groups below it, each once; empty for an unknown group.
  package func hosts(in group: String) -> [Host] {
    groupPlaces[group].map { places(in: $0).map { hostList[$0] } } ?? []
  }

  package func hosts(in group: Group) -> [Host] { hosts(in: group.name) }

  /// The hosts that stand in a group themselves.
  package func directHosts(of group: Group) -> [Host] { group.hosts.map { hostList[$0] } }

  package func children(of group: Group) -> [Group] { group.children.map { groupList[$0] } }

  /// `group_names`: all groups of a host but `all`, by name.
  package func groupNames(of host: Host) -> [String] {
    groupPlaces(of: current(host)).map { groupList[$0].name }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The host as it is now: whoever has kept a host may have it from before `add_host`.
  func current(_ host: Host) -> Host { hostPlaces[host.name].map { hostList[$0] } ?? host }

  // MARK: Walks

  /// The places of the hosts in a group and below it: first its own, then level by level.
  func places(in group: Int) -> [Int] {
    if groupList[group].children.isEmpty { return groupList[group].hosts }
    var seen: Set<Int> = []
    var places: [Int] = []
    for member in walk(from: [group], along: \.children) {
      for host in groupList[member].hosts where seen.insert(host).inserted { places.append(host) }
    }
    return places
  }

  /// Groups and all that can be reached from them, level by level, each once.
  func walk(from start: [Int], along way: KeyPath<Group, [Int]>) -> [Int] {
    var seen = Set(start)
    var reached = start
    var next = 0
    while next < reached.count {
      for other in groupList[reached[next]][keyPath: way] where seen.insert(other).inserted {
        reached.append(other)
      }
      next += 1
    }
    return reached
  }

  /// All groups of a host but `all`, lowest precedence first.
  func groupPlaces(of host: Host) -> [Int] {
    let all = walk(from: host.groups, along: \.parents).filter { $0 != Group.all }
    guard all.count > 1 else { return all }
    return all.sorted(by: precedes)
  }

  /// Whether a group counts less than another.
  func precedes(_ left: Int, _ right: Int) -> Bool {
    let (a, b) = (groupList[left], groupList[right])
    if a.depth != b.depth { return a.depth < b.depth }
    if a.priority != b.priority { return a.priority < b.priority }
    return a.name.utf8.lexicographicallyPrecedes(b.name.utf8)
  }
}
