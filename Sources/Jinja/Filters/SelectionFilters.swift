import Core

extension Filters {
  /// `map`, `select` and their kin, which run other filters and tests on each element.
  static let selectionFilters: [String: Filter] = [
    "map": Filter(["*", "**"], takesUndefined: true, map),
    "select": Filter(["*", "**"], takesUndefined: true) {
      (input, arguments, context) throws(Diagnostic) in
      try select(input, arguments, context, byAttribute: false, wanted: true)
    },
    "reject": Filter(["*", "**"], takesUndefined: true) {
      (input, arguments, context) throws(Diagnostic) in
      try select(input, arguments, context, byAttribute: false, wanted: false)
    },
    "selectattr": Filter(["*", "**"], takesUndefined: true) {
      (input, arguments, context) throws(Diagnostic) in
      try select(input, arguments, context, byAttribute: true, wanted: true)
    },
    "rejectattr": Filter(["*", "**"], takesUndefined: true) {
      (input, arguments, context) throws(Diagnostic) in
      try select(input, arguments, context, byAttribute: true, wanted: false)
    },
  ]

  private static func map(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    if try !input.defined().isTrue { return [] }
    let elements = try Iteration.elements(of: input)
    if arguments.rest.isEmpty, let given = arguments.keyword("attribute") {
      let attribute = AttributePath(given)
      if let name = arguments.keywords.first(where: {
        $0.name != "attribute" && $0.name != "default"
      })?.name {
        throw arguments.error("Unexpected keyword argument '\(name)'")
      }
      return .list(
        try attribute?.values(of: elements, default: arguments.keyword("default")) ?? elements)
    }
    guard let name = try arguments.rest.first?.defined().string else {
      throw arguments.error("map requires a filter argument")
    }
    let filter = try filter(name)
    let call = CallValues(
      positional: Array(arguments.rest.dropFirst()), keywords: arguments.keywords)
    var found: [Value] = []
    found.reserveCapacity(elements.count)
    for element in elements { found.append(try filter.apply(name, element, call, context)) }
    return .list(found)
  }

  private static func filter(_ name: String) throws(Diagnostic) -> Filter {
    if let filter = Names.find(name, in: all) { return filter }
    throw Names.unknown("filter", name, among: Array(all.keys))
  }

  private static func select(
    _ input: Value, _ arguments: Arguments, _ context: Context, byAttribute: Bool, wanted: Bool
  ) throws(Diagnostic) -> Value {
    if try !input.defined().isTrue { return [] }
    let elements = try Iteration.elements(of: input)
    var rest = arguments.rest[...]
    var attribute: AttributePath?
    if byAttribute {
      guard let name = rest.popFirst() else {
        throw arguments.error("Missing parameter for attribute name")
      }
      // `none` is the element itself.
      attribute = AttributePath(name)
    }
    let test = try rest.popFirst().map { (name) throws(Diagnostic) in try named(name) }
    let call = CallValues(positional: Array(rest), keywords: arguments.keywords)
    var kept: [Value] = []
    for element in elements {
      let value = try attribute?.value(of: element) ?? element
      if try passes(value, test, call, context) == wanted { kept.append(element) }
    }
    return .list(kept)
  }

  private static func passes(
    _ value: Value, _ test: (name: String, test: Test)?, _ call: CallValues, _ context: Context
  ) throws(Diagnostic) -> Bool {
    guard let test else { return try value.defined().isTrue }
    return try test.test.apply(test.name, value, call, context)
  }

  private static func named(_ value: Value) throws(Diagnostic) -> (name: String, test: Test) {
    let name = try value.defined().text
    if let test = Names.find(name, in: Tests.all) { return (name, test) }
    throw Names.unknown("test", name, among: Array(Tests.all.keys))
  }
}
