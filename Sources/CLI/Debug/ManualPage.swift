import Core

/// The manual page of a command, from the definitions of its options.
struct ManualPage {
  /// As the parser of options describes it (`--experimental-dump-help`).
  let command: Value
  /// The commands above it, with blanks between them.
  let parents: String

  /// `bosun vault edit`
  var spacedName: String {
    (parents.isEmpty ? "" : parents + " ") + (command["commandName"]?.text ?? "")
  }

  /// `bosun-vault-edit`
  var name: String { spacedName.split(separator: " ").joined(separator: "-") }

  private var arguments: [Value] {
    (command["arguments"]?.list ?? []).filter { $0["shouldDisplay"]?.isTrue ?? true }
  }

  private var subcommands: [Value] {
    (command["subcommands"]?.list ?? []).filter {
      ($0["shouldDisplay"]?.isTrue ?? true) && $0["commandName"]?.text != "help"
    }
  }

  var text: String {
    var text =
      ".TH \"\(Self.escaped(name.uppercased()))\" \"1\" \"\" \"bosun \(Version.own)\" \"User commands\"\n"
    text += ".SH NAME\n\(Self.escaped(name)) \\- \(Self.escaped(command["abstract"]?.text ?? ""))\n"
    text += ".SH SYNOPSIS\n.B \(Self.escaped(spacedName))\n\(synopsis)\n"
    if let discussion = command["discussion"]?.string, !discussion.isEmpty {
      text += ".SH DESCRIPTION\n\(Self.escaped(discussion))\n"
    }
    if !subcommands.isEmpty {
      text += ".SH COMMANDS\n"
      for inner in subcommands {
        text += ".TP\n.B \(Self.escaped(inner["commandName"]?.text ?? ""))\n"
        text += "\(Self.escaped(inner["abstract"]?.text ?? ""))\n"
      }
    }
    return text + options + ends
  }

  private var synopsis: String {
    let isCommand = !subcommands.isEmpty
    let words = arguments.filter { $0["kind"]?.text == "positional" }.map { argument in
      let name = argument["valueName"]?.text ?? ""
      let repeated = argument["isRepeating"]?.isTrue ?? false ? "\(name) ..." : name
      return argument["isOptional"]?.isTrue ?? false ? "[\(repeated)]" : repeated
    }
    return Self.escaped(([isCommand ? "COMMAND" : "[options]"] + words).joined(separator: " "))
  }

  /// The options under the titles of their groups, in the order of their definition.
  private var options: String {
    var sections = OrderedDictionary<String, String>()
    for argument in arguments {
      let isPositional = argument["kind"]?.text == "positional"
      let title = isPositional ? "Arguments" : argument["sectionTitle"]?.text ?? "Options"
      sections[title, default: ""] += entry(argument)
    }
    return sections.map { ".SH \(Self.escaped($0.key.uppercased()))\n\($0.value)" }.joined()
  }

  private func entry(_ argument: Value) -> String {
    let value = argument["valueName"]?.text ?? ""
    let names = (argument["names"]?.list ?? []).map { name -> String in
      let dashes = name["kind"]?.text == "long" ? "--" : "-"
      return "\\fB\(Self.escaped(dashes + (name["name"]?.text ?? "")))\\fR"
    }
    var head = names.joined(separator: ", ")
    switch argument["kind"]?.text {
    case "positional": head = "\\fI\(Self.escaped(value))\\fR"
    case "option": head += " \\fI\(Self.escaped(value))\\fR"
    default: break
    }
    var text = Self.escaped(argument["abstract"]?.text ?? "")
    if let fallback = argument["defaultValue"]?.string, argument["kind"]?.text == "option" {
      text += " (default: \(Self.escaped(fallback)))"
    }
    return ".TP\n\(head)\n\(text)\n"
  }

  private var ends: String {
    """
    .SH EXIT STATUS
    .TP
    .B 0
    All is well.
    .TP
    .B 1
    An error.
    .TP
    .B 2
    A host or a check has failed.
    .TP
    .B 4
    A host could not be reached, or a file could not be read as what it is.
    .TP
    .B 5
    Wrong options.
    .TP
    .B 99
    Interrupted by the user.
    .TP
    .B 250
    An unexpected error.
    .SH FILES
    .TP
    .I ansible.cfg
    Settings; searched in $ANSIBLE_CONFIG, the working folder, ~/.ansible.cfg and /etc/ansible/ansible.cfg.
    .SH SEE ALSO
    .BR bosun (1),
    .BR bosun-doc (1),
    .BR bosun-config (1)

    """
  }

  /// Text that no line of which is taken for a request.
  private static func escaped(_ text: String) -> String {
    var out = ""
    for character in text {
      switch character {
      case "\\": out += "\\e"
      case "-": out += "\\-"
      default: out.append(character)
      }
    }
    return out.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.hasPrefix(".") || $0.hasPrefix("'") ? "\\&\($0)" : String($0) }.joined(
        separator: "\n")
  }
}
