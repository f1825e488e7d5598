import Core

extension Filters {
  /// The text filters of Jinja2 and Ansible.
  static let textFilters: [String: Filter] = [
    "upper": Filter(writing: { (input, _, context) in
      context.out.append(input.text, inUpperCase: true)
    }),
    "lower": Filter(writing: { (input, _, context) in
      context.out.append(input.text, inUpperCase: false)
    }),
    "capitalize": Filter { (input, _, _) in .string(PythonText.capitalize(input.text)) },
    "title": Filter { (input, _, _) in .string(title(input.text)) },
    "trim": Filter(["chars"]) { (input, arguments, _) throws(Diagnostic) in
      .string(
        StringMethods.strip(
          input.text, arguments.value(0).isNull ? nil : try arguments.exactString(0)))
    },
    "center": Filter(["width"]) { (input, arguments, _) throws(Diagnostic) in
      .string(try StringMethods.center(input.text, arguments.int(0, default: 80)))
    },
    "replace": Filter(["old", "new", "count"], required: 2, writing: replace),
    "format": Filter(["*", "**"], takesUndefined: true, format),
    "split": Filter(["sep", "maxsplit"], split),
    "wordcount": Filter { (input, _, _) in .int(wordCount(input.text)) },
    "truncate": Filter(["length", "killwords", "end", "leeway"], truncate),
    "indent": Filter(["width", "first", "blank"], indent),
  ]

  /// Jinja2's `title`: upper case after blanks, `-` and opening brackets.
  private static func title(_ text: String) -> String {
    var out = ""
    var rest = text.unicodeScalars[...]
    while let first = rest.popFirst() {
      out += first.properties.uppercaseMapping
      if beginsWord(first) { continue }
      let end = rest.firstIndex(where: beginsWord) ?? rest.endIndex
      out += PythonText.lower(String(rest[..<end]))
      rest = rest[end...]
      while let next = rest.first, beginsWord(next) {
        out.unicodeScalars.append(next)
        rest.removeFirst()
      }
    }
    return out
  }

  private static func beginsWord(_ scalar: Unicode.Scalar) -> Bool {
    PythonText.isSpace(scalar) || "-({[<".unicodeScalars.contains(scalar)
  }

  private static func replace(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) {
    let limit = try arguments.optionalInt(2) ?? -1
    var (text, old, new) = (input.text, try arguments.string(0), try arguments.string(1))
    text.withUTF8 { text in
      old.withUTF8 { old in
        new.withUTF8 { new in
          context.out.append(text, replacing: old, with: new, limit: limit)
        }
      }
    }
  }

  /// `'%s' | format(value)`: printf formatting.
  private static func format(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    if !arguments.rest.isEmpty, !arguments.keywords.isEmpty {
      throw arguments.error("can't handle positional and keyword arguments at the same time")
    }
    let text = try input.defined().text
    if arguments.keywords.isEmpty {
      return .string(try PrintfFormat.format(text, with: .object(Tuple(arguments.rest))))
    }
    var map = Map()
    for (name, value) in arguments.keywords { map[name] = value }
    return .string(try PrintfFormat.format(text, with: .map(map)))
  }

  private static func split(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    guard let text = input.string else {
      throw arguments.error("the input must be text, not \(input.typeName)")
    }
    let separator = arguments.value(0).isNull ? nil : try arguments.exactString(0)
    if separator == "" { throw arguments.error("empty separator") }
    let limit = try arguments.int(1, default: -1)
    return .list(StringMethods.split(text, separator, limit: limit).map(Value.string))
  }

  private static func wordCount(_ text: String) -> Int {
    var count = 0
    var inWord = false
    for scalar in text.unicodeScalars {
      let isPart =
        StringMethods.isLetter(scalar) || scalar.properties.numericType != nil || scalar == "_"
      if isPart, !inWord { count += 1 }
      inWord = isPart
    }
    return count
  }

  private static func truncate(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    if input.string == nil {
      // Whatever has a length and is short enough stays as it is.
      guard let count = try? Iteration.count(of: input), count <= 255 else {
        throw arguments.error("the input must be text, not \(input.typeName)")
      }
    }
    let text = input.text
    let length = try arguments.int(0, default: 255)
    let end = try arguments.exactString(2, default: "...")
    let leeway = try arguments.optionalInt(3) ?? 5
    let room = length - end.scalarCount
    if room < 0 { throw arguments.error("expected length >= \(end.scalarCount), got \(length)") }
    if leeway < 0 { throw arguments.error("expected leeway >= 0, got \(leeway)") }
    if input.string == nil { return input }
    if text.scalarCount <= length + leeway { return .string(text) }
    let cut = text.scalars(0..<min(room, text.scalarCount))
    if try arguments.bool(1) { return .string(cut + end) }
    let bytes = Array(cut.utf8)
    let word = bytes.lastIndex(of: 0x20).map { String(bytes: bytes[..<$0]) } ?? cut
    return .string(word + end)
  }

  /// `indent(width, first, blank)`; the width may be the text to put in front.
  private static func indent(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    var prefix = "    "
    if let width = arguments[0] {
      let count = width.string == nil ? try arguments.int(0) : 0
      let blanks = try " ".repeated(min(count, 10_000))
      prefix = width.string ?? blanks
    }
    // An added newline makes an empty last line count as a line.
    let lines = StringMethods.lines(try arguments.text(of: input) + "\n")
    var out = try arguments.bool(1) ? prefix : ""
    for (index, line) in lines.enumerated() {
      if index > 0 {
        out += "\n"
        if line.isEmpty ? try arguments.bool(2) : true { out += prefix }
      }
      out += line
    }
    return .string(out)
  }
}
