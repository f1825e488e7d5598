import Core

/// The merge key `<<` of YAML 1.1.
extension Composer {
  /// What stands behind a merge key; tags of maps mean nothing there.
  func mergeSources() throws(Diagnostic) -> Node {
    let event = try events.next()
    guard case .listStart = event.kind, event.anchor == nil else {
      return try node(event.withoutMapTag)
    }
    var nodes: [Node] = []
    while true {
      let event = try events.next()
      if case .listEnd = event.kind { break }
      nodes.append(try node(event.withoutMapTag))
    }
    return Node(.list(nodes), at: event.location)
  }

  /// The entries that a merge key adds. Of several maps the first one wins, so it comes last.
  func merge(_ value: Node) throws(Diagnostic) -> [Node.Entry] {
    let sources = value.list?.reversed() ?? [value]
    var entries: [Node.Entry] = []
    for source in sources {
      guard let more = source.entries else {
        throw Diagnostic(
          .syntax, "the merge key '<<' wants a map or a list of maps", at: source.location)
      }
      entries += more
    }
    return entries
  }
}

extension YAMLEvent {
  /// Whether this is the key `<<`, which quotes turn into a plain one.
  var isMergeKey: Bool {
    guard case .scalar("<<", .plain, _) = kind else { return false }
    return tag == nil || tag == "tag:yaml.org,2002:merge"
  }

  /// The event where it is a key: `=` is text there.
  var asKey: YAMLEvent {
    guard case .scalar("=", .plain, true) = kind, tag == nil else { return self }
    var event = self
    event.tag = "tag:yaml.org,2002:str"
    return event
  }

  var withoutMapTag: YAMLEvent {
    guard case .mapStart = kind else { return self }
    var event = self
    event.tag = nil
    return event
  }

  var isFlowMap: Bool {
    if case .mapStart(isFlow: true) = kind { true } else { false }
  }
}
