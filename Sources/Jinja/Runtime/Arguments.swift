import Core

/// The arguments of a call as given.
struct CallValues {
  var positional: [Value] = []
  var keywords: [(name: String, value: Value)] = []

  func keyword(_ name: String) -> Value? { keywords.first { $0.name == name }?.value }
}

/// The parameters of a filter, test, method or function after its input. `*` as the last name takes
/// further positional arguments, `**` all other keywords; what stands before `/` has no name for the caller.
struct Parameters: Sendable {
  let names: [String]
  let takesRest: Bool
  let takesKeywords: Bool
  /// So many of the first ones cannot be given by name.
  let nameless: Int
  /// So many of the first ones must be given.
  let required: Int

  init(_ names: [String], required: Int = 0) {
    self.names = names.filter { $0 != "*" && $0 != "**" && $0 != "/" }
    nameless = names.firstIndex(of: "/") ?? 0
    takesRest = names.contains("*")
    takesKeywords = names.contains("**")
    self.required = required
  }
}

/// Arguments matched to their parameters, with typed access. An object, as those that stand in a template are used again
/// and again.
final class Arguments: Sendable {
  enum CalleeKind { case filter, test, call }

  private let kind: CalleeKind
  private let name: String
  private let values: [Value?]
  private let names: [String]
  /// What `*` takes.
  let rest: [Value]
  /// What `**` takes.
  let keywords: [(name: String, value: Value)]

  /// `filter 'name'`, `test 'name'`, `name()`: for errors.
  var callee: String { Self.callee(kind, name) }

  private static func callee(_ kind: CalleeKind, _ name: String) -> String {
    switch kind {
    case .filter: "filter '\(name)'"
    case .test: "test '\(name)'"
    case .call: "\(name)()"
    }
  }

  /// No arguments for a callee that requires none.
  init(_ parameters: Parameters, _ kind: CalleeKind, _ name: String) {
    self.kind = kind
    self.name = name
    names = parameters.names
    (values, rest, keywords) = ([], [], [])
  }

  /// - Throws: too many arguments, an unknown keyword, or one that is missing.
  init(
    _ call: CallValues, _ parameters: Parameters, _ kind: CalleeKind, _ name: String
  ) throws(Diagnostic) {
    self.kind = kind
    self.name = name
    names = parameters.names
    let count = parameters.names.count
    let extra = call.positional.count - count
    if extra > 0, !parameters.takesRest {
      throw Diagnostic(
        .evaluation,
        "\(Self.callee(kind, name)) takes at most \(count) argument\(count == 1 ? "" : "s"), \(call.positional.count) given"
      )
    }
    rest = extra > 0 ? Array(call.positional[count...]) : []
    var values: [Value?] = extra > 0 ? Array(call.positional[..<count]) : call.positional
    keywords =
      call.keywords.isEmpty
      ? [] : try Self.bind(call.keywords, to: &values, parameters, Self.callee(kind, name))
    self.values = values
    for index in 0..<parameters.required where index >= values.count || values[index] == nil {
      throw Diagnostic(
        .evaluation, "\(Self.callee(kind, name)) needs the argument '\(parameters.names[index])'")
    }
  }

  /// Puts keywords in their places and gives those that `**` takes.
  private static func bind(
    _ given: [(name: String, value: Value)], to values: inout [Value?], _ parameters: Parameters,
    _ callee: @autoclosure () -> String
  ) throws(Diagnostic) -> [(name: String, value: Value)] {
    var others: [(name: String, value: Value)] = []
    for (name, value) in given {
      guard let index = parameters.names.firstIndex(of: name), index >= parameters.nameless else {
        guard parameters.takesKeywords else {
          throw Diagnostic(
            .evaluation, "\(callee()) has no argument '\(name)'",
            hint: Suggestion.hint(for: name, among: parameters.names))
        }
        others.append((name, value))
        continue
      }
      while values.count <= index { values.append(nil) }
      if values[index] != nil {
        throw Diagnostic(.evaluation, "\(callee()) got several values for the argument '\(name)'")
      }
      values[index] = value
    }
    return others
  }

  /// The argument at this place; nil when it was not given.
  subscript(index: Int) -> Value? { index < values.count ? values[index] : nil }

  /// A keyword that `**` took.
  func keyword(_ name: String) -> Value? { keywords.first { $0.name == name }?.value }

  private func name(_ index: Int) -> String { index < names.count ? names[index] : "\(index + 1)" }

  func error(_ message: String) -> Diagnostic { Diagnostic(.evaluation, "\(callee): \(message)") }

  /// An error in Ansible's own words, which playbooks compare: they come without the callee's name.
  func told(_ message: String) -> Diagnostic { Diagnostic(.evaluation, message) }

  /// An error about a text, whose own place becomes a note.
  func error(_ message: String, because cause: Diagnostic) -> Diagnostic {
    Diagnostic(
      .evaluation, "\(callee): \(message)",
      notes: [.init(cause.message, at: cause.location)] + cause.notes)
  }

  private func mismatch(_ index: Int, _ wanted: String, _ value: Value) -> Diagnostic {
    error("'\(name(index))' must be \(wanted), not \(value.typeName) \(value.repr)")
  }

  /// The argument, or `.null` when it was not given.
  func value(_ index: Int) -> Value { self[index] ?? .null }

  func string(_ index: Int, default standard: String? = nil) throws(Diagnostic) -> String {
    guard let value = self[index] else { return standard ?? "" }
    guard let text = value.string else {
      if case .undefined(let undefined) = value {
        if undefined.isLenient { return "" }
        throw undefined.diagnostic
      }
      return value.text
    }
    return text
  }

  func int(_ index: Int, default standard: Int = 0) throws(Diagnostic) -> Int {
    guard let value = self[index] else { return standard }
    if let number = value.asInteger { return Self.bounded(number) }
    throw mismatch(index, "an integer", value)
  }

  /// Widths, counts and positions: a sum of some of them must not overflow, and none is that large.
  private static func bounded(_ number: Int) -> Int { min(max(number, -1 << 60), 1 << 60) }

  /// The input's text, where Python takes nothing but text.
  func text(of input: Value) throws(Diagnostic) -> String {
    if let text = input.string { return text }
    throw error("the input must be text, not \(input.typeName) \(input.repr)")
  }

  /// Whether it counts as true.
  func bool(_ index: Int, default standard: Bool = false) throws(Diagnostic) -> Bool {
    guard let value = self[index] else { return standard }
    if case .undefined(let undefined) = value { throw undefined.diagnostic }
    return value.isTrue
  }

  /// nil when not given or `none`.
  func optionalInt(_ index: Int) throws(Diagnostic) -> Int? {
    guard let value = self[index], !value.isNull else { return nil }
    return try int(index)
  }

  func optionalString(_ index: Int) throws(Diagnostic) -> String? {
    guard let value = self[index], !value.isNull else { return nil }
    return try string(index)
  }

  func elements(_ index: Int) throws(Diagnostic) -> [Value] {
    guard let value = self[index] else { return [] }
    return try Iteration.elements(of: value)
  }

  /// What Python wants to be a bool or a number.
  func flag(_ index: Int) throws(Diagnostic) -> Bool {
    guard let value = self[index] else { return false }
    if let number = value.asInteger, Int32(exactly: number) != nil { return number != 0 }
    if value.wideInteger != nil { throw error("Python int too large to convert to C int") }
    throw error("'\(value.typeName)' object cannot be interpreted as an integer")
  }

  // MARK: As Python's own methods take them: nothing is converted

  func exactString(_ index: Int, default standard: String? = nil) throws(Diagnostic) -> String {
    guard let value = self[index] else { return standard ?? "" }
    guard let text = value.string else { throw mismatch(index, "str", value) }
    return text
  }

  func optionalExactString(_ index: Int) throws(Diagnostic) -> String? {
    guard let value = self[index], !value.isNull else { return nil }
    return try exactString(index)
  }

  func exactInt(_ index: Int, default standard: Int = 0) throws(Diagnostic) -> Int {
    guard let value = self[index] else { return standard }
    guard let number = value.asInteger else { throw mismatch(index, "int", value) }
    return Self.bounded(number)
  }
}
