/// Which names one level of a template (its outermost statements, the body of a loop or macro) reads and sets itself, in order,
/// as Jinja2 looks at them: what stands in levels inside it does not count, but for what those are given from outside.
struct LevelNames {
  /// Read or set.
  private(set) var known: Set<String>
  /// Set before they are read, and in any case: until then they are undefined, whatever the variables outside hold.
  private(set) var setFirst: Set<String> = []
  private let isKnownOutside: (String) -> Bool

  /// - Parameters:
  ///   - parameters: what the level is given.
  ///   - isKnownOutside: whether a level around it has the name.
  init(
    _ statements: [Statement], parameters: some Sequence<String>,
    isKnownOutside: @escaping (String) -> Bool
  ) {
    known = Set(parameters)
    self.isKnownOutside = isKnownOutside
    read(statements, isBranch: false)
  }

  private mutating func read(_ names: Expression?) {
    names?.forEachName { known.insert($0) }
  }

  private mutating func set(_ name: String, _ isBranch: Bool) {
    if known.insert(name).inserted, !isBranch, !isKnownOutside(name) { setFirst.insert(name) }
  }

  private mutating func set(_ target: Target, _ isBranch: Bool) {
    switch target {
    case .name(let name): set(name, isBranch)
    case .tuple(let parts): for part in parts { set(part, isBranch) }
    case .attribute(let base, _): known.insert(base)
    }
  }

  /// - Parameter isBranch: the statements may be skipped.
  private mutating func read(_ statements: [Statement], isBranch: Bool) {
    for statement in statements {
      switch statement.kind {
      case .text, .breakLoop, .continueLoop, .block: break
      case .output(let expression), .evaluate(let expression), .extends(let expression),
        .include(let expression, _, _), .callBlock(let expression, _),
        .filterBlock(let expression, _):
        read(expression)
      case .branches(let branches, let otherwise):
        for (test, body) in branches {
          read(test)
          read(body, isBranch: true)
        }
        read(otherwise, isBranch: true)
      case .loop(let loop): read(loop.sequence)
      case .set(let target, let value):
        read(value)
        set(target, isBranch)
      case .setBlock(let target, _, _): set(target, isBranch)
      case .macro(let macro): set(macro.name, isBranch)
      case .with(let values, _): for (_, value) in values { read(value) }
      case .importModule(let name, let alias, _):
        read(name)
        set(alias, isBranch)
      case .importNames(let name, let names, _):
        read(name)
        for (_, alias) in names { set(alias, isBranch) }
      }
    }
  }
}

extension Expression {
  /// Calls `body` with every name that the expression reads, in order.
  func forEachName(_ body: (String) -> Void) {
    if case .name(let name) = kind { return body(name) }
    for part in kind.parts { part.forEachName(body) }
  }
}

extension Expression.Kind {
  /// The expressions that it is made of.
  fileprivate var parts: [Expression] {
    switch self {
    case .constant, .name: []
    case .list(let parts), .tuple(let parts), .concat(let parts): parts
    case .dict(let entries): entries.flatMap { [$0.key, $0.value] }
    case .attribute(let base, _), .unary(_, let base): [base]
    case .item(let a, let b), .binary(_, let a, let b), .and(let a, let b), .or(let a, let b):
      [a, b]
    case .slice(let base, let from, let to, let step): [base, from, to, step].compactMap { $0 }
    case .call(let base, let arguments), .test(let base, _, let arguments): [base] + arguments.parts
    case .filter(let base, _, let arguments): [base].compactMap { $0 } + arguments.parts
    case .compare(let left, let rest): [left] + rest.map(\.1)
    case .conditional(let test, let then, let otherwise):
      [test, then, otherwise].compactMap { $0 }
    }
  }
}

extension CallArguments {
  fileprivate var parts: [Expression] {
    positional + keywords.map(\.value) + [list, map].compactMap { $0 }
  }
}

extension Statement {
  /// Whether a name is read anywhere in these statements, in levels inside them too; blocks are levels of their own.
  static func mention(_ name: String, in statements: [Statement]) -> Bool {
    statements.contains { $0.mentions(name) }
  }

  private func mentions(_ name: String) -> Bool {
    func within(_ expressions: Expression?...) -> Bool {
      var found = false
      for expression in expressions { expression?.forEachName { found = found || $0 == name } }
      return found
    }
    func inside(_ body: [Statement]) -> Bool { Self.mention(name, in: body) }
    switch kind {
    case .text, .breakLoop, .continueLoop: return false
    case .block(_, let isScoped, _, _): return isScoped
    case .output(let expression), .evaluate(let expression), .extends(let expression),
      .include(let expression, _, _), .importModule(let expression, _, _),
      .importNames(let expression, _, _), .set(_, let expression):
      return within(expression)
    case .branches(let branches, let otherwise):
      return branches.contains { within($0.test) || inside($0.body) } || inside(otherwise)
    case .loop(let loop):
      return within(loop.sequence, loop.condition) || inside(loop.body) || inside(loop.otherwise)
    case .setBlock(_, let filters, let body): return within(filters) || inside(body)
    case .filterBlock(let filters, let body): return within(filters) || inside(body)
    case .macro(let macro): return inside(macro)
    case .callBlock(let call, let macro): return within(call) || inside(macro)
    case .with(let values, let body): return values.contains { within($0.value) } || inside(body)
    }
    func inside(_ macro: Macro) -> Bool {
      macro.parameters.contains { within($0.standard) } || inside(macro.body)
    }
  }
}
