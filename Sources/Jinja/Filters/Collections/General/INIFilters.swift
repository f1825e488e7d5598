import Core

extension Filters {
  /// community.general: INI texts, as Python's `ConfigParser` reads and writes them, with names as they
  /// are written and without interpolation.
  static let iniFilters: [String: Filter] = [
    "from_ini": Filter { (input, arguments, _) throws(Diagnostic) in
      guard let text = input.string else {
        throw arguments.error("a string is needed, not \(input.typeName) \(input.repr)")
      }
      do throws(INIFile.Failure) {
        return .map(map(try INIFile(text.utf8, INIFile.Form(keepsCase: true))))
      } catch {
        throw arguments.error(
          "failed to parse given string: \(error.words) (line \(error.line))")
      }
    },
    "to_ini": Filter(givesText: true, toINI),
  ]

  /// The sections with their options, the defaults in each and at the end.
  private static func map(_ file: INIFile) -> Map {
    func options(_ sections: INIFile.Section...) -> Map {
      var options = Map()
      for key in sections.flatMap(\.keys) { options[.string(key.name)] = .string(key.value ?? "") }
      return options
    }
    var map = Map()
    for section in file.sections {
      map[.string(section.name)] = .map(options(file.defaults, section))
    }
    let defaults = options(file.defaults)
    if !defaults.isEmpty { map["DEFAULT"] = .map(defaults) }
    return map
  }

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

extension String {
  /// Python's `strip()`.
  var trimmingWhitespace: String {
    let start = drop { $0.isWhitespace }
    return String(start.reversed().drop { $0.isWhitespace }.reversed())
  }
}
