import Core

extension Compiler {
  func compile(_ statements: [Statement]) throws(Diagnostic) -> Step {
    var steps: [Step] = []
    var index = 0
    while index < statements.count {
      let before = text(statements, &index)
      guard index < statements.count, case .output(let expression) = statements[index].kind else {
        if let before { steps.append(TextStep(before, keepsValues: keepsValues)) }
        if index < statements.count { steps.append(try compile(statements[index])) }
        index += 1
        continue
      }
      index += 1
      let value = try compile(expression)
      // Text after the last value goes with it; other text goes with what it stands before.
      let isLast = index == statements.count - 1
      let after = isLast ? text(statements, &index) : nil
      let output = Output(value, before: before ?? "", after: after ?? "", expression.offset)
      steps.append(OutputStep(output, keepsValues: keepsValues))
    }
    return steps.count == 1 ? steps[0] : Steps(steps)
  }

  /// The text of the statement at the index, which then moves on; nil for another statement.
  private func text(_ statements: [Statement], _ index: inout Int) -> String? {
    guard index < statements.count, case .text(let bytes) = statements[index].kind else {
      return nil
    }
    index += 1
    return String(bytes: Bytes.withNewlines(bytes))
  }

  private func compile(_ statement: Statement) throws(Diagnostic) -> Step {
    switch statement.kind {
    case .text, .output: return try compile([statement])
    case .branches(let branches, let otherwise): return try compileBranches(branches, otherwise)
    case .loop(let loop): return try compileLoop(loop, at: statement.offset)
    case .set(let target, let expression):
      let (assign, value) = (compileTarget(target, at: statement.offset), try compile(expression))
      return RunStep { (context) throws(Diagnostic) in
        try assign(context, try value(context))
        return .next
      }
    case .setBlock(let target, let filters, let body):
      return try compileSetBlock(target, filters, body, at: statement.offset)
    case .macro(let macro): return try compileMacroStatement(macro, at: statement.offset)
    case .callBlock(let call, let caller):
      return try compileCallBlock(call, caller, at: statement.offset)
    case .filterBlock(let filters, let body): return try compileFilterBlock(filters, body)
    case .with(let values, let body): return try compileWith(values, body, at: statement.offset)
    case .evaluate(let expression):
      let value = try compile(expression)
      return RunStep { (context) throws(Diagnostic) in
        _ = try value(context)
        return .next
      }
    case .breakLoop, .continueLoop:
      let isBreak = if case .breakLoop = statement.kind { true } else { false }
      if loopDepth == 0 {
        throw syntaxError("'\(isBreak ? "break" : "continue")' outside of a loop", statement.offset)
      }
      return RunStep { _ in isBreak ? .breakLoop : .continueLoop }
    case .block(let name, let isScoped, let isRequired, let body):
      return try compileBlock(name, isScoped, isRequired, body, at: statement.offset)
    case .extends(let name): return try compileExtends(name, at: statement.offset)
    case .include(let name, let ignoresMissing, let withContext):
      return try compileInclude(name, ignoresMissing, withContext, at: statement.offset)
    case .importModule(let name, let alias, let withContext):
      return try compileImport(name, alias, withContext, at: statement.offset)
    case .importNames(let name, let names, let withContext):
      return try compileImport(name, names, withContext, at: statement.offset)
    }
  }

  // MARK: Output

  /// Whether values of single expressions are kept as they are: templates of playbooks.
  private var keepsValues: Bool { escapes == .literalInVariables }

  // MARK: Branches and blocks

  private func compileBranches(
    _ branches: [(test: Expression, body: [Statement])], _ otherwise: [Statement]
  ) throws(Diagnostic) -> Step {
    var parts: [(test: Node, body: Step)] = []
    for (test, body) in branches { parts.append((try compile(test), try compile(body))) }
    let last = otherwise.isEmpty ? nil : try compile(otherwise)
    if parts.count == 1 { return BranchStep(parts[0].test, parts[0].body, else: last) }
    let compiled = parts
    return RunStep { (context) throws(Diagnostic) in
      for (test, body) in compiled where try test.isTrue(context) { return try body(context) }
      return try last?(context) ?? .next
    }
  }

  private func compileSetBlock(
    _ target: Target, _ filters: Expression?, _ body: [Statement], at offset: Int
  ) throws(Diagnostic) -> Step {
    let assign = compileTarget(target, at: offset)
    let text = try compileCaptured(body, filters)
    return RunStep { (context) throws(Diagnostic) in
      try assign(context, try text(context))
      return .next
    }
  }

  private func compileFilterBlock(
    _ filters: Expression, _ body: [Statement]
  ) throws(Diagnostic) -> Step {
    let text = try compileCaptured(body, filters)
    return RunStep { (context) throws(Diagnostic) in
      try context.startText()
      try context.write(try text(context))
      return .next
    }
  }

  /// The text of a body, sent through filters.
  private func compileCaptured(
    _ body: [Statement], _ filters: Expression?
  ) throws(Diagnostic) -> Node {
    let (run, _) = try scoped { () throws(Diagnostic) in
      declare(body)
      return try compile(body)
    }
    let convertsText = keepsValues
    let text = Computed { (context) throws(Diagnostic) in
      let text = try context.capture { () throws(Diagnostic) in _ = try run(context) }
      return convertsText ? LiteralReader.converted(text) : .string(text)
    }
    return try filters.map { (filters) throws(Diagnostic) in try chain(filters, on: text) } ?? text
  }

  /// A chain of filters whose innermost one has no input yet.
  private func chain(_ filters: Expression, on input: Node) throws(Diagnostic)
    -> Node
  {
    guard case .filter(let inner, let name, let arguments) = filters.kind else {
      throw syntaxError("expected a filter", filters.offset)
    }
    let input = try inner.map { (inner) throws(Diagnostic) in try chain(inner, on: input) } ?? input
    return try compileFilter(input, name, arguments, at: filters.offset)
  }

  private func compileWith(
    _ values: [(target: Target, value: Expression)], _ body: [Statement], at offset: Int
  ) throws(Diagnostic) -> Step {
    // The values are computed outside; the names are seen inside only.
    let parts = try compile(values.map(\.value))
    let ((assigns, run), _) = try scoped { () throws(Diagnostic) in
      for (target, _) in values { for name in target.names { declare(name, isAlwaysSet: true) } }
      let assigns = values.map { compileTarget($0.target, at: offset) }
      declare(body)
      return (assigns, try compile(body))
    }
    return RunStep { (context) throws(Diagnostic) in
      let values = try Self.all(parts, context)
      for (assign, value) in zip(assigns, values) { try assign(context, value) }
      return try run(context)
    }
  }
}
