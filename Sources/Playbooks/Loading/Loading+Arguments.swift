import Core
import YAML

/// Arguments as they are gathered; a later one of the same name replaces the value, not the place.
struct ArgumentList {
  var list: [Argument] = []
  var freeForm: Setting?
  var variable: Setting?
  /// Whether something among them could not be read, which was told: nothing else is said of them.
  var isBroken = false

  mutating func set(_ argument: Argument) {
    if argument.name == "_raw_params" {
      freeForm = Setting(argument.value, at: argument.location)
    } else if let index = list.firstIndex(where: { $0.name == argument.name }) {
      list[index] = argument
    } else {
      list.append(argument)
    }
  }

  mutating func remove(_ name: String) -> Argument? {
    list.firstIndex { $0.name == name }.map { list.remove(at: $0) }
  }
}

extension Loading {
  /// The value beside a module's name: nothing, a map, or a line.
  func add(_ node: Node, of module: String, to arguments: inout ArgumentList) {
    switch node.content {
    case .scalar(.null): break
    case .map: addMap(node, named: module, to: &arguments)
    case .scalar(.string(let text)): addLine(text, node, of: module, to: &arguments)
    case .scalar(let value):
      // A lone number or boolean can only be a word of a command.
      addLine(value.text, node, of: module, to: &arguments)
    case .list:
      arguments.isBroken = true
      report(
        "unexpected parameter type in action: '\(module)' got a list", at: node.location,
        hint: "the options of a module are a map: they begin without '- '")
    }
  }

  func addMap(_ node: Node, named name: String, to arguments: inout ArgumentList) {
    if let entries = node.entries {
      for entry in entries {
        let key = entry.key.plainValue.text
        arguments.set(Argument(key, entry.value.value, at: entry.key.location))
      }
    } else if case .template = node.value {
      arguments.variable = Setting(node.value, at: node.location)
    } else if !node.isNull {
      report(
        "the arguments of a task must be a map or a variable string (\"{{ var }}\")",
        at: node.location)
    }
  }

  private func addLine(
    _ text: String, _ node: Node, of module: String, to arguments: inout ArgumentList
  ) {
    let isCommand = BuiltinActions.commands.contains(BuiltinActions.short(module))
    guard
      let line = reporting(
        at: node.location,
        { () throws(Diagnostic) in
          try KeyValues.parse(text, onlyCommandOptions: isCommand)
        })
    else {
      arguments.isBroken = true
      return
    }
    for pair in line.pairs {
      let place = place(of: pair.offset, in: text, node)
      arguments.set(
        Argument(pair.key, .trusted(pair.value, at: place), at: place))
    }
    if let rest = line.rest {
      arguments.freeForm = Setting(.trusted(rest, at: node.textLocation), at: node.location)
    }
  }

  /// The place of a word in a plain one-line text, which is where it stands in the file.
  private func place(of offset: Int?, in text: String, _ node: Node) -> SourceLocation {
    guard let offset, !node.isQuoted, !text.utf8.contains(UInt8(ascii: "\n")) else {
      return node.location
    }
    let start = node.textLocation
    return SourceLocation(file: start.file, line: start.line, column: start.column + offset)
  }
}
