import Core

extension Compiler {
  func compileMacroStatement(_ macro: Macro, at offset: Int) throws(Diagnostic) -> Step {
    let slot = declare(macro.name).slot
    let code = try compileMacro(macro, at: offset)
    return RunStep { (context) throws(Diagnostic) in
      context.slots[slot] = .object(MacroObject(code, context))
      return .next
    }
  }

  func compileCallBlock(
    _ call: Expression, _ caller: Macro, at offset: Int
  ) throws(Diagnostic) -> Step {
    guard case .call(let callee, let arguments) = call.kind else {
      throw syntaxError("expected call", call.offset)
    }
    let function = try compile(callee)
    let values = try CallNode(arguments, self)
    let code = try compileMacro(caller, at: offset)
    code.isCallBlock = true
    let result = located(offset) { (context) throws(Diagnostic) in
      var values = try values(context)
      values.keywords.append(("caller", .object(MacroObject(code, context))))
      try context.startText()
      let callee = try function(context)
      context.callOffset = offset
      try context.write(try Calls.call(callee, values, context))
      return .null
    }
    return RunStep { (context) throws(Diagnostic) in
      _ = try result(context)
      return .next
    }
  }

  private func compileMacro(_ macro: Macro, at offset: Int) throws(Diagnostic) -> MacroCode {
    let outerLoops = loopDepth
    loopDepth = 0
    defer { loopDepth = outerLoops }
    var asksForCaller = false
    let (code, slots) = try scoped { () throws(Diagnostic) in
      var parameters: [MacroCode.Parameter] = []
      for (name, _) in macro.parameters { declare(name, isAlwaysSet: true) }
      for (name, standard) in macro.parameters {
        parameters.append(
          .init(name: name, slot: declare(name).slot, standard: try standard.map(compile)))
      }
      let extras = ["caller", "varargs", "kwargs"].map { name in
        (name, symbols.own[name] ?? declare(name, isAlwaysSet: true))
      }
      declare(macro.body)
      let body = try compile(macro.body)
      asksForCaller = extras[0].1.isUsed
      if asksForCaller,
        macro.parameters.contains(where: { $0.name == "caller" && $0.standard == nil })
      {
        throw syntaxError("the parameter 'caller' must be omitted or have a default", offset)
      }
      func slot(_ index: Int) -> Int? {
        let (name, symbol) = extras[index]
        let isParameter = macro.parameters.contains { $0.name == name }
        return symbol.isUsed && !isParameter ? symbol.slot : nil
      }
      return MacroCode(
        name: macro.name, parameters: parameters, callerSlot: slot(0), listSlot: slot(1),
        mapSlot: slot(2), body: body, convertsText: escapes == .literalInVariables)
    }
    code.slots = slots
    code.asksForCaller = asksForCaller
    return code
  }
}

/// A compiled macro.
final class MacroCode: @unchecked Sendable {
  struct Parameter: Sendable {
    let name: String
    let slot: Int
    let standard: Node?
  }

  let name: String
  let parameters: [Parameter]
  /// Where `caller`, `varargs` and `kwargs` go, where the body uses them.
  let callerSlot: Int?
  let listSlot: Int?
  let mapSlot: Int?
  /// Whether it has one of these.
  var takesRest: Bool { callerSlot != nil || listSlot != nil || mapSlot != nil }
  let body: Step
  /// In playbooks a macro's text that looks like a list or dict becomes one.
  let convertsText: Bool
  /// All slots of the macro, saved while it calls itself. Set once, when compiled.
  var slots = 0..<0
  /// Whether the body reads `caller`, be it a parameter or not. Set once, when compiled.
  var asksForCaller = false
  /// Whether it is the body of `{% call %}`, which has no name.
  var isCallBlock = false

  init(
    name: String, parameters: [Parameter], callerSlot: Int?, listSlot: Int?, mapSlot: Int?,
    body: Step, convertsText: Bool
  ) {
    self.name = name
    self.parameters = parameters
    self.callerSlot = callerSlot
    self.listSlot = listSlot
    self.mapSlot = mapSlot
    self.body = body
    self.convertsText = convertsText
  }
}
