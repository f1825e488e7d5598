/// The names that a stretch of a template sets, each with its slot.
final class Symbols {
  final class Symbol {
    let slot: Int
    /// Whether the slot always holds a value when the name is read.
    let isAlwaysSet: Bool
    /// Whether the name is undefined until it is set, and not what it is outside.
    let hidesOuter: Bool
    var isUsed = false

    init(slot: Int, isAlwaysSet: Bool, hidesOuter: Bool) {
      self.slot = slot
      self.isAlwaysSet = isAlwaysSet
      self.hidesOuter = hidesOuter
    }

    fileprivate var seenFromBlock: Symbol {
      Symbol(slot: slot, isAlwaysSet: false, hidesOuter: false)
    }
  }

  let parent: Symbols?
  /// Whether it is a block, which sees of the names around it only what they are when it runs.
  private let isBlock: Bool
  private(set) var own: [String: Symbol] = [:]
  /// The names that this stretch reads or sets itself.
  private var known: Set<String> = []

  init(parent: Symbols?, isBlock: Bool = false) {
    self.parent = parent
    self.isBlock = isBlock
  }

  func add(_ name: String, _ symbol: Symbol) { own[name] = symbol }

  func add(known names: Set<String>) { known.formUnion(names) }

  func knows(_ name: String) -> Bool {
    own[name] != nil || known.contains(name) || parent?.knows(name) ?? false
  }

  /// The symbols that a name may stand for, innermost first: an inner one may not be set yet.
  func resolve(_ name: String) -> [Symbol] {
    var found: [Symbol] = []
    var scope: Symbols? = self
    var isInBlock = false
    while let current = scope {
      if let symbol = current.own[name] {
        symbol.isUsed = true
        found.append(isInBlock ? symbol.seenFromBlock : symbol)
        if found.last.map({ $0.isAlwaysSet || $0.hidesOuter }) == true { break }
      }
      isInBlock = isInBlock || current.isBlock
      scope = current.parent
    }
    return found
  }

  /// All names in sight with their slots, the outermost first.
  var visible: [(name: String, slot: Int)] {
    (parent?.visible ?? []) + own.map { ($0.key, $0.value.slot) }
  }

  var root: Symbols { parent?.root ?? self }
}

extension Statement {
  /// The names that these statements set in their own scope.
  static func declaredNames(_ statements: [Statement]) -> [String] {
    var names: [String] = []
    for statement in statements {
      switch statement.kind {
      case .set(let target, _), .setBlock(let target, _, _): names += target.names
      case .macro(let macro): names.append(macro.name)
      case .importModule(_, let alias, _): names.append(alias)
      case .importNames(_, let imported, _): names += imported.map(\.alias)
      case .branches(let branches, let otherwise):
        for (_, body) in branches { names += declaredNames(body) }
        names += declaredNames(otherwise)
      default: break
      }
    }
    return names
  }
}
