import Core

extension Parser {
  /// All statements of a template.
  mutating func template() throws(Diagnostic) -> [Statement] {
    try statements(until: [])
  }

  /// Statements up to a tag with one of these names; the name itself stays to be read.
  mutating func statements(until ends: [String]) throws(Diagnostic) -> [Statement] {
    var found: [Statement] = []
    while true {
      let token = current
      switch token.kind {
      case .data:
        position += 1
        let text = Array(source[token.start..<token.end])
        found.append(Statement(offset: token.start, kind: .text(text)))
      case .variableBegin:
        position += 1
        let offset = current.start
        let value = try tupleExpression()
        try expect(.variableEnd)
        found.append(Statement(offset: offset, kind: .output(value)))
      case .blockBegin:
        position += 1
        if at(.name), ends.contains(text(current)) { return found }
        if let statement = try statement() { found.append(statement) }
      case .end:
        if ends.isEmpty { return found }
        let words = ends.map { "'\($0)'" }.joined(separator: " or ")
        throw error("unexpected end of template: \(words) is missing", openTagOffset)
      default: throw unexpected()
      }
    }
  }

  private var openTagOffset: Int { tagOffsets.last ?? max(0, source.count - 1) }

  private mutating func statement() throws(Diagnostic) -> Statement? {
    let token = current
    guard at(.name) else { throw unexpected(wanted: "a tag name") }
    let name = text(token)
    position += 1
    tagOffsets.append(token.start)
    defer { tagOffsets.removeLast() }
    let kind = try nested { (parser) throws(Diagnostic) in
      try parser.statement(name, at: token.start)
    }
    return Statement(offset: token.start, kind: kind)
  }

  private mutating func statement(
    _ name: String, at offset: Int
  ) throws(Diagnostic) -> Statement.Kind {
    switch name {
    case "if": return try branches()
    case "for": return try loop()
    case "set": return try assignment()
    case "macro": return try macro()
    case "call": return try callBlock()
    case "filter": return try filterBlock()
    case "with": return try with()
    case "block": return try block()
    case "extends": return .extends(try finished(try expression()))
    case "include": return try include()
    case "import": return try importModule()
    case "from": return try importNames()
    case "do": return .evaluate(try finished(try tupleExpression()))
    case "break": return try finished(.breakLoop)
    case "continue": return try finished(.continueLoop)
    case "autoescape":
      _ = try expression()
      // Output is never HTML here; the block only groups.
      return .with([], try body(until: ["endautoescape"]))
    default:
      throw unknownTag(name, at: offset)
    }
  }

  private static let tagNames = [
    "if", "elif", "else", "endif", "for", "endfor", "set", "endset", "macro", "endmacro", "call",
    "endcall", "filter", "endfilter", "with", "endwith", "block", "endblock", "extends", "include",
    "import", "from", "do", "break", "continue", "raw", "endraw", "autoescape", "endautoescape",
  ]

  private func unknownTag(_ name: String, at offset: Int) -> Diagnostic {
    let plain = error("Encountered unknown tag '\(name)'.", offset)
    let isKnown = Self.tagNames.contains(name)
    // The last one is the unknown tag itself.
    let open = tagOffsets.dropLast().last.map { offset in
      "the innermost tag that is open here is '\(String(bytes: source[offset...].prefix(while: Lexer.isNamePart)))'"
    }
    let hint =
      isKnown
      ? open ?? "no tag is open here" : Suggestion.hint(for: name, among: Self.tagNames)
    return Diagnostic(plain.kind, plain.message, at: plain.location, hint: hint)
  }

  /// The value, once the tag is closed.
  private mutating func finished<Part>(_ part: Part) throws(Diagnostic) -> Part {
    try expect(.blockEnd)
    return part
  }

  /// Closes a tag that begins a body; a colon may stand before its end.
  private mutating func endHead() throws(Diagnostic) {
    _ = skip(.colon)
    try expect(.blockEnd)
  }

  /// Closes the tag, reads the body and the whole closing tag.
  private mutating func body(until ends: [String]) throws(Diagnostic) -> [Statement] {
    try endHead()
    let body = try statements(until: ends)
    position += 1
    try expect(.blockEnd)
    return body
  }

  // MARK: Control

  private mutating func branches() throws(Diagnostic) -> Statement.Kind {
    var found: [(test: Expression, body: [Statement])] = []
    while true {
      let test = try tupleExpression(withConditions: false)
      try endHead()
      found.append((test, try statements(until: ["elif", "else", "endif"])))
      if skip(name: "elif") { continue }
      if skip(name: "else") {
        return .branches(found, otherwise: try body(until: ["endif"]))
      }
      position += 1
      try expect(.blockEnd)
      return .branches(found, otherwise: [])
    }
  }

  private mutating func loop() throws(Diagnostic) -> Statement.Kind {
    let start = current.start
    let target = try target(withTuple: true)
    if target.names.contains("loop") {
      throw error("can't assign to the special loop variable in a for loop", start)
    }
    try expect(name: "in")
    let sequence = try tupleExpression(withConditions: false)
    let condition = skip(name: "if") ? try expression() : nil
    let isRecursive = skip(name: "recursive")
    try endHead()
    let body = try statements(until: ["endfor", "else"])
    var otherwise: [Statement] = []
    if skip(name: "else") {
      otherwise = try self.body(until: ["endfor"])
    } else {
      position += 1
      try expect(.blockEnd)
    }
    return .loop(
      .init(
        target: target, sequence: sequence, condition: condition, body: body, otherwise: otherwise,
        isRecursive: isRecursive))
  }

  private mutating func target(withTuple: Bool) throws(Diagnostic) -> Target {
    let first = try singleTarget()
    guard withTuple, at(.comma) else { return first }
    var targets = [first]
    while skip(.comma) {
      if !at(.name) && !at(.leftParenthesis) { break }
      targets.append(try singleTarget())
    }
    return .tuple(targets)
  }

  private mutating func singleTarget() throws(Diagnostic) -> Target {
    if skip(.leftParenthesis) {
      let inner = try target(withTuple: true)
      try expect(.rightParenthesis)
      return inner
    }
    let offset = current.start
    let name = try expectName()
    if ["true", "false", "none", "True", "False", "None"].contains(name) {
      throw error("can't assign to '\(name)'", offset)
    }
    return skip(.dot) ? .attribute(name, try expectName()) : .name(name)
  }

  private mutating func assignment() throws(Diagnostic) -> Statement.Kind {
    let target = try target(withTuple: true)
    if skip(.assign) { return .set(target, try finished(try tupleExpression())) }
    let filters = skip(.pipe) ? try filterChain() : nil
    return .setBlock(target, filters: filters, try body(until: ["endset"]))
  }

  private mutating func filterChain() throws(Diagnostic) -> Expression {
    let first = try filter(nil)
    return try filters(first)
  }

  private mutating func with() throws(Diagnostic) -> Statement.Kind {
    var values: [(target: Target, value: Expression)] = []
    while !at(.blockEnd) {
      if !values.isEmpty { try expect(.comma) }
      let target = try target(withTuple: true)
      try expect(.assign)
      values.append((target, try expression()))
    }
    return .with(values, try body(until: ["endwith"]))
  }

  // MARK: Macros and filters

  private mutating func macro() throws(Diagnostic) -> Statement.Kind {
    let name = try expectName()
    let parameters = try parameters()
    return .macro(Macro(name: name, parameters: parameters, body: try body(until: ["endmacro"])))
  }

  private mutating func parameters() throws(Diagnostic) -> [(name: String, standard: Expression?)] {
    try expect(.leftParenthesis)
    var found: [(name: String, standard: Expression?)] = []
    while !at(.rightParenthesis) {
      if !found.isEmpty { try expect(.comma) }
      let offset = current.start
      let name = try expectName()
      let standard = skip(.assign) ? try expression() : nil
      if standard == nil, found.last?.standard != nil {
        throw error("non-default argument follows default argument", offset)
      }
      found.append((name, standard))
    }
    try expect(.rightParenthesis)
    return found
  }

  private mutating func callBlock() throws(Diagnostic) -> Statement.Kind {
    let parameters = at(.leftParenthesis) ? try parameters() : []
    let call = try expression()
    guard case .call = call.kind else { throw error("expected call", call.offset) }
    let body = try body(until: ["endcall"])
    return .callBlock(call, Macro(name: "caller", parameters: parameters, body: body))
  }

  private mutating func filterBlock() throws(Diagnostic) -> Statement.Kind {
    .filterBlock(try filterChain(), try body(until: ["endfilter"]))
  }

  // MARK: Other templates

  private mutating func block() throws(Diagnostic) -> Statement.Kind {
    let name = try expectName()
    let isScoped = skip(name: "scoped")
    let isRequired = skip(name: "required")
    try endHead()
    let body = try statements(until: ["endblock"])
    position += 1
    _ = at(.name) && text(current) == name ? skip(.name) : false
    try expect(.blockEnd)
    return .block(name: name, isScoped: isScoped, isRequired: isRequired, body)
  }

  private mutating func include() throws(Diagnostic) -> Statement.Kind {
    let name = try expression()
    var ignoresMissing = false
    if at(name: "ignore") {
      position += 1
      try expect(name: "missing")
      ignoresMissing = true
    }
    let withContext = contextClause(standard: true)
    return try finished(.include(name, ignoresMissing: ignoresMissing, withContext: withContext))
  }

  private mutating func importModule() throws(Diagnostic) -> Statement.Kind {
    let name = try expression()
    try expect(name: "as")
    let alias = try expectName()
    let withContext = contextClause(standard: false)
    return try finished(.importModule(name, alias: alias, withContext: withContext))
  }

  private mutating func importNames() throws(Diagnostic) -> Statement.Kind {
    let template = try expression()
    try expect(name: "import")
    var names: [(name: String, alias: String)] = []
    while at(.name), !atContextClause {
      let offset = current.start
      let name = try expectName()
      if name.hasPrefix("_") {
        throw error("names starting with an underline can not be imported", offset)
      }
      names.append((name, skip(name: "as") ? try expectName() : name))
      guard skip(.comma) else { break }
    }
    if names.isEmpty { throw unexpected(wanted: "a name") }
    let withContext = contextClause(standard: false)
    return try finished(.importNames(template, names, withContext: withContext))
  }

  private var atContextClause: Bool {
    (at(name: "with") || at(name: "without")) && tokens[position + 1].kind == .name
      && text(tokens[position + 1]) == "context"
  }

  private mutating func contextClause(standard: Bool) -> Bool {
    guard atContextClause else { return standard }
    let answer = at(name: "with")
    position += 2
    return answer
  }
}
