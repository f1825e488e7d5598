/// The one error of the whole program: what, where, why, and what to do.
///
/// Whoever has a location and meets a `Diagnostic` without one adds it with `at(_:)` and throws on.
package struct Diagnostic: Error, Sendable {
  /// What went wrong, for exit codes and for code that must tell errors apart.
  package enum Kind: String, Sendable {
    /// The text is not valid YAML, Jinja, INI, …
    case syntax
    /// A keyword, option, module, filter, … that does not exist or has a wrong value.
    case invalid
    /// A variable or attribute that is not defined.
    case undefined
    /// A value of the wrong type, or an operation that failed while a template ran.
    case evaluation
    /// A file that is missing or cannot be read or written.
    case file
    /// The host cannot be reached, or its shell went away.
    case unreachable
    /// The host refused the user, or its key is not the known one.
    case authentication
    /// A task failed on its host.
    case task
    /// The command line.
    case usage
    /// A bug of ours.
    case `internal`
  }

  /// Another place that belongs to the error: the first of two duplicate keys, an include chain.
  package struct Note: Sendable {
    package let message: String
    package let location: SourceLocation?

    package init(_ message: String, at location: SourceLocation? = nil) {
      self.message = message
      self.location = location
    }
  }

  private final class Storage: Sendable {
    let kind: Kind
    let message: String
    let location: SourceLocation?
    let hint: String?
    let notes: [Note]

    init(kind: Kind, message: String, location: SourceLocation?, hint: String?, notes: [Note]) {
      self.kind = kind
      self.message = message
      self.location = location
      self.hint = hint
      self.notes = notes
    }
  }

  private let storage: Storage

  package init(
    _ kind: Kind, _ message: String, at location: SourceLocation? = nil, hint: String? = nil,
    notes: [Note] = []
  ) {
    storage = Storage(
      kind: kind, message: message, location: location, hint: hint, notes: notes)
  }

  package var kind: Kind { storage.kind }
  package var message: String { storage.message }
  package var location: SourceLocation? { storage.location }
  /// What to do about it, as a sentence.
  package var hint: String? { storage.hint }
  package var notes: [Note] { storage.notes }

  /// The same error with a place, unless it has one already.
  package func at(_ location: SourceLocation?) -> Diagnostic {
    guard self.location == nil, let location else { return self }
    return Diagnostic(kind, message, at: location, hint: hint, notes: notes)
  }

  /// The same error with one more note, for the chain of places it came through.
  package func noting(_ message: String, at location: SourceLocation? = nil) -> Diagnostic {
    Diagnostic(
      kind, self.message, at: self.location, hint: hint,
      notes: notes + [Note(message, at: location)])
  }

  /// The same error with the place it came through on its way out: an include, a macro, a variable. Of many such places,
  /// as in a recursion, the innermost are kept. A place without an error's own place becomes that.
  package func through(_ passage: String, at location: SourceLocation?) -> Diagnostic {
    guard self.location != nil else { return at(location) }
    guard kind != .internal, let location, notes.count < Self.passageLimit else { return self }
    if notes.count == Self.passageLimit - 1 { return noting("…") }
    return noting("\(passage) \(location)")
  }

  private static let passageLimit = 10

  /// The same error with other words in front: `context: message`.
  package func prefixed(_ context: String) -> Diagnostic {
    Diagnostic(kind, "\(context): \(message)", at: location, hint: hint, notes: notes)
  }
}

extension Diagnostic: CustomStringConvertible {
  /// The whole error as a person reads it: message, place, the line with a caret, notes, hint.
  package var description: String {
    var text = message
    if let location { text += "\n" + Self.excerpt(location) }
    for note in notes {
      text += "\n  \(note.message)"
      if let location = note.location { text += "\n" + Self.excerpt(location) }
    }
    if let hint { text += "\n  hint: \(hint)" }
    return text
  }

  /// `--> file:line:column`, and the line with a caret below the column where the text is known.
  private static func excerpt(_ location: SourceLocation) -> String {
    let place = "  --> \(location)"
    guard let line = location.file.line(location.line) else { return place }
    let number = String(location.line)
    let gutter = String(repeating: " ", count: number.count)
    // Tabs stay tabs, so that the caret stands below its column at any tab width.
    let lead = line.unicodeScalars.prefix(max(0, location.column - 1))
    let blanks = String(String.UnicodeScalarView(lead.map { $0 == "\t" ? "\t" : " " }))
    return "\(place)\n  \(number) | \(line)\n  \(gutter) | \(blanks)^"
  }
}
