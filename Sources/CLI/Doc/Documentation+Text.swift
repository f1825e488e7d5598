import Core

// What a person reads, in the shape of ansible-doc.
extension Documentation {
  var text: String {
    var text =
      "> \(type.rawValue.uppercased()) \(name)\(file.isEmpty ? "" : " (\(file))")\n\n  \(summary)\n"
    if let positional, positional.count > 1 || type == .filter || type == .test {
      text += "\nPOSITIONAL: \(positional.joined(separator: ", "))\n"
    }
    if !options.isEmpty {
      text += "\nOPTIONS (= is mandatory):\n" + options.map { Self.text($0, 0) }.joined()
    }
    if takesAnything { text += "\n  Takes any further options.\n" }
    if !rules.isEmpty { text += "\nRULES:\n" + rules.map { "  \($0)\n" }.joined() }
    if !returns.isEmpty {
      text += "\nRETURN VALUES:\n"
      text += returns.map { "- \($0.name)  (\($0.type)) \($0.help)\n" }.joined()
    }
    if let supportsCheckMode { text += "\nCheck mode: \(supportsCheckMode ? "yes" : "no")\n" }
    return text
  }

  /// One option, and below it those of the dict that it is.
  static func text(_ option: Option, _ depth: Int) -> String {
    let margin = String(repeating: "    ", count: depth)
    var text = "\(margin)\(option.isRequired ? "=" : "-") \(option.name)\n"
    for help in option.help { text += "\(margin)    \(help)\n" }
    var facts = ["type: \(option.type)"]
    if let elements = option.elements { facts.append("elements: \(elements)") }
    if !option.fallback.isNull { facts.append("default: \(option.fallback.text)") }
    if !option.choices.isEmpty {
      facts.append("choices: [\(option.choices.joined(separator: ", "))]")
    }
    if !option.aliases.isEmpty {
      facts.append("aliases: [\(option.aliases.joined(separator: ", "))]")
    }
    if !option.environment.isEmpty {
      facts.append("env: \(option.environment.joined(separator: ", "))")
    }
    if !option.settings.isEmpty {
      facts.append(
        "ini: " + option.settings.map { "[\($0.section)] \($0.key)" }.joined(separator: ", "))
    }
    if !option.variables.isEmpty {
      facts.append("vars: \(option.variables.joined(separator: ", "))")
    }
    text += facts.map { "\(margin)        \($0)\n" }.joined()
    return text + option.options.map { Self.text($0, depth + 1) }.joined()
  }

  /// What a task with it looks like, to be filled in.
  var snippet: String {
    if type == .lookup {
      let arguments = options.map { "\($0.name)=" }.joined(separator: ", ")
      return options.map { "# \($0.name)(\($0.type)): \($0.help.joined(separator: " "))\n" }
        .joined()
        + "\nlookup('\(shortName)', < _terms >\(arguments.isEmpty ? "" : ", \(arguments)"))\n"
    }
    if type == .inventory {
      return "plugin: \(name)\n" + options.map { "# \($0.name): \($0.fallback.text)\n" }.joined()
    }
    let lines = options.map { option -> String in
      let name = "      \(option.name):"
      let padding = String(repeating: " ", count: max(1, 29 - name.utf8.count))
      let help = (option.isRequired ? ["(required)"] : []) + option.help
      return help.isEmpty ? name : "\(name)\(padding)# \(help.joined(separator: " "))"
    }
    return (["- name: \(summary)", "  \(name):"] + lines).joined(separator: "\n") + "\n"
  }
}
