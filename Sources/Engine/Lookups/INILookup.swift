import Core
import Jinja
import Regex

/// `ini`: values of INI and Java property files.
struct INILookup: Lookup {
  let reach = LookupReach.files
  let options = [
    LookupOption("type", .any, "ini", choices: ["ini", "properties"]),
    LookupOption("file", .any, "ansible.ini"), LookupOption("section", .any, "global"),
    LookupOption("re", .bool, false), LookupOption("encoding", .any, "utf-8"),
    LookupOption("default", .any, ""), LookupOption("case_sensitive", .any, false),
    LookupOption("allow_no_value", .bool, false, aliases: ["allow_none"]),
    LookupOption("interpolation", .bool, true),
  ]

  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    var found: [Value] = []
    var options = options
    for term in terms {
      let key = try key(of: try term.textTerm(), &options)
      let value = try value(of: key, options, scope)
      if !value.isNull { found += value.list ?? [value] }
    }
    return found
  }

  /// The key of a term, which may go on with `option=value`; these hold for the terms after it, too.
  private func key(of term: String, _ options: inout Map) throws(Diagnostic) -> String {
    guard term.contains("=") || StringEnds.trimmed(term).contains(" ") else { return term }
    var key: String?
    for part in parts(of: term) {
      let pair = part.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
      guard pair.count > 1 else {
        key = key ?? part
        continue
      }
      guard pair.count == 2 else {
        throw Diagnostic(.evaluation, "Could not use '\(part)': more than one '='")
      }
      try self.options.set(pair[0], pair[1], in: &options) { "\($0) is not a valid option." }
    }
    if let key { return key }
    throw Diagnostic(
      .invalid,
      "No key to lookup was provided as first term with in string inline options: \(term)")
  }

  /// The words of a term; those without an option's name belong to the option before.
  private func parts(of term: String) -> [String] {
    var parts: [String] = []
    var index: [String: Int] = [:]
    var current = "key"
    for word in term.split(whereSeparator: \.isWhitespace).map(String.init) {
      for option in options where word.contains("\(option.name)=") { current = option.name }
      if let known = index[current] {
        parts[known] += " " + word
      } else {
        index[current] = parts.count
        parts.append(word)
      }
    }
    return parts
  }

  private func value(
    of key: String, _ options: Map, _ scope: HostScope
  ) throws(Diagnostic) -> Value {
    let name = options["file"]?.text ?? ""
    let path = try SearchPath(scope: scope).find(name, kind: "files")
    var text = try TextCodec.decoded(
      try Files.read(path), options["encoding"]?.text ?? "utf-8")
    var section = options["section"]?.text ?? "global"
    if options["type"]?.text == "properties" {
      section = "java_properties"
      text = "[\(section)]\n" + text
    }
    let form = INIFile.Form(
      keepsCase: options["case_sensitive"]?.isTrue ?? false,
      allowsNoValue: options["allow_no_value"]?.isTrue ?? false)
    let file: INIFile
    do { file = try INIFile(text.utf8, form) } catch { throw Self.error(error, name) }
    guard let content = file.section(section) else {
      throw Diagnostic(
        .evaluation, "No section '\(section)' in \(name)",
        hint: Suggestion.hint(for: section, among: file.sections.map(\.name)))
    }
    let interpolates = options["interpolation"]?.isTrue ?? true
    func value(_ key: INIFile.Key) throws(Diagnostic) -> Value {
      let text = interpolates ? try file.interpolated(key, of: content) : key.value
      return text.map { .string($0) } ?? .null
    }
    if options["re"]?.isTrue ?? false {
      let pattern = try Regex.compiled(key)
      var found: [Value] = []
      for key in file.items(of: content)
      where try pattern.firstMatch(in: Array(key.name.utf8), .beginning) != nil {
        found.append(try value(key))
      }
      return .list(found)
    }
    guard let key = file.key(key, of: content) else { return options["default"] ?? "" }
    return try value(key)
  }

  private static func error(_ failure: INIFile.Failure, _ file: String) -> Diagnostic {
    let words = "While reading from '<???>' [line  \(failure.line)]: \(failure.words)"
    let isDuplicate = failure.kind == .keyTwice
    return Diagnostic(.evaluation, isDuplicate ? "Duplicate option in '\(file)': \(words)" : words)
  }
}
