import Core

/// An expression of a template and the byte where errors about it point.
struct Expression {
  let offset: Int
  let kind: Kind
  /// Levels of expressions in it, itself included.
  let depth: Int

  init(_ kind: Kind, at offset: Int) {
    self.kind = kind
    self.offset = offset
    depth = kind.partsDepth + 1
  }

  indirect enum Kind {
    case constant(Value)
    case name(String)
    case list([Expression])
    case tuple([Expression])
    case dict([(key: Expression, value: Expression)])
    case attribute(Expression, String)
    case item(Expression, Expression)
    case slice(Expression, from: Expression?, to: Expression?, step: Expression?)
    case call(Expression, CallArguments)
    /// `input | name(…)`; without an input only in `{% filter %}` and `{% set %}` blocks.
    case filter(Expression?, name: String, CallArguments)
    case test(Expression, name: String, CallArguments)
    case unary(UnaryOperator, Expression)
    case binary(BinaryOperator, Expression, Expression)
    case compare(Expression, [(Comparison, Expression)])
    case and(Expression, Expression)
    case or(Expression, Expression)
    case concat([Expression])
    case conditional(test: Expression, then: Expression, else: Expression?)
  }
}

extension Expression.Kind {
  fileprivate var partsDepth: Int {
    switch self {
    case .constant, .name: 0
    case .list(let parts), .tuple(let parts), .concat(let parts): parts.depth
    case .dict(let entries): entries.reduce(0) { max($0, $1.key.depth, $1.value.depth) }
    case .attribute(let base, _), .unary(_, let base): base.depth
    case .item(let a, let b), .binary(_, let a, let b), .and(let a, let b), .or(let a, let b):
      max(a.depth, b.depth)
    case .slice(let base, let from, let to, let step):
      max(base.depth, from?.depth ?? 0, to?.depth ?? 0, step?.depth ?? 0)
    case .call(let base, let arguments), .test(let base, _, let arguments):
      max(base.depth, arguments.depth)
    case .filter(let base, _, let arguments): max(base?.depth ?? 0, arguments.depth)
    case .compare(let left, let parts): parts.reduce(left.depth) { max($0, $1.1.depth) }
    case .conditional(let test, let then, let otherwise):
      max(test.depth, then.depth, otherwise?.depth ?? 0)
    }
  }
}

extension [Expression] {
  var depth: Int { reduce(0) { Swift.max($0, $1.depth) } }
}

enum UnaryOperator { case not, negative, positive }
enum BinaryOperator { case add, subtract, multiply, divide, floorDivide, modulo, power }
enum Comparison {
  case equal, notEqual, less, lessEqual, greater, greaterEqual, contained, notContained
}

struct CallArguments {
  var positional: [Expression] = []
  var keywords: [(name: String, value: Expression)] = []
  /// `*expression` and `**expression`
  var list: Expression?
  var map: Expression?

  var depth: Int {
    keywords.reduce(max(positional.depth, list?.depth ?? 0, map?.depth ?? 0)) {
      max($0, $1.value.depth)
    }
  }

  var isEmpty: Bool { positional.isEmpty && keywords.isEmpty && list == nil && map == nil }
}

/// Where `for`, `set` and `with` put a value.
enum Target {
  case name(String)
  case tuple([Target])
  /// `{% set namespace.name = … %}`
  case attribute(String, String)

  var names: [String] {
    switch self {
    case .name(let name): [name]
    case .tuple(let targets): targets.flatMap(\.names)
    case .attribute: []
    }
  }
}

struct Macro {
  let name: String
  let parameters: [(name: String, standard: Expression?)]
  let body: [Statement]
}

struct Statement {
  let offset: Int
  let kind: Kind

  struct For {
    let target: Target
    let sequence: Expression
    let condition: Expression?
    let body: [Statement]
    let otherwise: [Statement]
    let isRecursive: Bool
  }

  indirect enum Kind {
    case text([UInt8])
    case output(Expression)
    case branches([(test: Expression, body: [Statement])], otherwise: [Statement])
    case loop(For)
    case set(Target, Expression)
    case setBlock(Target, filters: Expression?, [Statement])
    case macro(Macro)
    case callBlock(Expression, Macro)
    case filterBlock(Expression, [Statement])
    case with([(target: Target, value: Expression)], [Statement])
    case block(name: String, isScoped: Bool, isRequired: Bool, [Statement])
    case extends(Expression)
    case include(Expression, ignoresMissing: Bool, withContext: Bool)
    case importModule(Expression, alias: String, withContext: Bool)
    case importNames(Expression, [(name: String, alias: String)], withContext: Bool)
    case evaluate(Expression)
    case breakLoop
    case continueLoop
  }
}
