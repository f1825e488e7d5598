import Core
import Glibc
import YAML

@testable import Playbooks

/// The folder of the case files.
enum Cases {
  static let folder = Path.join(Path.folder(#filePath), "Cases")

  /// The names in a folder of cases that end so.
  static func names(_ folder: String, ending: String = "") -> [String] {
    let names = (try? Files.list(Path.join(Self.folder, folder))) ?? []
    return names.filter { $0.hasSuffix(ending) && !$0.hasPrefix(".") }
  }

  static func path(_ name: String) -> String { Path.join(folder, name) }

  static func text(_ name: String) -> String { (try? Files.text(path(name))) ?? "" }

  /// Loads a playbook, with paths as seen from the folder of the cases.
  static func load(
    _ path: String, _ services: LoaderServices = LoaderServices(catalog: Catalog())
  ) -> Result<Loaded<Playbook>, LoadFailure> {
    do throws(LoadFailure) {
      return .success(try Loader(services: services).playbook(path))
    } catch { return .failure(error) }
  }

  /// A text with the folder of the cases cut out.
  static func neutral(_ text: String, root: String = folder) -> String {
    var parts: [Substring] = []
    var rest = text[...]
    while let range = rest.firstRange(of: root) {
      parts.append(rest[..<range.lowerBound])
      rest = rest[range.upperBound...]
    }
    return (parts + [rest]).joined(separator: "ROOT")
  }

  /// Compares with a golden file, or writes it when `UPDATE_GOLDEN` is set.
  static func matches(_ text: String, golden name: String) -> Bool {
    if ProcessEnvironment["UPDATE_GOLDEN"] != nil {
      try? Files.write(Array(text.utf8), to: path(name))
    }
    return text == Self.text(name)
  }
}

/// A few modules, as the engine's catalogue would describe them.
struct Catalog: ModuleCatalog {
  static let parameters: [String: Set<String>] = [
    "copy": ["src", "dest", "content", "mode", "owner"], "template": ["src", "dest"],
    "file": ["path", "state", "mode"], "debug": ["msg", "var", "verbosity"],
    "service": ["name", "state"], "user": ["name"], "assert": ["that", "fail_msg"],
    "command": ["argv", "chdir", "creates", "removes", "stdin"],
    "shell": ["chdir", "executable", "creates", "removes"], "raw": ["executable"],
    "ping": ["data"], "meta": [], "validate_argument_spec": [],
  ]

  func resolve(_ name: String) -> Resolution {
    let short = BuiltinActions.short(name)
    if short == "set_fact" || Self.parameters[short] != nil {
      return .known("ansible.builtin.\(short)")
    }
    return .unknown
  }

  var names: [String] { Self.parameters.keys.sorted() + ["set_fact"] }

  func check(_ action: Action, hasDefaults: Bool) -> [Diagnostic] {
    guard let known = Self.parameters[BuiltinActions.short(action.module)] else { return [] }
    return action.arguments.compactMap { argument in
      guard !known.contains(argument.name) else { return nil }
      return Diagnostic(
        .invalid, "'\(argument.name)' is not an option of \(action.module)",
        at: argument.location,
        hint: Suggestion.hint(for: argument.name, among: known.sorted()))
    }
  }
}

extension LoaderServices {
  /// Renders `{{ name }}` only, and knows a bad template by its missing end.
  static let simple = LoaderServices(
    catalog: Catalog(),
    checkTemplate: { text, isExpression in
      let source = text.source
      if source.contains("| unheard_of") {
        return Diagnostic(.invalid, "No filter named 'unheard_of'.", at: text.location)
      }
      if isExpression {
        return source.hasSuffix("==")
          ? Diagnostic(.syntax, "the expression ends too early", at: text.location) : nil
      }
      return source.contains("{{") && !source.contains("}}")
        ? Diagnostic(.syntax, "'{{' has no end", at: text.location) : nil
    },
    render: { (text, layers) throws(Diagnostic) in
      var out = ""
      var rest = text.source[...]
      while let open = rest.firstRange(of: "{{ "), let close = rest.firstRange(of: " }}") {
        let name = String(rest[open.upperBound..<close.lowerBound])
        guard let value = layers.last(where: { $0[name] != nil })?[name] else {
          throw Diagnostic(.undefined, "'\(name)' is undefined", at: text.location)
        }
        out += rest[..<open.lowerBound] + value.text
        rest = rest[close.upperBound...]
      }
      return .string(out + rest)
    }, rolesPath: [], collectionsPath: [])
}
