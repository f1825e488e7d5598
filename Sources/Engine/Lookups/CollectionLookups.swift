import Core
import Glibc
import Jinja
import Regex

/// `filetree`: all that is below folders; of what has the same path in several, the first.
struct FileTreeLookup: Lookup {
  let reach = LookupReach.files

  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    var entries: [Value] = []
    var seen: Set<String> = []
    for term in terms {
      let candidates = SearchPath(scope: scope).candidates(term.text, kind: "files")
      var root = candidates.first(where: Files.isFolder) ?? candidates[0]
      // A slash at the end stays, as Python joins paths.
      if term.text.hasSuffix("/"), !root.hasSuffix("/") { root += "/" }
      try walk(root, "", &seen, &entries)
    }
    return entries
  }

  /// Folders of a level come before its files, and what is in them after both.
  private func walk(
    _ root: String, _ folder: String, _ seen: inout Set<String>, _ entries: inout [Value]
  ) throws(Diagnostic) {
    let place = Path.join(root, folder)
    guard Files.isFolder(place) else { return }
    let names = try Files.list(place).map { folder.isEmpty ? $0 : Path.join(folder, $0) }
    let folders = names.filter { Files.isFolder(Path.join(root, $0)) }
    let others = names.filter { !Files.isFolder(Path.join(root, $0)) }
    for path in folders + others {
      guard !seen.contains(path), let entry = Self.entry(root, path) else { continue }
      seen.insert(path)
      entries.append(entry)
    }
    for path in folders where Files.link(Path.join(root, path)) == nil {
      try walk(root, path, &seen, &entries)
    }
  }

  private static func entry(_ root: String, _ path: String) -> Value? {
    let whole = Path.join(root, path)
    var status = stat()
    guard lstat(whole, &status) == 0 else { return nil }
    var entry: Map = ["root": .string(root), "path": .string(path)]
    switch status.st_mode & S_IFMT {
    case S_IFLNK:
      entry["state"] = "link"
      entry["src"] = .string(Files.link(whole) ?? "")
    case S_IFDIR: entry["state"] = "directory"
    case S_IFREG:
      entry["state"] = "file"
      entry["src"] = .string(whole)
    default: return nil
    }
    let (user, group) = (Int(status.st_uid), Int(status.st_gid))
    entry["uid"] = .int(user)
    entry["gid"] = .int(group)
    entry["owner"] =
      getpwuid(status.st_uid).map { .string(String(cString: $0.pointee.pw_name)) } ?? .int(user)
    entry["group"] =
      getgrgid(status.st_gid).map { .string(String(cString: $0.pointee.gr_name)) } ?? .int(group)
    let mode = String(status.st_mode & 0o7777, radix: 8)
    entry["mode"] = .string("0" + String(repeating: "0", count: max(0, 3 - mode.count)) + mode)
    entry["size"] = .int(Int(status.st_size))
    entry["mtime"] = .float(seconds(status.st_mtim))
    entry["ctime"] = .float(seconds(status.st_ctim))
    return .map(entry)
  }

  private static func seconds(_ time: timespec) -> Double {
    Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

/// `dependent`: items made of several lists, of which later ones may depend on what was chosen of
/// earlier ones.
struct DependentLookup: Lookup {
  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    var steps: [(name: Value, source: Value)] = []
    for (index, term) in terms.enumerated() {
      guard let map = term.map, map.count == 1, let entry = map.elements.first else {
        throw Diagnostic(.evaluation, "Parameter \(index) must be a one-element dictionary")
      }
      guard !steps.contains(where: { $0.name == entry.key }) else {
        throw Diagnostic(.evaluation, "The variable \(entry.key.repr) appears more than once")
      }
      steps.append((entry.key, entry.value))
    }
    var rows: [Map] = steps.isEmpty ? [] : [[:]]
    for (name, source) in steps {
      var longer: [Map] = []
      for row in rows {
        for value in try values(of: source, name, row, scope) {
          var row = row
          row[name] = value
          longer.append(row)
        }
      }
      rows = longer
    }
    return rows.map { .map($0) }
  }

  /// Text is an expression over what was chosen so far.
  private func values(
    of source: Value, _ name: Value, _ row: Map, _ scope: HostScope
  ) throws(Diagnostic) -> [Value] {
    var source = source
    if let text = source.string {
      do {
        source = try scope.withLocals(["item": .map(row)]) { () throws(Diagnostic) in
          try scope.run.jinja.evaluate(TemplateText(text), scope: scope)
        }
      } catch {
        throw error.noting("while evaluating \(name.repr) with item == \(Value.map(row).repr)")
      }
    }
    if let list = source.list { return list }
    guard let map = source.map else {
      throw Diagnostic(
        .evaluation, "Did not obtain dictionary or list while evaluating \(name.repr)")
    }
    return map.sorted { $0.key.text < $1.key.text }.map { ["key": $0.key, "value": $0.value] }
  }
}

/// `merge_variables`: what all variables with matching names come to, in the order of their names.
struct MergeVariablesLookup: Lookup {
  let reach = LookupReach.anything
  let options = [
    LookupOption("pattern_type", .text, "regex", choices: ["prefix", "suffix", "regex"]).also(
      environment: "ANSIBLE_MERGE_VARIABLES_PATTERN_TYPE", section: "merge_variables_lookup",
      key: "pattern_type"),
    LookupOption("initial_value"),
    LookupOption("override", .text, "error", choices: ["error", "warn", "ignore"]).also(
      environment: "ANSIBLE_MERGE_VARIABLES_OVERRIDE", section: "merge_variables_lookup",
      key: "override"),
    LookupOption("groups", .list),
  ]

  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    var results: [Value] = []
    let groups = options["groups"]?.list?.map(\.text) ?? []
    for term in terms {
      guard case .string(let pattern) = term else { throw VarsLookup.notText(term) }
      var merged = options["initial_value"] ?? .null
      for scope in try scopes(groups, scope) { try merge(pattern, options, scope, into: &merged) }
      results.append(merged)
    }
    return results
  }

  private func scopes(
    _ groups: [String], _ scope: HostScope
  ) throws(Diagnostic) -> [HostScope] {
    if groups.isEmpty { return [scope] }
    let inventory = scope.run.currentInventory
    var scopes: [HostScope] = []
    for host in inventory.hosts {
      guard
        groups.contains("all") || inventory.groupNames(of: host).contains(where: groups.contains),
        let state = scope.run.state(named: host.name)
      else { continue }
      scopes.append(
        try HostScope(
          run: scope.run, host: state, play: scope.play, isForeign: true))
    }
    return scopes
  }

  private func merge(
    _ pattern: String, _ options: Map, _ scope: HostScope, into merged: inout Value
  ) throws(Diagnostic) {
    for name in scope.names.sorted() where try matches(name, pattern, options) {
      guard let value = try scope.definedValue(of: name) else { continue }
      switch (merged, value) {
      case (.null, .list), (.null, .map): merged = value
      case (.list(let before), .list(let more)): merged = .list(before + more)
      case (.map(var map), .map(let more)):
        try merge(more, into: &map, path: name, options, scope)
        merged = .map(map)
      case (_, .list), (_, .map):
        throw Diagnostic(
          .evaluation, "Unable to merge, not all variables are of the same type")
      default:
        throw Diagnostic(
          .evaluation, "Not supported type detected, variable must be a list or a dict",
          hint: "'\(name)' is \(value.typeName)")
      }
    }
  }

  private func matches(
    _ name: String, _ pattern: String, _ options: Map
  ) throws(Diagnostic) -> Bool {
    switch options["pattern_type"]?.text {
    case "prefix": name.hasPrefix(pattern)
    case "suffix": name.hasSuffix(pattern)
    default: try Regex.compiled(pattern).search(name) != nil
    }
  }

  private func merge(
    _ source: Map, into target: inout Map, path: String, _ options: Map, _ scope: HostScope
  ) throws(Diagnostic) {
    for (key, value) in source {
      switch (target[key], value) {
      case (let before, .map(let more)) where before?.map != nil || before == nil:
        var map = before?.map ?? [:]
        try merge(more, into: &map, path: "\(path).\(key.text)", options, scope)
        target[key] = .map(map)
      case (.list(let before)?, .list(let more)): target[key] = .list(before + more)
      case (let before?, _) where before != value:
        let error = Diagnostic(
          .evaluation,
          "The key '\(key.text)' with value '\(before.text)' will be overwritten with value "
            + "'\(value.text)' from '\(path).\(key.text)'")
        if options["override"]?.text == "error" { throw error }
        if options["override"]?.text == "warn" { scope.run.sink.receive(.warning(error)) }
        target[key] = value
      default: target[key] = value
      }
    }
  }
}
