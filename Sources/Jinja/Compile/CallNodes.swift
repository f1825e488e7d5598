import Core

/// The arguments of a call. Those that are all constant are bound to their parameters when the template is compiled.
final class CallNode: Sendable {
  let isEmpty: Bool
  let hasKeywords: Bool
  private let positional: [Node]
  private let names: [String]
  private let values: [Node]
  private let list: Node?
  private let map: Node?
  private let constants: CallValues?

  init(_ arguments: CallArguments, _ compiler: Compiler) throws(Diagnostic) {
    isEmpty = arguments.isEmpty
    positional = try compiler.compile(arguments.positional)
    names = arguments.keywords.map(\.name)
    values = try compiler.compile(arguments.keywords.map(\.value))
    list = try arguments.list.map(compiler.compile)
    map = try arguments.map.map(compiler.compile)
    constants = Self.constants(arguments)
    hasKeywords = !arguments.keywords.isEmpty || map != nil
  }

  private static func constants(_ arguments: CallArguments) -> CallValues? {
    guard arguments.list == nil, arguments.map == nil else { return nil }
    var call = CallValues()
    for argument in arguments.positional {
      guard let value = argument.constant else { return nil }
      call.positional.append(value)
    }
    for (name, argument) in arguments.keywords {
      guard let value = argument.constant else { return nil }
      call.keywords.append((name, value))
    }
    return call
  }

  /// The arguments as parameters have them, where all are constant and fit.
  func bound(
    _ parameters: Parameters, _ kind: Arguments.CalleeKind, _ name: String
  ) -> Arguments? {
    if isEmpty, parameters.required == 0 { return Arguments(parameters, kind, name) }
    return constants.flatMap { try? Arguments($0, parameters, kind, name) }
  }

  func callAsFunction(_ context: Context) throws(Diagnostic) -> CallValues {
    if let constants { return constants }
    var call = CallValues(positional: try Compiler.all(positional, context))
    for (name, value) in zip(names, values) { call.keywords.append((name, try value(context))) }
    if let list { call.positional += try Iteration.elements(of: try list(context)) }
    if let map { try call.add(keywords: try map(context)) }
    return call
  }
}

/// `input | filter(…)`
final class FilterNode: LocatedNode, @unchecked Sendable {
  private let input: Node
  private let filter: Filter
  /// The arguments if they are known already.
  private let bound: Arguments?
  private let call: CallNode
  private let name: String

  init(
    _ input: Node, _ name: String, _ filter: Filter, _ call: CallNode, _ offset: Int
  ) {
    (self.input, self.name, self.filter, self.call) = (input, name, filter, call)
    bound = call.bound(filter.parameters, .filter, name)
    super.init(offset)
  }

  override func callAsFunction(_ context: Context) throws(Diagnostic) -> Value {
    do throws(Diagnostic) {
      let value = try input(context)
      let result: Value
      if let bound {
        if !filter.takesUndefined { try value.requireNotUndefined() }
        result = try filter.body(value, bound, context).printed
      } else {
        result = try filter.apply(name, value, try call(context), context)
      }
      try context.made(result)
      return result
    } catch { throw located(error, context) }
  }

  override func write(_ context: Context) throws(Diagnostic) {
    guard let bound, let writer = filter.writer else { return try super.write(context) }
    do throws(Diagnostic) {
      let value = try input(context)
      try value.requireNotUndefined()
      let start = context.out.count
      try writer(value, bound, context)
      try context.made(size: context.out.count - start)
    } catch { throw located(error, context) }
  }
}

/// `input is test(…)`
final class TestNode: LocatedNode, @unchecked Sendable {
  private let input: Node
  private let test: Test
  /// The arguments if they are known already.
  private let bound: Arguments?
  private let call: CallNode
  private let name: String

  init(
    _ input: Node, _ name: String, _ test: Test, _ call: CallNode, _ offset: Int
  ) {
    (self.input, self.name, self.test, self.call) = (input, name, test, call)
    bound = call.bound(test.parameters, .test, name)
    super.init(offset)
  }

  override func callAsFunction(_ context: Context) throws(Diagnostic) -> Value {
    .bool(try isTrue(context))
  }

  override func isTrue(_ context: Context) throws(Diagnostic) -> Bool {
    do throws(Diagnostic) {
      let value = try input(context)
      guard let bound else { return try test.apply(name, value, try call(context), context) }
      if !test.takesUndefined { try value.requireNotUndefined() }
      return try test.body(value, bound, context)
    } catch { throw located(error, context) }
  }
}

extension Value {
  /// As `defined`, for what needs no value back.
  @inline(__always)
  func requireNotUndefined() throws(Diagnostic) {
    if case .undefined(let undefined) = self, !undefined.isLenient { throw undefined.diagnostic }
  }
}
