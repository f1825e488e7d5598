import Core

/// A function for the shell at the far end that is no part of the modules compiled in.
package struct ShellFunction: Sendable {
  /// Different for different texts.
  package let name: String
  /// What stands between the braces, with a newline at its end.
  package let body: [UInt8]

  package init(name: String, body: [UInt8]) { (self.name, self.body) = (name, body) }
}

/// What a call has to do with what the tasks of a check would have made (`sh/lib/foresight.sh`).
package enum ForesightUse: Sendable {
  /// The run is no check.
  case none
  /// The call is part of a check: it counts on what is foreseen, and adds to it.
  case heeded
  /// The call is real though the run is a check: it sees the host as it is.
  case hidden
}

/// One run of a module at the far end.
package struct ModuleCall: Sendable {
  /// The module's qualified name, or an alias of it.
  package let module: String
  package let arguments: Arguments
  package var checkMode = false
  package var diffMode = false
  package var foresight = ForesightUse.none
  /// A user whom an earlier task of the check would have made, and as whom the call would run.
  package var asUser: String?
  /// Variables for the module and the commands it starts (`environment:`).
  package var environment: [(name: String, value: String)] = []
  /// A script of the user's own, which no catalogue has.
  package var script: Module?
  /// Functions that the shell needs besides; each is sent once to a shell.
  package var functions: [ShellFunction] = []
  /// Where the call goes on by itself, and answers only that it has begun.
  package var job: BackgroundJob?

  package init(module: String, arguments: Arguments) {
    self.module = module
    self.arguments = arguments
  }

  /// The assignments that give a script the parameters that the task gave, and the modes. Strings stand as they are; booleans as
  /// `true` and `false`; lists and dicts as quoted words for `eval "set -- $p_x"`, a dict's keys
  /// and values in turn; parameters without a value are empty. A raw value that is a list or dict
  /// stands as JSON, and a dict or a list of pairs as words in `p_NAME_words` too.
  var assignments: String {
    var text = ""
    var given = " "
    for (parameter, value, isGiven) in arguments.values where isGiven {
      text += "p_\(parameter.name)=\(Self.word(value, parameter))\n"
      if parameter.kind == .raw, let pairs = Self.pairs(value) {
        text += "p_\(parameter.name)_words=\(ShellText.quote(ShellText.words(pairs)))\n"
      }
      given += parameter.name + " "
    }
    text += "_given='\(given)' _check=\(checkMode) _diff=\(diffMode)\n"
    switch foresight {
    case .none: break
    case .heeded: text += "_foresees=true\n"
    case .hidden: text += "_foreseen=''\n"
    }
    if let asUser { text += "_as_user=\(ShellText.quote(asUser))\n" }
    return text
  }

  /// The assignments of the task's environment.
  var exports: String {
    var text = ""
    for (name, value) in environment {
      text += "export \(name)=\(ShellText.quote(value))\n"
      if name == "LC_ALL" { text += "_user_lc_all=$LC_ALL _user_lc_all_set=set\nLC_ALL=C\n" }
      if name == "PATH" { text += "_user_path=$PATH\nPATH=$PATH:$_sbin\n" }
    }
    return text
  }

  /// The assignments of what parameters are when a task does not give them; with the module's text
  /// they travel once.
  static func defaults(of spec: ModuleSpec) throws(Diagnostic) -> String {
    var text = ""
    for parameter in spec.parameters {
      var value = Value.null
      if let words = parameter.defaultText {
        value = try Conversion.convert(.string(words), to: parameter)
      }
      text += "p_\(parameter.name)=\(word(value, parameter))\n"
    }
    return text
  }

  /// What the call will ask about, as words for the shell: what is wanted, and the path.
  func entries(of spec: ModuleSpec) -> [String] {
    (spec.looks ?? []).compactMap { look in
      guard let path = arguments[look.parameter].string, !path.isEmpty else { return nil }
      var letters = ""
      for (want, flag) in look.wants where flag.map({ arguments[$0].isTrue }) ?? true {
        switch want {
        case .compare: letters += "c"
        case .checksum: letters += "s"
        case .attributes: letters += "a"
        case .type: letters += "m"
        }
      }
      return "\(letters.isEmpty ? "-" : letters) \(ShellText.path(path))"
    }
  }

  private static func word(_ value: Value, _ parameter: ModuleSpec.Parameter) -> String {
    switch (parameter.kind, value) {
    case (_, .null): return "''"
    case (.path, .string(let path)): return ShellText.path(path)
    case (_, .bool(let flag)): return String(flag)
    case (.json, _), (.raw, .map), (.raw, .list): return ShellText.quote(JSONWriter().write(value))
    case (_, .list(let elements)):
      if parameter.elements == .path {
        // The paths are expanded when the assignment runs, and quoted again for `eval`.
        return ShellText.quote(elements.map { ShellText.path($0.text) }.joined(separator: " "))
      }
      return ShellText.quote(ShellText.words(elements.map(plain)))
    case (_, .map(let map)): return ShellText.quote(words(map))
    default: return ShellText.quote(plain(value))
    }
  }

  private static func words(_ map: Map) -> String {
    ShellText.words(map.flatMap { [$0.key.text, plain($0.value)] })
  }

  /// Keys and values in turn; a key with several values comes with each of them.
  private static func pairs(_ value: Value) -> [String]? {
    let pairs: [(Value, Value)]
    switch value {
    case .map(let map): pairs = map.map { ($0.key, $0.value) }
    case .list(let elements):
      let lists = elements.compactMap(\.list).filter { $0.count == 2 }
      guard lists.count == elements.count else { return nil }
      pairs = lists.map { ($0[0], $0[1]) }
    default: return nil
    }
    return pairs.flatMap { key, value in
      (value.list ?? [value]).flatMap { [key.text, plain($0)] }
    }
  }

  /// A scalar as its text, anything nested as JSON.
  private static func plain(_ value: Value) -> String {
    switch value {
    case .list, .map: JSONWriter().write(value)
    case .bool(let flag): String(flag)
    case .null: ""
    default: value.text
    }
  }
}
