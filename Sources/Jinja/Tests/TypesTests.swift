import Core

extension Tests {
  /// What a value is. Asking for the type of an undefined value is no error; its answer is no.
  static let typeTests: [String: Test] = [
    "defined": Test(takesUndefined: true) { (input, _, _) in !input.isUndefined },
    "undefined": Test(takesUndefined: true) { (input, _, _) in input.isUndefined },
    "none": Test(takesUndefined: true) { (input, _, _) in input.isNull },
    "boolean": Test(takesUndefined: true) { (input, _, _) in input.bool != nil },
    "true": Test(takesUndefined: true) { (input, _, _) in input.bool == true },
    "false": Test(takesUndefined: true) { (input, _, _) in input.bool == false },
    "integer": Test(takesUndefined: true) { (input, _, _) in
      input.bool == nil && input.wideInteger != nil
    },
    "float": Test(takesUndefined: true) { (input, _, _) in
      if case .float = input { true } else { false }
    },
    "number": Test(takesUndefined: true) { (input, _, _) in input.asDouble != nil },
    "string": Test(takesUndefined: true) { (input, _, _) in input.string != nil },
    "mapping": Test(takesUndefined: true) { (input, _, _) in input.map != nil || isMapping(input) },
    "sequence": Test(takesUndefined: true) { (input, _, _) in
      if input.object is MapView { return false }
      if case .undefined(let undefined) = input { return undefined.isLenient }
      return input.sequence != nil || input.string != nil || input.map != nil
        || input.object?.count != nil
    },
    "iterable": Test(isIterable),
    // An undefined value of Ansible's has whatever it is asked for.
    "callable": Test(takesUndefined: true) { (input, _, _) in
      input.isUndefined || input.object is any ContextCallable
    },
    "escaped": Test(takesUndefined: true) { (input, _, _) in
      if case .undefined(let undefined) = input { !undefined.isLenient } else { false }
    },
    "truthy": Test(["convert_bool"], isTruthy),
    "falsy": Test(["convert_bool"]) { (input, arguments, context) throws(Diagnostic) in
      try !isTruthy(input, arguments, context)
    },
    "isnan": Test { (input, _, _) in input.asDouble?.isNaN ?? false },
    "nan": Test { (input, _, _) in input.asDouble?.isNaN ?? false },
    "filter": Test { (input, _, _) in Names.find(input.text, in: Filters.all) != nil },
    "test": Test { (input, _, _) in Names.find(input.text, in: all) != nil },
  ]

  /// Objects such as hostvars behave as dicts.
  private static func isMapping(_ value: Value) -> Bool {
    value.object.map { $0.count != nil && !($0 is Row) } ?? false
  }

  private static func isIterable(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Bool {
    switch input {
    case .string, .list, .map: true
    case .undefined(let undefined): undefined.isLenient
    case .object(let object): try object.elements() != nil
    default: false
    }
  }

  private static func isTruthy(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Bool {
    guard try arguments.bool(0) else { return input.isTrue }
    switch StringMethods.strip(input.text).lowercased() {
    case "y", "yes", "on", "1", "true", "t", "1.0": return true
    case "n", "no", "off", "0", "false", "f", "0.0": return false
    default: return input.isTrue
    }
  }
}
