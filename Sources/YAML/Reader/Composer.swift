import Core

/// Builds nodes from the events of one text: anchors, tags, merge keys, duplicate keys.
///
/// Not shared; `warnings` are complete when the last document was read.
final class Composer {
  let events: EventStream
  private let tags: Tags
  private(set) var warnings: [Diagnostic] = []
  private var anchors: [String: Anchored] = [:]
  /// Anchors of collections that are not complete yet.
  private var open: Set<String> = []
  /// Nodes so far, those behind aliases counted each time.
  private var weight = 0
  private var aliased = 0
  private var depth = 0

  private struct Anchored {
    let node: Node
    let weight: Int
  }

  /// More nodes than this through aliases are an attack ("billion laughs"), not a document.
  private static let aliasLimit = 1_000_000
  /// Deeper nesting than this is an error, so that no input can exhaust the stack.
  private static let depthLimit = 500

  init(_ file: SourceFile, tags: Tags) {
    events = EventStream(file)
    self.tags = tags
  }

  /// The root of the next document, nil after the last.
  func nextDocument() throws(Diagnostic) -> Node? {
    while true {
      let event = try events.next()
      switch event.kind {
      case .streamEnd: return nil
      case .streamStart, .documentEnd: continue
      case .documentStart:
        anchors = [:]
        return try node(events.next())
      default: return try node(event)
      }
    }
  }

  func node(_ event: YAMLEvent) throws(Diagnostic) -> Node {
    if case .alias(let name) = event.kind { return try alias(name, at: event.location) }
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.depthLimit else {
      throw Diagnostic(
        .syntax, "nested deeper than \(Self.depthLimit) levels", at: event.location)
    }
    let before = weight
    weight += 1
    if let anchor = event.anchor {
      guard anchors[anchor] == nil, open.insert(anchor).inserted else {
        throw Diagnostic(
          .syntax, "the anchor '&\(anchor)' stands twice in this document", at: event.location)
      }
    }
    let node = try content(event)
    if let anchor = event.anchor {
      open.remove(anchor)
      anchors[anchor] = Anchored(node: node, weight: weight - before)
    }
    return node
  }

  private func content(_ event: YAMLEvent) throws(Diagnostic) -> Node {
    switch event.kind {
    case .listStart:
      return try tags.collection(.list(try list()), tag: event.tag, at: event.location)
    case .mapStart:
      let entries = try map(at: event.location)
      return try tags.collection(.map(entries), tag: event.tag, at: event.location)
    case .scalar(let text, let style, let isPlainImplicit):
      return try tags.scalar(
        text, style: style, isPlainImplicit: isPlainImplicit, tag: event.tag, at: event.location)
    default:
      throw Diagnostic(.internal, "unexpected YAML event", at: event.location)
    }
  }

  private func alias(_ name: String, at place: SourceLocation) throws(Diagnostic) -> Node {
    guard let target = anchors[name], !open.contains(name) else {
      throw open.contains(name)
        ? Diagnostic(.syntax, "the alias '*\(name)' stands inside its own anchor", at: place)
        : Diagnostic(
          .syntax, "the alias '*\(name)' has no anchor '&\(name)' before it", at: place,
          hint: Suggestion.hint(for: name, among: anchors.keys)
            ?? "a value that begins with '*' must be quoted")
    }
    weight += target.weight
    aliased += target.weight
    guard aliased <= Self.aliasLimit else {
      throw Diagnostic(
        .syntax, "aliases make this document more than \(Self.aliasLimit) values large", at: place)
    }
    return target.node
  }

  private func list() throws(Diagnostic) -> [Node] {
    var nodes: [Node] = []
    while true {
      let event = try events.next()
      if case .listEnd = event.kind { return nodes }
      nodes.append(try node(event))
    }
  }

  private func map(at place: SourceLocation) throws(Diagnostic) -> [Node.Entry] {
    var own: [Node.Entry] = []
    var merged: [Node.Entry] = []
    while true {
      let event = try events.next()
      if case .mapEnd = event.kind { break }
      if event.isMergeKey {
        merged += try merge(mergeSources())
        continue
      }
      let key = try node(event.asKey)
      try checkKey(key, of: place, isFlow: event.isFlowMap)
      own.append(Node.Entry(key: key, value: try node(events.next())))
    }
    own = Entries.unique(own) { first, second in
      warnings.append(
        Diagnostic(
          .invalid,
          "found a duplicate dict key (\(second.key.keyValue.text)). Using last defined value only.",
          at: second.key.location,
          notes: [Diagnostic.Note("it stands here first", at: first.key.location)]))
    }
    // As in PyYAML, merged entries come first and own ones replace their values.
    return merged.isEmpty ? own : Entries.unique(merged + own) { _, _ in }
  }

  private func checkKey(
    _ key: Node, of map: SourceLocation, isFlow: Bool
  ) throws(Diagnostic) {
    if case .scalar = key.content { return }
    if isFlow, key.location.line == map.line, key.location.column == map.column + 1 {
      throw Diagnostic(
        .syntax, "a value that begins with '{{' must be quoted", at: map,
        hint: "YAML takes braces for a map; put the whole value in quotes: \"{{ … }}\"")
    }
    throw Diagnostic(
      .syntax, "a \(key.list == nil ? "map" : "list") cannot be the key of a map",
      at: key.location)
  }
}
