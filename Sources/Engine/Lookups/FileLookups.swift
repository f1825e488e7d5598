import Core
import Glibc
import Jinja

/// `file`, `unvault`: the content of files of the controller, decrypted where they are encrypted.
struct FileLookup: Lookup {
  /// Whether blanks at the end go unless it is said otherwise: not those of `unvault`.
  var strips = true
  let reach = LookupReach.files
  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    var contents: [Value] = []
    for term in terms {
      let path = try SearchPath(scope: scope).find(term.text, kind: "files")
      let bytes = try scope.run.settings.vault.read(path, name: path).text
      var text = String(decoding: bytes, as: UTF8.self)
      if options["rstrip"]?.isTrue ?? strips { text = Self.stripped(text, atEnd: true) }
      if options["lstrip"]?.isTrue ?? false { text = Self.stripped(text, atEnd: false) }
      contents.append(.string(text))
    }
    return contents
  }

  /// Without white space at one end, as Python's `rstrip` and `lstrip`.
  static func stripped(_ text: String, atEnd: Bool) -> String {
    func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }
    var scalars = text.unicodeScalars[...]
    if atEnd {
      while let last = scalars.last, isBlank(last) { scalars.removeLast() }
    } else {
      scalars = scalars.drop(while: isBlank)
    }
    return String(String.UnicodeScalarView(scalars))
  }
}

/// `template`: the text of rendered templates of the controller.
struct TemplateLookup: Lookup {
  let reach = LookupReach.files
  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    var texts: [Value] = []
    for term in terms {
      let path = try SearchPath(scope: scope).find(term.text, kind: "templates")
      let template = try scope.run.templates.load(path)
      for (name, value) in options["template_vars"]?.map ?? Map() {
        scope.setLocal(name.text, value)
      }
      let environment = Templating.environment(
        sink: scope.run.sink,
        folders: [Path.folder(path)] + SearchPath(scope: scope).folders(kind: "templates"))
      texts.append(.string(try environment.renderText(template, scope: scope)))
    }
    return texts
  }
}

/// `fileglob`: the files that patterns match, not folders.
struct FileGlobLookup: Lookup {
  let reach = LookupReach.files
  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    var found: [Value] = []
    for term in terms.flattened() {
      for candidate in SearchPath(scope: scope).candidates(term.text, kind: "files") {
        let folder = Path.folder(candidate)
        guard Files.isFolder(folder) else { continue }
        let matches = try Files.list(folder).filter {
          Glob.matches($0, Path.name(candidate)) && Files.kind(Path.join(folder, $0)) == .file
        }
        guard !matches.isEmpty else { continue }
        found += matches.map { .string(Path.join(folder, $0)) }
        break
      }
    }
    return found
  }
}

/// `first_found`: the first of some files that exists.
struct FirstFoundLookup: Lookup {
  let reach = LookupReach.files
  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    var names: [String] = []
    var skips = options["skip"]?.isTrue ?? false
    for term in terms.isEmpty ? [.map(options)] : terms.flattened() {
      guard let map = term.map else {
        names += Self.combined([term.text], options)
        continue
      }
      names += Self.combined(Self.texts(map["files"]), map)
      if map["skip"]?.isTrue ?? false { skips = true }
    }
    var places: [String] = []
    for name in names {
      let kinds = ["files", "vars", "templates", "tasks"]
      for path in kinds.flatMap({ SearchPath(scope: scope).candidates(name, kind: $0) }) {
        if Files.kind(path) != nil { return [.string(path)] }
        places.append(path)
      }
    }
    if skips || options["errors"]?.text == "ignore" { return [] }
    throw Diagnostic(
      .file, "No file was found when using first_found.",
      hint: "looked for \(OrderedSet(places).joined(separator: ", "))")
  }

  /// Each file below each of `paths`.
  private static func combined(_ files: [String], _ options: Map) -> [String] {
    let paths = texts(options["paths"])
    return paths.isEmpty ? files : paths.flatMap { path in files.map { Path.join(path, $0) } }
  }

  private static func texts(_ value: Value?) -> [String] {
    guard let value else { return [] }
    if let list = value.list { return list.map(\.text) }
    return value.text.split(whereSeparator: { ",;:".contains($0) })
      .map { String($0.drop { $0 == " " }) }
  }
}

/// `env`: variables of the controller's environment.
struct EnvLookup: Lookup {
  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    var values: [Value] = []
    for term in terms {
      let name = String(term.text.split(separator: " ").first ?? "")
      if let value = ProcessEnvironment[name] {
        values.append(.string(value))
      } else if case .undefined(let undefined)? = options["default"] {
        throw undefined.diagnostic
      } else {
        values.append(options["default"] ?? "")
      }
    }
    return values
  }
}

/// `pipe` and `lines`: what commands on the controller print.
struct PipeLookup: Lookup {
  let reach = LookupReach.anything
  let splitsLines: Bool

  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    var values: [Value] = []
    for term in terms {
      let output = try Self.output(of: term.text)
      if splitsLines {
        values += TaskReport.lines(output).map { .string($0) }
      } else {
        values.append(.string(FileLookup.stripped(output, atEnd: true)))
      }
    }
    return values
  }

  private static func output(of command: String) throws(Diagnostic) -> String {
    guard let stream = popen(command, "r") else {
      throw Diagnostic(.evaluation, "cannot run '\(command)'")
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = fread(&buffer, 1, buffer.count, stream)
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    let status = pclose(stream)
    guard status == 0 else {
      throw Diagnostic(
        .evaluation, "lookup_plugin.pipe(\(command)) returned \(status >> 8 & 255)")
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
