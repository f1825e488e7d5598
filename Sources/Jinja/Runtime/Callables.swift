import Core

typealias FilterBody = @Sendable (Value, Arguments, Context) throws(Diagnostic) -> Value
typealias FilterWriter = @Sendable (Value, Arguments, Context) throws(Diagnostic) -> Void
typealias TestBody = @Sendable (Value, Arguments, Context) throws(Diagnostic) -> Bool
typealias MethodBody = @Sendable (inout Value, Arguments) throws(Diagnostic) -> Value

/// A filter: `value | name(arguments)`.
final class Filter: Sendable {
  let parameters: Parameters
  /// Undefined input or arguments reach the body; otherwise they are errors.
  let takesUndefined: Bool
  /// The result is text even where it looks like a list or a dict: `to_json`, `string`.
  let givesText: Bool
  let body: FilterBody
  /// Writes the text that `body` gives.
  let writer: FilterWriter?

  init(
    _ parameters: [String], required: Int = 0, takesUndefined: Bool = false,
    givesText: Bool = false, _ body: @escaping FilterBody
  ) {
    self.parameters = Parameters(parameters, required: required)
    self.takesUndefined = takesUndefined
    self.givesText = givesText
    self.body = body
    writer = nil
  }

  /// A filter that writes its result, which is text, into the output of the context.
  init(_ parameters: [String] = [], required: Int = 0, writing writer: @escaping FilterWriter) {
    self.parameters = Parameters(parameters, required: required)
    (takesUndefined, givesText) = (false, false)
    self.writer = writer
    body = { (input, arguments, context) throws(Diagnostic) in
      .string(try context.text { () throws(Diagnostic) in try writer(input, arguments, context) })
    }
  }

  /// The same filter with another body.
  func with(_ body: @escaping FilterBody) -> Filter { Filter(self, body) }

  private init(_ other: Filter, _ body: @escaping FilterBody) {
    (parameters, takesUndefined) = (other.parameters, other.takesUndefined)
    (givesText, self.body, writer) = (other.givesText, body, nil)
  }

  /// A filter without arguments.
  convenience init(
    takesUndefined: Bool = false, givesText: Bool = false, _ body: @escaping FilterBody
  ) {
    self.init([], takesUndefined: takesUndefined, givesText: givesText, body)
  }

  func apply(
    _ name: String, _ input: Value, _ call: CallValues, _ context: Context
  ) throws(Diagnostic) -> Value {
    if !takesUndefined {
      _ = try input.defined()
      try call.requireDefined()
    }
    // What can only be gone through leaves a filter as a list.
    return try body(input, try Arguments(call, parameters, .filter, name), context).printed
  }
}

/// A test: `value is name(arguments)`.
final class Test: Sendable {
  let parameters: Parameters
  let takesUndefined: Bool
  let body: TestBody

  init(
    _ parameters: [String], required: Int = 0, takesUndefined: Bool = false,
    _ body: @escaping TestBody
  ) {
    self.parameters = Parameters(parameters, required: required)
    self.takesUndefined = takesUndefined
    self.body = body
  }

  /// The same test with another body.
  func with(_ body: @escaping TestBody) -> Test { Test(self, body) }

  private init(_ other: Test, _ body: @escaping TestBody) {
    (parameters, takesUndefined) = (other.parameters, other.takesUndefined)
    self.body = body
  }

  /// A test without arguments.
  convenience init(takesUndefined: Bool = false, _ body: @escaping TestBody) {
    self.init([], takesUndefined: takesUndefined, body)
  }

  func apply(
    _ name: String, _ input: Value, _ call: CallValues, _ context: Context
  ) throws(Diagnostic) -> Bool {
    if !takesUndefined {
      _ = try input.defined()
      try call.requireDefined()
    }
    return try body(input, try Arguments(call, parameters, .test, name), context)
  }
}

/// A method of Python's str, list or dict.
final class Method: Sendable {
  /// How Python takes the arguments; what is not said of a method is `byPosition`.
  enum Passing { case byPosition, byName, either }

  let name: String
  let parameters: Parameters
  private let passing: Passing
  /// Changes its receiver, which then must be a variable to be of use.
  let isMutating: Bool
  /// Undefined arguments reach the body, as for what only puts them somewhere or compares them; otherwise they are errors.
  private let takesUndefined: Bool
  let body: MethodBody

  init(
    _ name: String, _ parameters: [String], required: Int = 0,
    passed passing: Passing = .byPosition,
    mutating: Bool = false, takesUndefined: Bool = false, _ body: @escaping MethodBody
  ) {
    (self.name, self.passing, self.takesUndefined) = (name, passing, takesUndefined)
    self.parameters = Parameters(parameters, required: required)
    isMutating = mutating
    self.body = body
  }

  /// A method without arguments.
  convenience init(_ name: String, mutating: Bool = false, _ body: @escaping MethodBody) {
    self.init(name, [], mutating: mutating, body)
  }

  func call(_ receiver: inout Value, _ arguments: CallValues) throws(Diagnostic) -> Value {
    if !takesUndefined { try arguments.requireDefined() }
    if passing == .byName, !arguments.positional.isEmpty {
      throw Diagnostic(.evaluation, "\(name)() takes no positional arguments")
    }
    if passing == .byPosition, !arguments.keywords.isEmpty, !parameters.takesKeywords {
      throw Diagnostic(.evaluation, "\(name)() takes no keyword arguments")
    }
    return try body(&receiver, try Arguments(arguments, parameters, .call, name))
  }
}

extension CallValues {
  func requireDefined() throws(Diagnostic) {
    for value in positional { _ = try value.defined() }
    for (_, value) in keywords { _ = try value.defined() }
  }
}

/// A table of functions by name. Those of collections stand in it under their full names.
enum Names {
  private static let prefixes = ["ansible.builtin.", "ansible.legacy."]

  static func find<Entry>(_ name: String, in table: [String: Entry]) -> Entry? {
    if let entry = table[name] { return entry }
    for prefix in prefixes where name.hasPrefix(prefix) {
      return table[String(name.dropFirst(prefix.count))]
    }
    return nil
  }

  /// The error for a name that is nowhere. One that could be no plugin's is told in Ansible's words.
  ///
  /// - Parameter kind: `filter` or `test`.
  static func unknown(_ kind: String, _ name: String, among candidates: [String]) -> Diagnostic {
    guard name.utf8.allSatisfy({ $0 == UInt8(ascii: ".") || Lexer.isNamePart($0) }) else {
      return Diagnostic(
        .invalid,
        "TemplateSyntaxError: Could not load \"\(name)\": "
          + "'invalid plugin name: ansible.builtin.\(name)'")
    }
    return Diagnostic(
      .invalid, "No \(kind) named '\(name)'.",
      hint: Suggestion.hint(for: name, among: candidates.sorted()))
  }
}
