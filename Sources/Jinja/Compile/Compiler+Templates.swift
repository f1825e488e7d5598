import Core

// include, import, extends, block
extension Compiler {
  /// The names in sight, for what another template sees of this one.
  private func visibleVariables() -> @Sendable (Context) -> [String: Value] {
    let visible = symbols.visible
    return { context in
      var variables: [String: Value] = [:]
      for (name, slot) in visible { if let value = context.slots[slot] { variables[name] = value } }
      return variables
    }
  }

  // MARK: include and import

  func compileInclude(
    _ name: Expression, _ ignoresMissing: Bool, _ withContext: Bool, at offset: Int
  ) throws(Diagnostic) -> Step {
    let name = try compile(name)
    let variables = visibleVariables()
    let (settings, escapes, text) = (settings, escapes, text)
    let run = located(offset) { (context) throws(Diagnostic) in
      let environment = context.environment
      let wanted = try name(context)
      guard
        let template = try Self.through(
          "included from", text, offset,
          { () throws(Diagnostic) in
            try environment.load(wanted, settings, escapes, ignoresMissing: ignoresMissing)
          })
      else { return .null }
      let scope: any Scope =
        withContext
        ? OverlayScope(variables: variables(context), base: context.scope)
        : EmptyScope(within: context.scope)
      try context.startText()
      try context.nested { () throws(Diagnostic) in
        let inner = Context(template, scope: scope, within: context)
        try Self.through("included from", text, offset) { () throws(Diagnostic) in
          try inner.renderText(template)
        }
        context.out.append(inner.out)
      }
      return .null
    }
    return RunStep { (context) throws(Diagnostic) in
      _ = try run(context)
      return .next
    }
  }

  /// Runs a template for the names that it sets.
  private func compileModule(
    _ name: Expression, _ withContext: Bool, at offset: Int
  ) throws(Diagnostic) -> Node {
    let name = try compile(name)
    let variables = visibleVariables()
    let (settings, escapes, text) = (settings, escapes, text)
    return located(offset) { (context) throws(Diagnostic) in
      let environment = context.environment
      guard
        let template = try Self.through(
          "imported from", text, offset,
          { () throws(Diagnostic) in
            try environment.load(try name(context), settings, escapes, ignoresMissing: false)
          })
      else { return .null }
      let scope: any Scope =
        withContext
        ? OverlayScope(variables: variables(context), base: context.scope)
        : EmptyScope(within: context.scope)
      let inner = Context(template, scope: scope, within: context)
      try context.nested { () throws(Diagnostic) in
        try Self.through("imported from", text, offset) { () throws(Diagnostic) in
          try inner.renderText(template)
        }
      }
      return .object(Module(inner))
    }
  }

  func compileImport(
    _ name: Expression, _ alias: String, _ withContext: Bool, at offset: Int
  ) throws(Diagnostic) -> Step {
    let slot = declare(alias).slot
    let module = try compileModule(name, withContext, at: offset)
    return RunStep { (context) throws(Diagnostic) in
      context.slots[slot] = try module(context)
      return .next
    }
  }

  func compileImport(
    _ name: Expression, _ names: [(name: String, alias: String)], _ withContext: Bool,
    at offset: Int
  ) throws(Diagnostic) -> Step {
    let slots = names.map { declare($0.alias).slot }
    let module = try compileModule(name, withContext, at: offset)
    let text = text
    return RunStep { (context) throws(Diagnostic) in
      guard case .object(let object) = try module(context) else { return .next }
      for ((name, _), slot) in zip(names, slots) {
        context.slots[slot] =
          try object.attribute(name)
          ?? .undefined(
            Undefined(
              name: name, message: "the imported template does not export '\(name)'", in: text,
              offset: offset))
      }
      return .next
    }
  }

  // MARK: Inheritance

  func compileExtends(_ name: Expression, at offset: Int) throws(Diagnostic) -> Step {
    let name = try compile(name)
    let (settings, escapes, text) = (settings, escapes, text)
    let run = located(offset) { (context) throws(Diagnostic) in
      if context.parent != nil {
        throw Diagnostic(.evaluation, "extended multiple times")
      }
      let template = try Self.through("extended from", text, offset) { () throws(Diagnostic) in
        try context.environment.load(
          try name(context), settings, escapes, ignoresMissing: false)
      }
      try context.startText()
      if let template { context.parent = (template, context.out.count, offset) }
      return .null
    }
    return RunStep { (context) throws(Diagnostic) in
      _ = try run(context)
      return .next
    }
  }

  func compileBlock(
    _ name: String, _ isScoped: Bool, _ isRequired: Bool, _ body: [Statement], at offset: Int
  ) throws(Diagnostic) -> Step {
    if blocks[name] != nil { throw syntaxError("block '\(name)' defined twice", offset) }
    // Without `scoped` a block sees the outermost names only.
    let parent = isScoped ? symbols : symbols.root
    let (run, _) = try scoped(parent: parent, isBlock: true) { () throws(Diagnostic) in
      declare(body)
      return try compile(body)
    }
    blocks[name] = Block(name: name, isRequired: isRequired, run: run)
    let variables = visibleVariables()
    let place = located(offset) { (context) throws(Diagnostic) in
      // In a template with a parent, blocks run where the parent has them.
      if context.parent != nil { return .null }
      try context.startText()
      try context.blocks?.run(name, level: 0, from: context, variables)
      return .null
    }
    return RunStep { (context) throws(Diagnostic) in
      _ = try place(context)
      return .next
    }
  }

  /// `super` and `self`, which know the running block and all blocks.
  func compileInheritanceName(_ name: String) -> Node? {
    switch name {
    case "super":
      return Computed { (context) throws(Diagnostic) in
        guard let running = context.runningBlocks.last else {
          return .undefined(Undefined(name: "super"))
        }
        return .object(BlockReference(running.name, level: running.level + 1, context))
      }
    case "self":
      return Computed { (context) throws(Diagnostic) in .object(BlockDirectory(context)) }
    default: return nil
    }
  }
}
