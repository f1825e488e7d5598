/// A piece of a template: what it is and which bytes of the source it covers.
struct Token {
  enum Kind: UInt8 {
    case data, variableBegin, variableEnd, blockBegin, blockEnd, end
    case name, integer, float, string
    case plus, minus, times, power, divide, floorDivide, modulo, tilde
    case leftBracket, rightBracket, leftParenthesis, rightParenthesis, leftBrace, rightBrace
    case equal, notEqual, less, lessEqual, greater, greaterEqual, assign
    case dot, colon, pipe, comma, semicolon
  }

  let kind: Kind
  let start: Int
  let end: Int
  /// Whether a string stands inside `{{ }}`, where escapes may stay as written.
  var inVariable = false
}

extension Token.Kind {
  /// The token as errors call it.
  var label: String {
    switch self {
    case .data: "text"
    case .variableBegin: "begin of print statement"
    case .variableEnd: "end of print statement"
    case .blockBegin: "begin of statement block"
    case .blockEnd: "end of statement block"
    case .end: "end of template"
    case .name, .integer, .float, .string: "\(self)"
    case .plus: "+"
    case .minus: "-"
    case .times: "*"
    case .power: "**"
    case .divide: "/"
    case .floorDivide: "//"
    case .modulo: "%"
    case .tilde: "~"
    case .leftBracket: "["
    case .rightBracket: "]"
    case .leftParenthesis: "("
    case .rightParenthesis: ")"
    case .leftBrace: "{"
    case .rightBrace: "}"
    case .equal: "=="
    case .notEqual: "!="
    case .less: "<"
    case .lessEqual: "<="
    case .greater: ">"
    case .greaterEqual: ">="
    case .assign: "="
    case .dot: "."
    case .colon: ":"
    case .pipe: "|"
    case .comma: ","
    case .semicolon: ";"
    }
  }
}
