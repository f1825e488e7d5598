import Core
import Glibc
import Jinja

/// `file`, `unvault`: the content of files of the controller, decrypted where they are encrypted.
struct FileLookup: Lookup {
  let reach = LookupReach.files
  /// None for `unvault`.
  var options = [LookupOption("rstrip", .bool, true), LookupOption("lstrip", .bool, false)]

  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    var contents: [Value] = []
    for term in terms {
      let path = try SearchPath(scope: scope).find(term.text, kind: "files")
      let bytes = try scope.run.settings.vault.read(path, name: path).text
      var text = String(decoding: bytes, as: UTF8.self)
      if options["lstrip"]?.isTrue ?? false { text = StringEnds.withoutLeading(text) }
      if options["rstrip"]?.isTrue ?? false { text = StringEnds.withoutTrailing(text) }
      contents.append(.string(text))
    }
    return contents
  }
}

/// `fileglob`: the files that patterns match, not folders. Only the last part of a path is a pattern.
struct FileGlobLookup: Lookup {
  let reach = LookupReach.files

  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    var found: [Value] = []
    for term in terms {
      let text = try term.textTerm()
      let pattern = Path.name(text)
      for folder in folders(of: text, scope) {
        let matches = try Files.list(folder).filter { name in
          // Patterns mean hidden files only where they begin with a dot themselves.
          (pattern.hasPrefix(".") || !name.hasPrefix(".")) && Glob.matches(name, pattern)
            && Files.isFile(Path.join(folder, name))
        }
        guard !matches.isEmpty else { continue }
        found += matches.map { .string(Path.join(folder, $0)) }
        break
      }
    }
    return found
  }

  /// Where a folder is named, the first place that has it; else all places, until one has a match.
  private func folders(of term: String, _ scope: HostScope) -> [String] {
    let search = SearchPath(scope: scope)
    guard term.contains("/") else {
      return search.folders(kind: "files").filter(Files.isFolder)
    }
    let candidates = search.candidates(Path.folder(term), kind: "files")
    return Array(candidates.filter(Files.isFolder).prefix(1))
  }
}

/// `env`: variables of the controller's environment.
struct EnvLookup: Lookup {
  let options = [LookupOption("default", .any, "")]

  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    var values: [Value] = []
    for term in terms {
      guard let name = term.string?.split(whereSeparator: \.isWhitespace).first.map(String.init)
      else {
        throw Diagnostic(.evaluation, "the name of a variable is needed")
      }
      if let value = ProcessEnvironment[name] {
        values.append(.string(value))
      } else if case .undefined? = options["default"] {
        throw Diagnostic(
          .undefined, "The \"env\" lookup, found an undefined variable: \(name)")
      } else {
        values.append(options["default"] ?? "")
      }
    }
    return values
  }
}

/// `pipe` and `lines`: what commands on the controller print, run in the playbook's folder.
struct PipeLookup: Lookup {
  let reach = LookupReach.anything
  let splitsLines: Bool

  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    var values: [Value] = []
    let folder = scope.play?.play.folder ?? Files.workingFolder
    for term in terms {
      let (output, status) = try ChildProcess.shell(term.text, in: folder)
      guard status == 0 else {
        let name = splitsLines ? "lines" : "pipe"
        throw Diagnostic(.evaluation, "lookup_plugin.\(name)(\(term.text)) returned \(status)")
      }
      let text = String(decoding: output, as: UTF8.self)
      if splitsLines {
        values += TaskReport.lines(text).map { .string($0) }
      } else {
        values.append(.string(StringEnds.withoutTrailing(text)))
      }
    }
    return values
  }
}
