import Core

extension Compiler {
  typealias EvaluateArguments = @Sendable (Context) throws(Diagnostic) -> CallValues

  func compile(_ arguments: CallArguments) throws(Diagnostic) -> EvaluateArguments {
    let positional = try compile(arguments.positional)
    if arguments.isEmpty { return { _ in CallValues() } }
    if arguments.keywords.isEmpty, arguments.list == nil, arguments.map == nil {
      return { (context) throws(Diagnostic) in
        CallValues(positional: try Self.all(positional, context))
      }
    }
    let names = arguments.keywords.map(\.name)
    let values = try compile(arguments.keywords.map(\.value))
    let list = try arguments.list.map(compile)
    let map = try arguments.map.map(compile)
    return { (context) throws(Diagnostic) in
      var call = CallValues(positional: try Self.all(positional, context))
      for (name, value) in zip(names, values) { call.keywords.append((name, try value(context))) }
      if let list { call.positional += try Iteration.elements(of: try list(context)) }
      if let map { try call.add(keywords: try map(context)) }
      return call
    }
  }

  /// `callee(arguments)`. Where the callee is `value.name` and a method of that name exists, the
  /// value's type decides at run time.
  func compileCall(
    _ callee: Expression, _ arguments: CallArguments, at offset: Int
  ) throws(Diagnostic) -> Evaluate {
    if case .attribute(let base, let name) = callee.kind, let methods = Methods.candidates(name) {
      return try compileMethod(base, name, methods, callee, arguments)
    }
    note(lookup: callee, arguments)
    let function = try compile(callee)
    let values = try compile(arguments)
    return located(offset) { (context) throws(Diagnostic) in
      let (callee, call) = (try function(context), try values(context))
      context.callOffset = offset
      return try Calls.call(callee, call, context)
    }
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
  ) throws(Diagnostic) -> Evaluate {
    let receiver = try compile(base)
    let function = try compile(callee)
    let values = try compile(arguments)
    let place = methods.isMutating ? try compilePlace(base) : nil
    let offset = callee.offset
    return located(callee.offset) { (context) throws(Diagnostic) in
      var value = try receiver(context)
      guard let method = methods.method(for: value) else {
        let (callee, call) = (try function(context), try values(context))
        context.callOffset = offset
        return try Calls.call(callee, call, context)
      }
      let call = try values(context)
      guard method.isMutating, let place else {
        let result = try method.call(&value, call)
        try context.made(result)
        return result
      }
      for value in call.positional { try context.requireShallow(value) }
      // The copy must be gone before the change, else the whole value is copied.
      value = .null
      return try place(context) { (value) throws(Diagnostic) in try method.call(&value, call) }
    }
  }

  // MARK: Filters and tests

  func compileFilter(
    _ input: @escaping Evaluate, _ name: String, _ arguments: CallArguments, at offset: Int
  ) throws(Diagnostic) -> Evaluate {
    let call = try compile(arguments)
    try checkNamed(by: name, arguments)
    guard let filter = Names.find(name, in: Filters.all) else {
      let error = unknown("filter", name, Array(Filters.all.keys), at: offset)
      if !isOfCollection(name) { throw error }
      // A collection's filter may stand in a branch that never runs.
      return { (_) throws(Diagnostic) in throw error }
    }
    let isPlain = arguments.isEmpty
    return located(offset) { (context) throws(Diagnostic) in
      let value = try input(context)
      let result = try filter.apply(
        name, value, isPlain ? CallValues() : try call(context), context)
      try context.made(result)
      return result
    }
  }

  func compileTest(
    _ input: Expression, _ name: String, _ arguments: CallArguments, at offset: Int
  ) throws(Diagnostic) -> Evaluate {
    let value = try EncryptedOperand.compile(input, for: name, self)
    let call = try compile(arguments)
    guard let test = Names.find(name, in: Tests.all) else {
      let error = unknown("test", name, Array(Tests.all.keys), at: offset)
      if !isOfCollection(name) { throw error }
      return { (_) throws(Diagnostic) in throw error }
    }
    return located(offset) { (context) throws(Diagnostic) in
      .bool(try test.apply(name, try value(context), try call(context), context))
    }
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
    name.utf8.contains(UInt8(ascii: ".")) && !name.hasPrefix("ansible.builtin.")
  }

  private func unknown(
    _ kind: String, _ name: String, _ candidates: [String], at offset: Int
  ) -> Diagnostic {
    Diagnostic(
      .invalid, "No \(kind) named '\(name)'.", at: text.location(at: offset),
      hint: Suggestion.hint(for: name, among: candidates.sorted()))
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
