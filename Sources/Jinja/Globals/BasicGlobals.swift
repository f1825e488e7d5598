import Core

extension Globals {
  static let basicGlobals = [
    Function("range", ["start", "stop", "step"], required: 1, pythonClass: "range", range),
    Function("dict", ["mapping", "**"], pythonClass: "dict", dict),
    Function("namespace", ["mapping", "**"], pythonClass: "jinja2.utils.Namespace", namespace),
    Function("cycler", ["*"], pythonClass: "jinja2.utils.Cycler", cycler),
    Function("joiner", ["sep"], pythonClass: "jinja2.utils.Joiner") {
      (arguments, _) throws(Diagnostic) in
      .object(Joiner(try arguments.string(0, default: ", ")))
    },
    Function("undef", ["hint"], undef),
  ]

  /// More elements than this are a mistake.
  private static let rangeLimit = 10_000_000

  private static func range(_ arguments: Arguments, _ context: Context) throws(Diagnostic) -> Value
  {
    let first = try arguments.int(0)
    let (start, stop) = arguments[1] == nil ? (0, first) : (first, try arguments.int(1))
    let step = try arguments.int(2, default: 1)
    if step == 0 { throw arguments.error("range() arg 3 must not be zero") }
    let (distance, overflow) = stop.subtractingReportingOverflow(start)
    if overflow || distance.dividedReportingOverflow(by: step).partialValue > rangeLimit {
      throw arguments.error("the range has too many elements")
    }
    return .object(IntegerRange(from: start, to: stop, step: step))
  }

  private static func map(_ arguments: Arguments) throws(Diagnostic) -> Map {
    var map = try arguments[0].map(Conversion.map) ?? [:]
    for (name, value) in arguments.keywords { map[name] = value }
    return map
  }

  private static func dict(_ arguments: Arguments, _ context: Context) throws(Diagnostic) -> Value {
    .map(try map(arguments))
  }

  private static func namespace(_ arguments: Arguments, _ context: Context) throws(Diagnostic)
    -> Value
  {
    .object(Namespace(try map(arguments)))
  }

  private static func cycler(_ arguments: Arguments, _ context: Context) throws(Diagnostic) -> Value
  {
    if arguments.rest.isEmpty { throw arguments.error("at least one item has to be provided") }
    return .object(Cycler(arguments.rest))
  }

  private static func undef(_ arguments: Arguments, _ context: Context) throws(Diagnostic) -> Value
  {
    let hint = try arguments.optionalString(0) ?? ""
    let message = hint.isEmpty ? "Mandatory variable has not been overridden" : hint
    return .undefined(Undefined(name: "undef()", message: message))
  }
}

/// `cycler('odd', 'even')`
final class Cycler: Object, @unchecked Sendable {
  private let items: [Value]
  private var position = 0

  init(_ items: [Value]) { self.items = items }

  var typeName: String { "Cycler" }

  func attribute(_ name: String) throws(Diagnostic) -> Value? {
    switch name {
    case "current": return items[position]
    case "next":
      return .object(
        Function("next") { [self] (_, _) in
          defer { position = (position + 1) % items.count }
          return items[position]
        })
    case "reset":
      return .object(
        Function("reset") { [self] (_, _) in
          position = 0
          return .null
        })
    default: return nil
    }
  }
}

/// `joiner(', ')`: nothing at the first call, then the separator.
final class Joiner: ContextCallable, @unchecked Sendable {
  private let separator: String
  private var isUsed = false

  init(_ separator: String) { self.separator = separator }

  var typeName: String { "Joiner" }

  func call(_ arguments: CallValues, _ context: Context) throws(Diagnostic) -> Value {
    defer { isUsed = true }
    return .string(isUsed ? separator : "")
  }
}
