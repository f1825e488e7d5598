import CLibYAML
import Core

/// An error of libyaml in words that help: what is wrong, where, and the usual cause.
struct SyntaxProblem {
  private let problem: String
  private let context: String
  private let place: SourceLocation
  private let contextPlace: SourceLocation
  private let line: String

  init(_ parser: yaml_parser_t, in file: SourceFile) {
    problem = parser.problem.map { String(cString: $0) } ?? "this is no valid YAML"
    context = parser.context.map { String(cString: $0) } ?? ""
    if parser.error == YAML_READER_ERROR {
      place = Self.place(ofByte: parser.problem_offset, in: file)
    } else {
      place = SourceLocation(
        file: file, line: parser.problem_mark.line + 1, column: parser.problem_mark.column + 1)
    }
    contextPlace = SourceLocation(
      file: file, line: parser.context_mark.line + 1, column: parser.context_mark.column + 1)
    line = file.line(place.line) ?? ""
  }

  var diagnostic: Diagnostic {
    let cause = usualCause
    return Diagnostic(
      .syntax, message, at: isOpenQuote ? contextPlace : place, hint: cause, notes: notes)
  }

  private var isOpenQuote: Bool {
    context == "while scanning a quoted scalar" && problem == "found unexpected end of stream"
  }

  /// What is wrong, said of what the user wrote and not of libyaml's grammar.
  private var message: String {
    if isOpenQuote { return "the quote that begins here never ends" }
    switch problem {
    case "mapping values are not allowed in this context":
      return "a ': ' cannot stand here"
    case "block sequence entries are not allowed in this context":
      return "a list entry '- ' cannot begin here"
    case "did not find expected key":
      return "expected a key of the map, or its end"
    case "did not find expected '-' indicator":
      return "expected another entry '- ' of the list, or its end"
    case "did not find expected ',' or '}'": return "expected ',' or '}' here"
    case "did not find expected ',' or ']'": return "expected ',' or ']' here"
    case "could not find expected ':'": return "expected ':' after the key"
    case "found a tab character that violates indentation":
      return "a tab cannot be used for indentation"
    case "did not find expected comment or line break":
      return "the text of '|' and '>' begins on the next line"
    case "found character that cannot start any token":
      return startsWithTab
        ? "a tab cannot be used for indentation"
        : "a value cannot begin with '\(characterAtPlace)'"
    case "found unknown escape character": return "this escape is not known"
    case "found invalid Unicode character escape code":
      return "this escape names no character"
    case "found undefined tag handle": return "the tag's handle is not defined"
    case "found incompatible YAML document": return "the file asks for another version of YAML"
    case "did not find expected <document start>":
      return "expected the end of the document, or '---'"
    default: return problem
    }
  }

  /// Where the thing began that broke at the place.
  private var notes: [Diagnostic.Note] {
    guard !isOpenQuote, contextPlace.line < place.line else { return [] }
    let what: String? =
      switch context {
      case "while parsing a block mapping", "while parsing a flow mapping": "the map"
      case "while parsing a block collection", "while parsing a flow sequence": "the list"
      case "while scanning a simple key": "the key"
      case "while scanning a quoted scalar": "the quoted text"
      default: nil
      }
    return what.map { [Diagnostic.Note("\($0) begins here", at: contextPlace)] } ?? []
  }

  private var characterAtPlace: String {
    let scalars = line.unicodeScalars.dropFirst(place.column - 1)
    return scalars.first.map { String($0) } ?? ""
  }

  private var startsWithTab: Bool { characterAtPlace == "\t" }

  /// The byte's line and column; for bytes that are no text libyaml gives nothing else.
  private static func place(ofByte offset: Int, in file: SourceFile) -> SourceLocation {
    var line = 1
    var column = 1
    for byte in file.text.prefix(offset) {
      if byte == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        column += 1
      }
    }
    return SourceLocation(file: file, line: line, column: column)
  }
}

// MARK: - The usual causes

extension SyntaxProblem {
  /// What people most often did wrong when this error comes up, as a hint.
  private var usualCause: String? {
    if startsWithTab || indentedByTab { return "indent with spaces" }
    if holdsBareBraces {
      return "a value that begins with '{{' must be quoted as a whole: \"{{ … }}\""
    }
    if isOpenQuote { return "end it, or double a quote that belongs to the text" }
    switch problem {
    case "mapping values are not allowed in this context":
      return lineHasEarlierColon
        ? "a value that holds ': ' must be quoted"
        : "check the indentation of this line and of the one above"
    case "did not find expected key":
      if textAfterQuote {
        return "quotes must hold the whole value; put other quotes around all of it"
      }
      return "check the indentation of this line"
    case "block sequence entries are not allowed in this context" where lineHasEarlierColon:
      return "a list begins on a line of its own; text that begins with '- ' must be quoted"
    case "did not find expected '-' indicator",
      "block sequence entries are not allowed in this context":
      return "check the indentation of this line"
    case "could not find expected ':'":
      return "a line of a map is 'key: value'; check quotes and indentation above"
    case "found character that cannot start any token":
      return "put the value in quotes"
    case "found unknown escape character":
      return "double the backslash, or use single quotes"
    case "did not find expected ',' or '}'", "did not find expected ',' or ']'":
      return "a bracket is not closed, or a comma is missing"
    case "did not find expected <document start>":
      return "what stands above is complete by itself: check the indentation of this line"
    default: return nil
    }
  }

  private var indentedByTab: Bool {
    line.utf8.first { $0 != UInt8(ascii: " ") } == UInt8(ascii: "\t")
  }

  /// `key: {{ … }}` or `- {{ … }}`
  private var holdsBareBraces: Bool {
    let bytes = Array(line.utf8)
    for index in bytes.indices.dropFirst(2) where bytes[index...].starts(with: "{{".utf8) {
      let lead = bytes[..<index].last { $0 != UInt8(ascii: " ") }
      if bytes[index - 1] == UInt8(ascii: " "),
        lead == UInt8(ascii: ":") || lead == UInt8(ascii: "-")
      {
        return true
      }
    }
    return false
  }

  /// Whether the line has a `: ` before the place.
  private var lineHasEarlierColon: Bool {
    let before = Array(line.unicodeScalars.prefix(place.column - 1))
    return zip(before, before.dropFirst()).contains { $0 == ":" && $1 == " " }
  }

  /// `"…" text`: a quote that ends before the value does.
  private var textAfterQuote: Bool {
    let before = line.unicodeScalars.prefix(place.column - 1).reversed().drop { $0 == " " }
    return before.first == "\"" || before.first == "'" || lineHasEarlierColon
  }
}
