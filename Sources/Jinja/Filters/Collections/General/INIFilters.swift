import Core

extension Filters {
  /// community.general: INI texts, as Python's `ConfigParser` reads and writes them, with names as they
  /// are written and without interpolation.
  static let iniFilters: [String: Filter] = [
    "from_ini": Filter { (input, arguments, _) throws(Diagnostic) in
      guard let text = input.string else {
        throw arguments.error("a string is needed, not \(input.typeName) \(input.repr)")
      }
      do throws(Diagnostic) {
        return .map(try INIReader.read(text))
      } catch {
        throw arguments.error("failed to parse given string: \(error.message)")
      }
    },
    "to_ini": Filter(givesText: true, toINI),
  ]

  private static func toINI(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    guard let sections = input.map else {
      throw arguments.error("a dict is needed, not \(input.typeName)")
    }
    if sections.isEmpty { throw arguments.error("an empty dict cannot be converted") }
    var written: [(name: String, text: String)] = []
    for (name, content) in sections {
      guard let options = content.map else {
        throw arguments.error("the section '\(name.text)' is no dict but \(content.typeName)")
      }
      var text = "[\(name.text)]\n"
      for (option, value) in options {
        if value.isNull { throw arguments.error("option values must be strings") }
        text += "\(option.text) = \(value.text.replacing("\n", with: "\n\t"))\n"
      }
      if written.contains(where: { $0.name == name.text }) {
        throw arguments.error("the section '\(name.text)' is there twice")
      }
      // The defaults come first, and only if there are any.
      if name.text != "DEFAULT" {
        written.append((name.text, text))
      } else if !options.isEmpty {
        written.insert((name.text, text), at: 0)
      }
    }
    if written.isEmpty { throw arguments.error("there is nothing to write") }
    return .string(written.map(\.text).joined(separator: "\n"))
  }
}

/// A reader of INI texts.
struct INIReader {
  private var sections: [String] = []
  private var options: [Option] = []
  /// The number of the section; `DEFAULT` is -1.
  private var section: Int?
  private var takesMore = false
  private var indent = 0

  private struct Option {
    let section: Int
    let name: String
    var lines: [String]

    var value: Value {
      var lines = lines[...]
      while lines.last?.isEmpty == true { lines.removeLast() }
      return .string(lines.joined(separator: "\n"))
    }
  }

  /// The sections with their options, the defaults in each and at the end.
  ///
  /// - Throws: a line that is neither section nor option, one outside of sections, a repetition.
  static func read(_ text: String) throws(Diagnostic) -> Map {
    var reader = INIReader()
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    for (index, line) in lines.enumerated() {
      guard try reader.take(String(line)) else {
        throw Diagnostic(.evaluation, "line \(index + 1) is not understood: \(line)")
      }
    }
    return reader.result
  }

  /// Whether the line is understood.
  private mutating func take(_ line: String) throws(Diagnostic) -> Bool {
    let content = line.trimmingWhitespace
    if content.hasPrefix("#") || content.hasPrefix(";") { return true }
    if content.isEmpty {
      if takesMore { options[options.count - 1].lines.append("") }
      return true
    }
    let depth = line.prefix { $0.isWhitespace }.count
    if takesMore, depth > indent {
      options[options.count - 1].lines.append(content)
      return true
    }
    indent = depth
    if content.hasPrefix("["), let end = content.lastIndex(of: "]"),
      content.index(after: content.startIndex) < end
    {
      try begin(String(content[content.index(after: content.startIndex)..<end]))
      return true
    }
    return try option(content)
  }

  private mutating func begin(_ name: String) throws(Diagnostic) {
    takesMore = false
    if name == "DEFAULT" {
      section = -1
    } else if sections.contains(name) {
      throw Diagnostic(.evaluation, "the section '\(name)' is there twice")
    } else {
      section = sections.count
      sections.append(name)
    }
  }

  private mutating func option(_ line: String) throws(Diagnostic) -> Bool {
    guard let section, let mark = line.firstIndex(where: { $0 == "=" || $0 == ":" }) else {
      return false
    }
    let name = String(line[..<mark]).trimmingWhitespace
    if name.isEmpty { return false }
    if options.contains(where: { $0.section == section && $0.name == name }) {
      throw Diagnostic(.evaluation, "the option '\(name)' is there twice")
    }
    let value = String(line[line.index(after: mark)...]).trimmingWhitespace
    options.append(Option(section: section, name: name, lines: [value]))
    takesMore = true
    return true
  }

  private var result: Map {
    var defaults = Map()
    for option in options where option.section < 0 { defaults[option.name] = option.value }
    var all = sections.map { ($0, defaults) }
    for option in options where option.section >= 0 {
      all[option.section].1[option.name] = option.value
    }
    var map = Map()
    for (name, options) in all { map[name] = .map(options) }
    if !defaults.isEmpty { map["DEFAULT"] = .map(defaults) }
    return map
  }
}

extension String {
  /// Python's `strip()`.
  var trimmingWhitespace: String {
    let start = drop { $0.isWhitespace }
    return String(start.reversed().drop { $0.isWhitespace }.reversed())
  }
}
