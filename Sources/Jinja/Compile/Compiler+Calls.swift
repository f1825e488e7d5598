import Core

extension Compiler {
  /// `callee(arguments)`. Where the callee is `value.name` and a method of that name exists, the
  /// value's type decides at run time.
  func compileCall(
    _ callee: Expression, _ arguments: CallArguments, at offset: Int
  ) throws(Diagnostic) -> Node {
    if case .attribute(let base, let name) = callee.kind, let methods = Methods.candidates(name) {
      return try compileMethod(base, name, methods, callee, arguments)
    }
    note(lookup: callee, arguments)
    return FunctionNode(try compile(callee), try CallNode(arguments, self), offset)
  }

  /// Keeps the names of lookups that stand in the text, so that they can be checked before the run.
  private func note(lookup callee: Expression, _ arguments: CallArguments) {
    guard case .name(let function) = callee.kind, Globals.lookupNames.contains(function),
      let first = arguments.positional.first, case .constant(.string(let name)) = first.kind
    else { return }
    lookups.append((name, text.location(at: first.offset)))
  }

  private func compileMethod(
    _ base: Expression, _ name: String, _ methods: Methods.Candidates, _ callee: Expression,
    _ arguments: CallArguments
  ) throws(Diagnostic) -> Node {
    MethodNode(
      try compile(base), try compile(callee), methods, try CallNode(arguments, self),
      place: methods.isMutating ? try compilePlace(base) : nil, callee.offset)
  }

  // MARK: Filters and tests

  func compileFilter(
    _ input: Node, _ name: String, _ arguments: CallArguments, at offset: Int
  ) throws(Diagnostic) -> Node {
    let call = try CallNode(arguments, self)
    try checkNamed(by: name, arguments)
    guard let filter = Names.find(name, in: Filters.all) else {
      let error = unknown("filter", name, Array(Filters.all.keys), at: offset)
      if !isOfCollection(name) { throw error }
      // A collection's filter may stand in a branch that never runs.
      return Computed { (_) throws(Diagnostic) in throw error }
    }
    return FilterNode(input, name, filter, call, offset)
  }

  func compileTest(
    _ input: Expression, _ name: String, _ arguments: CallArguments, at offset: Int
  ) throws(Diagnostic) -> Node {
    let value = try EncryptedOperand.compile(input, for: name, self)
    let call = try CallNode(arguments, self)
    guard let test = Names.find(name, in: Tests.all) else {
      let error = unknown("test", name, Array(Tests.all.keys), at: offset)
      if !isOfCollection(name) { throw error }
      return Computed { (_) throws(Diagnostic) in throw error }
    }
    return TestNode(value, name, test, call, offset)
  }

  /// Where filters that call others have the name of the filter or test.
  private static let namePlaces = [
    "map": 0, "select": 0, "reject": 0, "selectattr": 1, "rejectattr": 1,
  ]

  /// Checks the name in `map('name')`, `select('name')` and their kin.
  private func checkNamed(by filter: String, _ arguments: CallArguments) throws(Diagnostic) {
    guard let place = Self.namePlaces[filter], place < arguments.positional.count else { return }
    let argument = arguments.positional[place]
    guard case .constant(.string(let name)) = argument.kind, !isOfCollection(name) else { return }
    if filter == "map" {
      if Names.find(name, in: Filters.all) != nil { return }
      throw unknown("filter", name, Array(Filters.all.keys), at: argument.offset)
    }
    if Names.find(name, in: Tests.all) != nil { return }
    throw unknown("test", name, Array(Tests.all.keys), at: argument.offset)
  }

  private func isOfCollection(_ name: String) -> Bool {
    name.utf8.count { $0 == UInt8(ascii: ".") } > 1 && !name.hasPrefix("ansible.builtin.")
  }

  private func unknown(
    _ kind: String, _ name: String, _ candidates: [String], at offset: Int
  ) -> Diagnostic {
    Names.unknown(kind, name, among: candidates).at(text.location(at: offset))
  }
}

extension CallValues {
  mutating func add(keywords map: Value) throws(Diagnostic) {
    guard let map = try map.defined().map else {
      throw Diagnostic(.evaluation, "the argument after ** must be a mapping, not \(map.typeName)")
    }
    for (key, value) in map { keywords.append((key.text, value)) }
  }
}
