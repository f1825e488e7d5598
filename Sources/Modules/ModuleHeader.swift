import Core

/// The reader of the comment block at the top of a script:
///
///     # One line that says what the module does.
///     #
///     # module ansible.builtin.file
///     # alias community.x.file
///     # uses files
///     # param path path required aliases=dest,name : Where.
///     # param names list elements=str default= no_log : What.
///     # rule required_if state=link src
///     # rule mutually_exclusive content src
///     # returns dest str : The path.
///     # looks path checksum=get_checksum type
///     # late path state=directory mode
///     # supports check_mode
///     # free_form cmd
///     # takes_anything
///
/// The block ends at the first line that is not a comment. A part of the library has `part NAME`
/// in place of `module NAME`, and its parameters and rules go to each module that uses it.
struct ModuleHeader {
  private let file: SourceFile
  private(set) var summary = ""
  private(set) var module: String?
  private(set) var part: String?
  private var aliases: [String] = []
  private var uses: [String] = []
  private var parameters: [ModuleSpec.Parameter] = []
  private var rules: [ModuleSpec.Rule] = []
  private var returns: [ModuleSpec.Return] = []
  private var supports: [String] = []
  private var freeForm: String?
  private var takesAnything = false
  private var looks: [ModuleSpec.Look]?
  private var late: [ModuleSpec.Late] = []

  /// - Throws: `invalid` with the place, for a line with a known first word and wrong rest.
  init(_ file: SourceFile) throws(Diagnostic) {
    self.file = file
    var number = 0
    for line in file.text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      guard line.first == UInt8(ascii: "#") else { break }
      let text = String(decoding: line.dropFirst(), as: UTF8.self)
      if number == 1, !text.hasPrefix("!") { summary = String(text.drop { $0 == " " }) }
      try read(text, at: SourceLocation(file: file, line: number, column: 1))
    }
  }

  var spec: ModuleSpec {
    ModuleSpec(
      name: module ?? part ?? "", summary: summary, parameters: parameters, rules: rules,
      returns: returns, uses: uses, aliases: aliases,
      supportsCheckMode: supports.contains("check_mode"), looks: looks, late: late,
      freeForm: freeForm,
      takesAnything: takesAnything, file: file)
  }

  private mutating func read(_ text: String, at place: SourceLocation) throws(Diagnostic) {
    let (head, help) = Self.splitHelp(text)
    var words = head.split(separator: " ").map(String.init)
    guard !words.isEmpty else { return }
    switch words.removeFirst() {
    case "module" where words.count == 1: module = words[0]
    case "part" where words.count == 1: part = words[0]
    case "alias" where !words.isEmpty: aliases += words
    case "uses" where !words.isEmpty: uses += words
    case "supports" where !words.isEmpty: supports += words
    case "free_form" where words.count == 1: freeForm = words[0]
    case "looks": looks = (looks ?? []) + (try look(words, at: place))
    case "late" where !words.isEmpty:
      let allowed = words.map { word -> (String, String?) in
        let pair = word.split(separator: "=", maxSplits: 1).map(String.init)
        return (pair[0], pair.count > 1 ? pair[1] : nil)
      }
      late.append(.init(path: words[0], allowed: Dictionary(allowed) { $1 }))
    case "takes_anything" where words.isEmpty: takesAnything = true
    case "param" where words.count >= 2: parameters.append(try parameter(words, help, at: place))
    case "rule" where words.count >= 2: rules.append(try rule(words, at: place))
    case "returns" where words.count == 2:
      returns.append(.init(name: words[0], type: words[1], help: help))
    default: return
    }
  }

  private static func splitHelp(_ text: String) -> (head: String, help: String) {
    guard let colon = text.utf8.firstRange(of: " : ".utf8) else { return (text, "") }
    return (String(text[..<colon.lowerBound]), String(text[colon.upperBound...]))
  }

  private func parameter(
    _ words: [String], _ help: String, at place: SourceLocation
  ) throws(Diagnostic) -> ModuleSpec.Parameter {
    guard let kind = ModuleSpec.Parameter.Kind(rawValue: words[1]) else {
      throw Diagnostic(
        .invalid, "unknown parameter type '\(words[1])'", at: place,
        hint: "types are "
          + ModuleSpec.Parameter.Kind.allCases.map(\.rawValue).joined(separator: ", "))
    }
    var options: [String: String] = [:]
    var flags: Set<String> = []
    for word in words.dropFirst(2) {
      let pair = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if pair.count == 2 { options[String(pair[0])] = String(pair[1]) } else { flags.insert(word) }
    }
    let known: Set = ["default", "choices", "aliases", "elements", "required", "no_log"]
    if let wrong = options.keys.first(where: { !known.contains($0) })
      ?? flags.first(where: { !known.contains($0) })
    {
      throw Diagnostic(.invalid, "unknown word '\(wrong)' in a parameter", at: place)
    }
    func names(_ option: String) -> [String] {
      options[option]?.split(separator: ",").map(String.init) ?? []
    }
    return ModuleSpec.Parameter(
      name: words[0], kind: kind,
      elements: options["elements"].flatMap(ModuleSpec.Parameter.Kind.init) ?? .str,
      isRequired: flags.contains("required"), defaultText: options["default"],
      choices: names("choices"), aliases: names("aliases"), noLog: flags.contains("no_log"),
      help: help)
  }

  /// A line without a parameter only says that nothing but `apply` changes anything.
  private func look(
    _ words: [String], at place: SourceLocation
  ) throws(Diagnostic) -> [ModuleSpec.Look] {
    guard let parameter = words.first else { return [] }
    var wants: [(ModuleSpec.Look.Want, String?)] = []
    for word in words.dropFirst() {
      let pair = word.split(separator: "=", maxSplits: 1).map(String.init)
      guard let want = pair.first.flatMap(ModuleSpec.Look.Want.init) else {
        throw Diagnostic(
          .invalid, "unknown word '\(word)' after looks", at: place,
          hint: "words are compare, checksum, attributes, type, each with =FLAG or without")
      }
      wants.append((want, pair.count > 1 ? pair[1] : nil))
    }
    return [ModuleSpec.Look(parameter: parameter, wants: wants)]
  }

  private func rule(
    _ words: [String], at place: SourceLocation
  ) throws(Diagnostic) -> ModuleSpec.Rule {
    let rest = Array(words.dropFirst())
    switch words[0] {
    case "mutually_exclusive": return .mutuallyExclusive(rest)
    case "required_together": return .requiredTogether(rest)
    case "required_one_of": return .requiredOneOf(rest)
    case "required_by": return .requiredBy(parameter: rest[0], needs: Array(rest.dropFirst()))
    case "required_if", "required_if_any":
      let pair = rest[0].split(separator: "=", maxSplits: 1).map(String.init)
      guard pair.count == 2, rest.count > 1 else { break }
      return .requiredIf(
        parameter: pair[0], value: pair[1], needs: Array(rest.dropFirst()),
        any: words[0].hasSuffix("any"))
    default: break
    }
    throw Diagnostic(
      .invalid, "unknown rule '\(words.joined(separator: " "))'", at: place,
      hint: "rules are mutually_exclusive, required_together, required_one_of, required_by, "
        + "required_if, required_if_any")
  }
}
