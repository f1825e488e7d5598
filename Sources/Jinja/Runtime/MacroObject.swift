import Core

/// A macro as a value. It runs in the context that defined it.
final class MacroObject: ContextCallable {
  private let code: MacroCode
  private let context: Context

  init(_ code: MacroCode, _ context: Context) {
    self.code = code
    self.context = context
  }

  var typeName: String { "Macro" }
  var text: String { "<Macro '\(code.name)'>" }

  func attribute(_ name: String) throws(Diagnostic) -> Value? {
    switch name {
    case "name": code.isCallBlock ? .null : .string(code.name)
    case "arguments": .object(Tuple(code.parameters.map { .string($0.name) }))
    case "caller": .bool(code.asksForCaller)
    case "catch_kwargs": .bool(code.mapSlot != nil)
    case "catch_varargs": .bool(code.listSlot != nil)
    default: nil
    }
  }

  func call(_ arguments: CallValues, _ caller: Context) throws(Diagnostic) -> Value {
    let text = try context.capture { () throws(Diagnostic) in try run(arguments, caller) }
    return code.convertsText ? LiteralReader.converted(text) : .string(text)
  }

  /// What `{{ macro(…) }}` does.
  func write(_ arguments: CallValues, _ caller: Context) throws(Diagnostic) {
    if caller !== context || code.convertsText {
      return try caller.write(try call(arguments, caller))
    }
    try run(arguments, caller)
  }

  /// Writes its text into the output of its context.
  private func run(_ arguments: CallValues, _ caller: Context) throws(Diagnostic) {
    guard context.slots.count >= code.slots.upperBound else {
      throw error("was called after the rendering of its template had ended")
    }
    // Where it calls itself, what the outer call has set comes back.
    let saved = context.slots.isEmpty(code.slots) ? nil : context.slots.values(code.slots)
    if saved != nil { context.slots.clear(code.slots) }
    defer {
      if let saved {
        context.slots.restore(code.slots, saved)
      } else {
        context.slots.clear(code.slots)
      }
    }
    let depth = context.depth
    context.depth = max(depth, caller.depth)
    defer { context.depth = depth }
    let (text, offset) = (caller.template.text, caller.callOffset)
    try context.nested { () throws(Diagnostic) in
      try Compiler.through("in the macro '\(code.name)', called from", text, offset) {
        () throws(Diagnostic) in
        try bind(arguments)
        _ = try code.body(context)
      }
    }
  }

  private func bind(_ arguments: CallValues) throws(Diagnostic) {
    var keywords = arguments.keywords
    let positional = arguments.positional
    for (index, parameter) in code.parameters.enumerated() {
      if index < positional.count {
        context.slots[parameter.slot] = positional[index]
      } else if let at = keywords.firstIndex(where: { $0.name == parameter.name }) {
        context.slots[parameter.slot] = keywords.remove(at: at).value
      } else if let standard = parameter.standard {
        context.slots[parameter.slot] = try standard(context)
      } else {
        context.slots[parameter.slot] = .undefined(
          Undefined(
            name: parameter.name, message: "parameter '\(parameter.name)' was not provided"))
      }
    }
    if code.takesRest || positional.count > code.parameters.count || !keywords.isEmpty {
      try bindRest(Array(positional.dropFirst(code.parameters.count)), keywords)
    }
  }

  private func bindRest(
    _ positional: [Value], _ given: [(name: String, value: Value)]
  ) throws(Diagnostic) {
    var keywords = given
    if let at = keywords.firstIndex(where: { $0.name == "caller" }), !isParameter("caller") {
      let value = keywords.remove(at: at).value
      guard let slot = code.callerSlot else {
        throw error("was invoked with two values for the special caller argument")
      }
      context.slots[slot] = value
    } else if let slot = code.callerSlot {
      context.slots[slot] = .undefined(
        Undefined(name: "caller", message: "No caller defined"))
    }
    if let slot = code.listSlot {
      context.slots[slot] = .object(Tuple(positional))
    } else if !positional.isEmpty {
      throw error("takes not more than \(code.parameters.count) argument(s)")
    }
    if let slot = code.mapSlot {
      var map = Map()
      for (name, value) in keywords { map[name] = value }
      context.slots[slot] = .map(map)
    } else if let unknown = keywords.first {
      throw error(
        "takes no keyword argument '\(unknown.name)'",
        hint: Suggestion.hint(for: unknown.name, among: code.parameters.map(\.name)))
    }
  }

  private func isParameter(_ name: String) -> Bool { code.parameters.contains { $0.name == name } }

  private func error(_ message: String, hint: String? = nil) -> Diagnostic {
    Diagnostic(.evaluation, "macro '\(code.name)' \(message)", hint: hint)
  }
}
