import Core

// What a program reads: the members of ansible-doc's JSON.
extension Documentation {
  var json: Value {
    var document: Map = [
      "name": .string(shortName), "plugin_name": .string(name),
      "short_description": .string(summary),
      "description": .list([.string(summary)]),
      "collection": .string(name.split(separator: ".").dropLast().joined(separator: ".")),
      "filename": file.isEmpty ? .null : .string(file),
      "options": .map(Self.json(options)),
    ]
    if let positional { document["positional"] = .list(positional.map { .string($0) }) }
    if !rules.isEmpty { document["notes"] = .list(rules.map { .string($0) }) }
    if let supportsCheckMode {
      let support: Value = supportsCheckMode ? "full" : "none"
      document["attributes"] = ["check_mode": ["support": support]]
    }
    let returned: [(Value, Value)] = returns.map {
      (.string($0.name), ["description": .string($0.help), "type": .string($0.type)])
    }
    return [
      "doc": .map(document), "examples": .null, "metadata": .null,
      "return": .map(Map(returned) { $1 }),
    ]
  }

  static func json(_ options: [Option]) -> Map {
    var map = Map()
    for option in options {
      var entry: Map = [
        "type": .string(option.type), "description": .list(option.help.map { .string($0) }),
      ]
      if option.isRequired { entry["required"] = true }
      if let elements = option.elements { entry["elements"] = .string(elements) }
      if !option.fallback.isNull { entry["default"] = option.fallback }
      if !option.choices.isEmpty { entry["choices"] = .list(option.choices.map { .string($0) }) }
      if !option.aliases.isEmpty { entry["aliases"] = .list(option.aliases.map { .string($0) }) }
      if !option.environment.isEmpty {
        entry["env"] = .list(option.environment.map { ["name": .string($0)] })
      }
      if !option.settings.isEmpty {
        entry["ini"] = .list(
          option.settings.map { ["section": .string($0.section), "key": .string($0.key)] })
      }
      if !option.variables.isEmpty {
        entry["vars"] = .list(option.variables.map { ["name": .string($0)] })
      }
      if !option.options.isEmpty { entry["options"] = .map(json(option.options)) }
      map[option.name] = .map(entry)
    }
    return map
  }
}
