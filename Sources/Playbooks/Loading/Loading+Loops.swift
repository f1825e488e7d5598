import Core
import YAML

extension Loading {
  /// The loop of a task, from `loop` or one `with_NAME`.
  func loop(_ keywords: Keywords, _ others: [Node.Entry]) -> Loop? {
    var found: Loop?
    if let node = keywords.nodes[.loop], !node.isNull {
      if let setting = keywords.settings[.loop] { found = .loop(setting) }
      checkList(node)
    }
    for entry in others {
      guard let loop = withLoop(entry) else { continue }
      if let first = found {
        report(
          "duplicate loop in task: \(entry.key.plainValue.text)", at: entry.key.location,
          notes: [Diagnostic.Note("the first one is here", at: first.setting.location)])
      } else {
        found = loop
      }
    }
    return found
  }

  private func checkList(_ node: Node) {
    if case .template = node.value { return }
    guard node.list == nil else { return }
    report(
      "Invalid data passed to 'loop', it requires a list, got \(Self.described(node.value)) "
        + "instead.", at: node.location,
      hint: node.entries == nil
        ? "a variable needs its delimiters: \"{{ … }}\"" : "use \"{{ … | dict2items }}\"")
  }

  private func withLoop(_ entry: Node.Entry) -> Loop? {
    let keyword = entry.key.plainValue.text
    let name = String(keyword.dropFirst("with_".count))
    guard services.isLookup(name) || name.contains(".") else {
      report(
        "'\(keyword)' is not a valid attribute for a Task", at: entry.key.location,
        hint: WellKnownLookups.names.contains(name)
          ? "Bosun does not have the lookup '\(name)'"
          : Suggestion.hint(for: keyword, among: WellKnownLookups.names.map { "with_\($0)" }))
      return nil
    }
    guard !entry.value.isNull else {
      report("you must specify a value when using \(keyword)", at: entry.key.location)
      return nil
    }
    checkSyntax(entry.value.value)
    return .with(lookup: name, terms: Setting(entry.value.value, at: entry.value.location))
  }

  /// The options of `loop_control` with their types.
  private static let loopControlTypes: [(name: String, type: KeywordType)] = [
    ("loop_var", .string), ("index_var", .string), ("label", .any), ("pause", .number),
    ("extended", .bool), ("extended_allitems", .bool), ("break_when", .conditions),
  ]

  func loopControl(_ node: Node?) -> LoopControl {
    var control = LoopControl()
    guard let node, !node.isNull else { return control }
    guard let entries = node.entries else {
      report(
        "the `loop_control` value must be specified as a dictionary and cannot be a variable "
          + "itself (though it can contain variables)", at: node.location)
      return control
    }
    for entry in entries { read(entry, into: &control) }
    return control
  }

  private func read(_ entry: Node.Entry, into control: inout LoopControl) {
    let name = entry.key.plainValue.text
    guard let type = Self.loopControlTypes.first(where: { $0.name == name })?.type else {
      report(
        "'\(name)' is not a valid attribute for a LoopControl", at: entry.key.location,
        hint: Suggestion.hint(for: name, among: Self.loopControlTypes.map(\.name)))
      return
    }
    if name == "break_when" {
      control.breakWhen = conditions(entry.value, named: name)
      return
    }
    guard let setting = setting(named: name, type, entry.value), !setting.value.isNull else {
      return
    }
    switch name {
    case "loop_var": control.loopVar = variableName(setting, name) ?? control.loopVar
    case "index_var": control.indexVar = variableName(setting, name)
    case "label": control.label = setting
    case "pause": control.pause = setting
    case "extended": control.extended = setting
    default: control.extendedAllItems = setting
    }
  }

  private func variableName(_ setting: Setting, _ keyword: String) -> Value? {
    if case .string(let name) = setting.value, !VariableName.isValid(name) {
      report("'\(keyword)' must be \(KeywordType.identifier.wanted)", at: setting.location)
      return nil
    }
    return setting.value
  }
}
