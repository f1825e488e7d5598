import Core

/// The words of the language (https://jmespath.org/specification.html).
enum Token: Equatable {
  case end
  case name(String)
  case quotedName(String)
  case literal(Value)
  case number(Int)
  case pipe, or, and, not, expression
  case compare(Comparison)
  case flatten, filter, star, dot, current
  case openBrace, closeBrace, openBracket, closeBracket, openParenthesis, closeParenthesis
  case comma, colon

  /// How tightly an operator holds what stands before it.
  var power: Int {
    switch self {
    case .pipe: 1
    case .or: 2
    case .and: 3
    case .compare: 5
    case .flatten: 9
    case .star: 20
    case .filter: 21
    case .dot: 40
    case .not: 45
    case .openBrace: 50
    case .openBracket: 55
    case .openParenthesis: 60
    default: 0
    }
  }
}

enum Comparison: String, Sendable {
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessEqual = "<="
  case greater = ">"
  case greaterEqual = ">="
}

/// A token and the byte at which it begins.
struct PlacedToken {
  let token: Token
  let offset: Int
}

extension Diagnostic {
  /// An error in an expression, with a caret under the byte.
  static func expression(_ message: String, in text: [UInt8], at offset: Int) -> Diagnostic {
    let before = String(decoding: text[..<min(offset, text.count)], as: UTF8.self)
    let lineStart = before.unicodeScalars.lastIndex(of: "\n")
    let line = before.unicodeScalars.count { $0 == "\n" } + 1
    let column = lineStart.map {
      before.unicodeScalars.distance(from: $0, to: before.unicodeScalars.endIndex)
    }
    let file = SourceFile(name: "<json_query>", text: text)
    return Diagnostic(
      .evaluation, message,
      at: SourceLocation(
        file: file, line: line, column: column ?? before.unicodeScalars.count + 1))
  }
}
