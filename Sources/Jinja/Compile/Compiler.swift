import Core

/// Turns a syntax tree into steps and nodes that run: names become slots, filters and tests are looked up once.
final class Compiler {
  let text: TemplateText
  let source: [UInt8]
  let requested: SharedSettings
  let settings: Settings
  let escapes: Escapes
  var symbols = Symbols(parent: nil)
  var blocks: [String: Block] = [:]
  private(set) var slotCount = 0
  /// The slots that may be empty when their names are read.
  private(set) var clearedSlots: [Int] = []
  private(set) var freeNames: [String] = []
  /// The names of lookups as far as they stand in the text.
  var lookups: [(name: String, location: SourceLocation?)] = []
  private var freeIndices: [String: Int] = [:]
  /// Whether `break` and `continue` have a loop around them.
  var loopDepth = 0

  init(
    _ text: TemplateText, requested: SharedSettings, settings: Settings, escapes: Escapes
  ) {
    self.text = text
    self.requested = requested
    self.settings = settings
    self.escapes = escapes
    source = Array(text.source.utf8)
  }

  // MARK: Entry points

  /// Compiles a whole template.
  ///
  /// - Throws: `syntax`, or `invalid` for a filter or test that does not exist.
  static func template(
    _ text: TemplateText, _ requested: SharedSettings, _ escapes: Escapes
  ) throws(Diagnostic) -> CompiledTemplate {
    var settings = requested.settings
    var start = 0
    try Header.read(text, &settings, &start)
    let compiler = Compiler(text, requested: requested, settings: settings, escapes: escapes)
    let error = compiler.syntaxError
    let tokens = try Lexer.template(compiler.source, settings, escapes, from: start, error: error)
    var parser = Parser(compiler.source, tokens, escapes: escapes, error: error)
    let statements = try parser.template()
    return try compiler.finish(statements, depth: parser.deepest + parser.deepestExpression)
  }

  /// Compiles a bare expression.
  static func expression(
    _ text: TemplateText, _ requested: SharedSettings
  ) throws(Diagnostic) -> CompiledTemplate {
    let settings = requested.settings
    let compiler = Compiler(text, requested: requested, settings: settings, escapes: .python)
    let error = compiler.syntaxError
    let tokens = try Lexer.expression(compiler.source, settings, error: error)
    var parser = Parser(compiler.source, tokens, escapes: .python, error: error)
    let value = try compiler.compile(try parser.wholeExpression())
    let depth = parser.deepest + parser.deepestExpression
    return try compiler.finish([], value, depth: depth)
  }

  private func finish(
    _ statements: [Statement], _ expression: Node? = nil, depth: Int
  ) throws(Diagnostic) -> CompiledTemplate {
    declare(statements)
    let run = try compile(statements)
    var isBareVariable = false
    var givesText = false
    var sources: [ValueSource] = []
    if statements.count == 1, case .output(let expression) = statements[0].kind {
      if case .name = expression.kind {
        isBareVariable = isBare
      }
      givesText = self.givesText(expression)
      sources = self.sources(expression)
    }
    return CompiledTemplate(
      text: text, escapes: escapes, requested: requested, run: run, expression: expression,
      slotCount: slotCount, depth: depth, freeNames: freeNames,
      exports: symbols.own.map { ($0.key, $0.value.slot) }, blocks: blocks,
      isBareVariable: isBareVariable, givesText: givesText, sources: sources,
      trailingNewlines: requested.settings.keepTrailingNewline
        ? source.reversed().prefix { $0 == 0x0A }.count : 0, lookups: lookups)
  }

  /// Whether the whole text is a variable between its delimiters, without signs that trim blanks; a newline may follow.
  private var isBare: Bool {
    let text = source.last == 0x0A ? source.dropLast() : source[...]
    let (start, end) = (settings.variableStart, settings.variableEnd)
    guard text.starts(with: start), text.reversed().starts(with: end.reversed()),
      let first = text.dropFirst(start.count).first, let last = text.dropLast(end.count).last
    else { return false }
    return !"-+".utf8.contains(first) && !"-+".utf8.contains(last)
  }

  /// Whether an expression's text must not be read as a Python literal.
  private func givesText(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .filter(let input?, "default", let call), .filter(let input?, "d", let call):
      givesText(input) || call.positional.first.map(givesText) ?? false
    // What needs no quotes is what it was.
    case .filter(let input?, "quote", _), .filter(let input?, "mandatory", _): givesText(input)
    case .filter(_, let name, _): Names.find(name, in: Filters.all)?.givesText ?? false
    case .or(let left, let right): givesText(left) || givesText(right)
    case .and(_, let right): givesText(right)
    case .conditional(_, let then, let otherwise):
      givesText(then) || otherwise.map(givesText) ?? false
    case .call(let function, let arguments):
      // `lookup('template', …, convert_data=false)`
      if case .name("lookup") = function.kind {
        arguments.keywords.contains {
          if case .constant(let value) = $0.value.kind {
            $0.name == "convert_data" && !value.isTrue
          } else {
            false
          }
        }
      } else {
        false
      }
    default: false
    }
  }

  // MARK: Names

  func freeIndex(_ name: String) -> Int {
    if let index = freeIndices[name] { return index }
    freeIndices[name] = freeNames.count
    freeNames.append(name)
    return freeNames.count - 1
  }

  @discardableResult
  func declare(
    _ name: String, isAlwaysSet: Bool = false, hidesOuter: Bool = false
  ) -> Symbols.Symbol {
    if let known = symbols.own[name] { return known }
    let symbol = Symbols.Symbol(slot: slotCount, isAlwaysSet: isAlwaysSet, hidesOuter: hidesOuter)
    if !isAlwaysSet { clearedSlots.append(slotCount) }
    slotCount += 1
    symbols.add(name, symbol)
    return symbol
  }

  func declare(_ statements: [Statement]) {
    let parent = symbols.parent
    let names = LevelNames(statements, parameters: symbols.own.keys) { name in
      parent?.knows(name) ?? false
    }
    symbols.add(known: names.known)
    for name in Statement.declaredNames(statements) {
      declare(name, hidesOuter: names.setFirst.contains(name))
    }
  }

  /// A slot without a name.
  func anonymousSlot() -> Int {
    defer { slotCount += 1 }
    return slotCount
  }

  /// Compiles something in a scope of its own and gives the range of its slots.
  func scoped<Result>(
    parent: Symbols? = nil, isBlock: Bool = false, _ body: () throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> (Result, slots: Range<Int>) {
    let outer = symbols
    symbols = Symbols(parent: parent ?? outer, isBlock: isBlock)
    defer { symbols = outer }
    let first = slotCount
    let result = try body()
    return (result, first..<slotCount)
  }

  // MARK: Errors

  var syntaxError: (String, Int) -> Diagnostic {
    let text = text
    return { message, offset in
      Diagnostic(.syntax, "template error: \(message)", at: text.location(at: offset))
    }
  }

  /// Runs what leads into another text, and notes this place in errors that come from there.
  @inline(__always)
  static func through<Result>(
    _ passage: @autoclosure () -> String, _ text: TemplateText, _ offset: Int,
    _ body: () throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    do throws(Diagnostic) { return try body() } catch {
      throw error.through(passage(), at: text.location(at: offset))
    }
  }

  /// Gives errors that have no place yet the place of this expression.
  func located(
    _ offset: Int, _ evaluate: @escaping @Sendable (Context) throws(Diagnostic) -> Value
  ) -> Node {
    let text = text
    return Computed { (context) throws(Diagnostic) in
      do throws(Diagnostic) {
        return try evaluate(context)
      } catch {
        throw error.location == nil ? error.at(text.location(at: offset)) : error
      }
    }
  }
}
