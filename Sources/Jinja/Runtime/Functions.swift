import Core

/// Something that is called with the context of the template: globals, macros, `loop`.
protocol ContextCallable: Object {
  func call(_ arguments: CallValues, _ context: Context) throws(Diagnostic) -> Value
}

/// A function of the environment: `range`, `lookup`.
final class Function: ContextCallable {
  let name: String
  let parameters: Parameters
  private let pythonClass: String?
  let body: @Sendable (Arguments, Context) throws(Diagnostic) -> Value

  /// - Parameter pythonClass: what it is in Python, if it is a class there.
  init(
    _ name: String, _ parameters: [String] = [], required: Int = 0, pythonClass: String? = nil,
    _ body: @escaping @Sendable (Arguments, Context) throws(Diagnostic) -> Value
  ) {
    self.name = name
    self.parameters = Parameters(parameters, required: required)
    self.body = body
    self.pythonClass = pythonClass
  }

  var typeName: String { pythonClass == nil ? "function" : "type" }
  var text: String { pythonClass.map { "<class '\($0)'>" } ?? "<function \(name)>" }

  func call(_ arguments: CallValues, _ context: Context) throws(Diagnostic) -> Value {
    try body(try Arguments(arguments, parameters, .call, name), context)
  }
}

/// `value.method` without the call: `map(attribute='split')` and the like do not need it, but
/// `{% set f = text.split %}{{ f(',') }}` does.
final class BoundMethod: ContextCallable {
  let value: Value
  let method: Method

  init(_ value: Value, _ method: Method) {
    self.value = value
    self.method = method
  }

  var typeName: String { "builtin_function_or_method" }

  func call(_ arguments: CallValues, _ context: Context) throws(Diagnostic) -> Value {
    var receiver = value
    return try method.call(&receiver, arguments)
  }
}

/// Calls of values.
enum Calls {
  static func call(
    _ callee: Value, _ arguments: CallValues, _ context: Context
  ) throws(Diagnostic) -> Value {
    switch callee {
    case .undefined(let undefined): throw undefined.diagnostic
    case .object(let object):
      // A cast to a class costs far less than one to a protocol.
      if let macro = object as? MacroObject { return try macro.call(arguments, context) }
      if let function = object as? Function { return try function.call(arguments, context) }
      if let function = object as? any ContextCallable {
        return try function.call(arguments, context)
      }
      var keywords = Map()
      for (name, value) in arguments.keywords { keywords[name] = value }
      if let result = try object.call(arguments.positional, keywords) { return result }
    default: break
    }
    throw Diagnostic(.evaluation, "'\(callee.typeName)' object is not callable")
  }
}

/// `namespace()`: a map that inner scopes can change.
final class Namespace: Object, @unchecked Sendable {
  var values: Map

  init(_ values: Map) { self.values = values }

  var typeName: String { "Namespace" }
  var text: String { "<Namespace \(Value.map(values).repr)>" }
  func attribute(_ name: String) throws(Diagnostic) -> Value? { values[name] }
  func item(_ key: Value) throws(Diagnostic) -> Value? { key.string.flatMap { values[$0] } }
}
