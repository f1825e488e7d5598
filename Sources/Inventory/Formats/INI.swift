import Core

/// The INI format: `[group]` with a host per line, `[group:children]`, `[group:vars]`.
enum INIFormat: InventoryFormat {
  static let name = "ini"

  /// Headers of TOML tables would pass for sections.
  static func accepts(_ source: InventorySource, _ settings: InventorySettings) -> Bool {
    !source.isHostList && source.fileExtension != ".toml"
  }

  static func read(
    _ source: InventorySource, into inventory: inout Inventory, warn: (Diagnostic) -> Void
  ) throws(Diagnostic) {
    var reader = INIReader(source, inventory)
    try reader.read()
    reader.warnings.forEach(warn)
    inventory = reader.inventory
  }
}

/// Reads one INI text line by line.
private struct INIReader {
  private enum Section { case hosts, children, vars }

  /// A group that a section speaks of before anything declares it.
  private struct Pending {
    let place: SourceLocation
    /// The groups that name it as their child; empty when it only has variables.
    var parents: [Int] = []
  }

  private let source: InventorySource
  var inventory: Inventory
  var warnings: [Diagnostic] = []
  private var section = Section.hosts
  private var group = Group.ungrouped
  private var pending: [String: Pending] = [:]
  private var line = 0

  init(_ source: InventorySource, _ inventory: Inventory) {
    self.source = source
    self.inventory = inventory
  }

  mutating func read() throws(Diagnostic) {
    let text = source.file.text
    var start = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while start < text.count {
      var end = start
      while end < text.count, text[end] != UInt8(ascii: "\n"), text[end] != UInt8(ascii: "\r") {
        end += 1
      }
      line += 1
      try read(INILine(text, start..<end))
      let isPair =
        end + 1 < text.count && text[end] == UInt8(ascii: "\r")
        && text[end + 1] == UInt8(ascii: "\n")
      start = end + (isPair ? 2 : 1)
    }
    try checkPending()
  }

  private mutating func read(_ text: INILine) throws(Diagnostic) {
    guard let first = text.first, first != UInt8(ascii: "#"), first != UInt8(ascii: ";") else {
      return
    }
    if first == UInt8(ascii: "["), let header = text.header {
      return try begin(header, at: place(text, text.start + 1))
    }
    if first == UInt8(ascii: "["), text.last == UInt8(ascii: "]") || !text.contains("]") {
      throw Diagnostic(
        .syntax, "'\(text.string)' is no section", at: place(text, text.start),
        hint: "a section is [group], [group:children] or [group:vars], without spaces")
    }
    switch section {
    case .hosts: try host(text)
    case .vars: try variable(text)
    case .children: try child(text)
    }
  }

  private func place(_ text: INILine, _ offset: Int) -> SourceLocation {
    SourceLocation(file: source.file, line: line, column: text.column(of: offset))
  }

  // MARK: Sections

  private mutating func begin(
    _ header: (group: String, kind: String?), at place: SourceLocation
  ) throws(Diagnostic) {
    section = try kind(header.kind, at: place)
    let name = inventory.groupName(header.group)
    let isNew = inventory.groupPlaces[name] == nil
    let isOdd = !Group.isPlainName(header.group) && inventory.settings.groupNames == .never
    if isNew, isOdd, warnings.isEmpty {
      warnings.append(
        Diagnostic(
          .invalid, "the group name '\(header.group)' is no valid variable name", at: place,
          hint: "use letters, digits and '_' in the names of groups"))
    }
    group = inventory.addGroup(name)
    if section == .vars {
      if isNew, pending[name] == nil { pending[name] = Pending(place: place) }
    } else if let waiting = pending.removeValue(forKey: name) {
      for parent in waiting.parents { try add(child: group, to: parent, at: waiting.place) }
    }
  }

  private func kind(_ word: String?, at place: SourceLocation) throws(Diagnostic) -> Section {
    switch word {
    case nil, "hosts": return .hosts
    case "children": return .children
    case "vars": return .vars
    case let word?:
      throw Diagnostic(
        .syntax, "a section cannot be of the kind '\(word)'", at: place,
        hint: Suggestion.hint(for: word, among: ["children", "vars", "hosts"])
          ?? "the kinds are 'children' and 'vars'")
    }
  }

  private mutating func child(_ text: INILine) throws(Diagnostic) {
    guard let name = text.groupName.map(inventory.groupName) else {
      throw Diagnostic(
        .syntax, "expected the name of a group, and nothing else on the line",
        at: place(text, text.start))
    }
    let here = place(text, text.start)
    if let child = inventory.groupPlaces[name] {
      try add(child: child, to: group, at: here)
    } else {
      pending[name, default: Pending(place: here)].parents.append(group)
    }
  }

  private mutating func add(
    child: Int, to parent: Int, at place: SourceLocation
  ) throws(Diagnostic) {
    do {
      try inventory.add(child: child, to: parent)
    } catch {
      throw error.at(place)
    }
  }

  /// Groups with children or variables only must be declared somewhere.
  private func checkPending() throws(Diagnostic) {
    let first = pending.min { $0.value.place.line < $1.value.place.line }
    guard let (name, waiting) = first else { return }
    let others = inventory.groupList.map(\.name).filter { pending[$0] == nil }
    throw Diagnostic(
      .invalid, "no section declares the group '\(name)'", at: waiting.place,
      hint: Suggestion.hint(for: name, among: others) ?? "add a section [\(name)]")
  }

  // MARK: Lines

  private mutating func variable(_ text: INILine) throws(Diagnostic) {
    guard let (name, value, offset) = text.assignment else {
      throw Diagnostic(
        .syntax, "expected 'name=value'", at: place(text, text.start),
        hint: "this line is in the section [\(inventory.groupList[group].name):vars]")
    }
    inventory.set(
      name, PythonLiteral.value(of: value, at: place(text, offset)), of: group,
      at: place(text, text.start))
  }

  private mutating func host(_ text: INILine) throws(Diagnostic) {
    guard let words = ShellWords.split(text) else {
      throw Diagnostic(.syntax, "a quote of this line never ends", at: place(text, text.start))
    }
    guard let first = words.first else { return }
    var variables: Map = [:]
    var offsets: [String: Int] = [:]
    for word in words.dropFirst() {
      guard let equals = word.text.utf8.firstIndex(of: UInt8(ascii: "=")) else {
        throw Diagnostic(
          .syntax, "expected 'name=value' after the host, not '\(word.text)'",
          at: place(text, word.offset))
      }
      let name = String(word.text[..<equals])
      let value = String(word.text[word.text.index(after: equals)...])
      offsets[name] = word.offset
      variables[.string(name)] = PythonLiteral.value(
        of: value, at: place(text, text.valueOffset(in: word.offset, after: name)))
    }
    let places = offsets.mapValues { place(text, $0) }
    try add(first.text, variables, at: place(text, first.offset)) { places[$0] }
  }

  private mutating func add(
    _ pattern: String, _ variables: Map, at place: SourceLocation,
    _ location: (String) -> SourceLocation?
  ) throws(Diagnostic) {
    let address = HostAddress(pattern)
    if pattern == "---" || (pattern.hasSuffix(":") && address.port == nil) {
      throw Diagnostic(
        .syntax, "'\(pattern)' is no host", at: place, hint: "is this a YAML file?")
    }
    for name in try address.names(at: place) {
      let host = inventory.addHost(name, port: address.port, origin: source.origin)
      inventory.add(host: host, to: group)
      inventory.set(variables, of: host, at: location)
    }
  }
}
