import Core
import YAML

/// Values of plays whose type alone does not say whether they can be used.
extension Loading {
  func checkHosts(_ keywords: Keywords, _ play: Node) {
    guard let hosts = keywords.nodes[.hosts] else {
      return report("the field 'hosts' is required but was not set", at: play.location)
    }
    let isEmpty = hosts.isNull || hosts.string == "" || hosts.list?.isEmpty == true
    if isEmpty {
      return report("Hosts list cannot be empty. Please check your playbook", at: hosts.location)
    }
    guard let entries = hosts.list else {
      if hosts.string != nil || hosts.entries != nil { return }
      return report(
        "Hosts list must be a sequence or string. Please check your playbook.", at: hosts.location,
        hint: "a host whose name is a number needs quotes")
    }
    for entry in entries
    where entry.string == nil && KeywordType.string.converted(entry.value) != nil {
      if entry.isNull { continue }
      report(
        "Hosts list contains an invalid host value: '\(entry.plainValue.text)'. Please check your "
          + "playbook.", at: entry.location)
    }
  }

  /// `serial` is a number, a percentage, or a list of them.
  func checkSerial(_ node: Node?) {
    for entry in node.map({ $0.list ?? [$0] }) ?? [] where !entry.isNull {
      let value = entry.value
      if value.holdsTemplate { continue }
      let isPercent = value.string?.utf8.last == UInt8(ascii: "%")
      let type = isPercent ? KeywordType.percent : .int
      if type.converted(value) != nil, value.bool == nil { continue }
      report(
        "'serial' must be a number, a percentage, or a list of them, not "
          + Self.described(entry.value), at: entry.location,
        hint: entry.list == nil ? nil : "the list stands in another list")
    }
  }

  /// The subsets that `setup` knows, where facts are gathered.
  func checkSubsets(_ keywords: Keywords) {
    guard let node = keywords.nodes[.gatherSubset],
      keywords.settings[.gatherFacts]?.value.bool != false
    else { return }
    for entry in node.list ?? [node] {
      guard let text = entry.string, !TemplateText.isTemplate(text) else { continue }
      let name = text.hasPrefix("!") ? String(text.dropFirst()) : text
      if FactSubsets.names.contains(name) { continue }
      let isLine = name.utf8.contains(UInt8(ascii: ","))
      report(
        "Bad subset '\(text)' given to Ansible", at: entry.location,
        hint: isLine
          ? "write a list: [\(text)]"
          : Suggestion.hint(for: name, among: FactSubsets.names)
            ?? "the usual ones are all, min, hardware, network, virtual, each with '!' to leave it out"
      )
    }
  }
}
