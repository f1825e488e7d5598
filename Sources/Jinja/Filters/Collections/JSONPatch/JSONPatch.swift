import Core

/// One operation on a JSON document (RFC 6902).
struct JSONPatch {
  enum Kind: String { case add, copy, move, remove, replace, test }

  let kind: Kind
  let pathText: String
  private let path: [String]
  private let from: [String]
  private let value: Value?

  /// - Throws: an unknown operation, or a member that is missing or no string.
  init(_ operation: Value) throws(Diagnostic) {
    guard let kind = operation["op"]?.string.flatMap(Kind.init) else {
      throw Diagnostic(.evaluation, "unsupported 'op' argument: \(operation["op"]?.repr ?? "none")")
    }
    guard let path = operation["path"]?.string else {
      throw Diagnostic(.evaluation, "'path' argument is not a string")
    }
    self.kind = kind
    pathText = path
    self.path = try Self.steps(path)
    if kind == .copy || kind == .move {
      guard let from = operation["from"]?.string else {
        throw Diagnostic(.evaluation, "'from' argument missing for '\(kind)' operation")
      }
      self.from = try Self.steps(from)
    } else {
      from = []
    }
    value = operation["value"]
  }

  /// The parts of a pointer (RFC 6901).
  private static func steps(_ pointer: String) throws(Diagnostic) -> [String] {
    if pointer.isEmpty { return [] }
    guard pointer.hasPrefix("/") else {
      throw Diagnostic(.evaluation, "the path '\(pointer)' must begin with /")
    }
    return pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map {
      String($0).replacing("~1", with: "/").replacing("~0", with: "~")
    }
  }

  /// Changes the document; false where a test fails.
  func apply(to document: inout Value) throws(Diagnostic) -> Bool {
    switch kind {
    case .add: try add(try given(), to: &document)
    case .copy: try add(try Self.find(from[...], in: document), to: &document)
    case .move:
      let moved = try Self.find(from[...], in: document)
      if from == path { return true }
      if path.starts(with: from) {
        throw Diagnostic(.evaluation, "a value cannot move into itself: \(pathText)")
      }
      try Self.remove(from[...], from: &document)
      try add(moved, to: &document)
    case .remove: try Self.remove(path[...], from: &document)
    case .replace:
      let value = try given()
      try Self.change(path[...], in: &document) { (parent, step) throws(Diagnostic) in
        _ = try Self.member(step, of: parent)
        try Self.set(value, step, in: &parent, inserting: false)
      } whole: {
        $0 = value
      }
    case .test:
      let value = try given()
      guard let found = try? Self.find(path[...], in: document) else { return false }
      return found == value
    }
    return true
  }

  private func given() throws(Diagnostic) -> Value {
    guard let value else { throw Diagnostic(.evaluation, "the operation has no 'value'") }
    return value
  }

  private func add(_ value: Value, to document: inout Value) throws(Diagnostic) {
    try Self.change(path[...], in: &document) { (parent, step) throws(Diagnostic) in
      try Self.set(value, step, in: &parent, inserting: true)
    } whole: {
      $0 = value
    }
  }

  private static func remove(
    _ path: ArraySlice<String>, from document: inout Value
  ) throws(Diagnostic) {
    try change(path, in: &document) { (parent, step) throws(Diagnostic) in
      _ = try member(step, of: parent)
      switch parent {
      case .map(var map):
        map.removeValue(forKey: .string(step))
        parent = .map(map)
      case .list(var list):
        list.remove(at: Int(step) ?? 0)
        parent = .list(list)
      default: break
      }
    } whole: {
      $0 = .null
    }
  }

  private static func set(
    _ value: Value, _ step: String, in parent: inout Value, inserting: Bool
  ) throws(Diagnostic) {
    switch parent {
    case .map(var map):
      map[step] = value
      parent = .map(map)
    case .list(var list):
      let index = step == "-" ? list.count : try index(step)
      guard index <= list.count, inserting || index < list.count else {
        throw Diagnostic(.evaluation, "can't insert outside of list")
      }
      if inserting { list.insert(value, at: index) } else { list[index] = value }
      parent = .list(list)
    default: throw Diagnostic(.evaluation, "'\(step)' has no place in a \(parent.typeName)")
    }
  }

  // MARK: Ways

  private static func index(_ step: String) throws(Diagnostic) -> Int {
    let isNumber = step.utf8.allSatisfy { (0x30...0x39).contains($0) }
    guard isNumber, step == "0" || !step.hasPrefix("0"), let index = Int(step) else {
      throw Diagnostic(.evaluation, "'\(step)' is not a valid sequence index")
    }
    return index
  }

  private static func member(_ step: String, of parent: Value) throws(Diagnostic) -> Value {
    switch parent {
    case .map(let map): if let value = map[step] { return value }
    case .list(let list):
      let index = try index(step)
      if index < list.count { return list[index] }
    default: break
    }
    throw Diagnostic(.evaluation, "member '\(step)' not found in \(parent.repr)")
  }

  private static func find(
    _ path: ArraySlice<String>, in document: Value
  ) throws(Diagnostic) -> Value {
    var value = document
    for step in path { value = try member(step, of: value) }
    return value
  }

  /// Changes the place at the end of a path, or the whole document where the path is empty.
  private static func change(
    _ path: ArraySlice<String>, in document: inout Value,
    _ body: (inout Value, String) throws(Diagnostic) -> Void, whole: (inout Value) -> Void
  ) throws(Diagnostic) {
    guard let step = path.first else { return whole(&document) }
    if path.count == 1 { return try body(&document, step) }
    var inner = try member(step, of: document)
    try change(path.dropFirst(), in: &inner, body, whole: whole)
    try set(inner, step, in: &document, inserting: false)
  }
}
