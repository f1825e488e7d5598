import Core
import Jinja
import Playbooks

/// A lookup plugin: terms in, a list of results out.
protocol Lookup: Sendable {
  /// What its results depend on besides terms and variables.
  var reach: LookupReach { get }

  /// The keyword arguments that it has.
  var options: [LookupOption] { get }

  /// - Parameters:
  ///   - terms: rendered; `with_x: [a, b]` and `lookup('x', 'a', 'b')` both give two.
  ///   - options: a value of its type for each of `options`.
  /// - Throws: `evaluation` or `file`, in Ansible's words; `invalid` for what `errors=` shall not cover.
  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value]
}

/// What a lookup looks at.
enum LookupReach { case variables, files, anything }

extension Lookup {
  var reach: LookupReach { .variables }
  var options: [LookupOption] { [] }
}

enum Lookups {
  /// Every lookup by name: one line each.
  static let all: [String: any Lookup] = [
    "cartesian": NestedLookup(name: "cartesian"),
    "config": ConfigLookup(),
    "csvfile": CSVFileLookup(),
    "dependent": DependentLookup(),
    "dict": DictLookup(),
    "env": EnvLookup(),
    "file": FileLookup(),
    "fileglob": FileGlobLookup(),
    "filetree": FileTreeLookup(),
    "first_found": FirstFoundLookup(),
    "flattened": FlattenedLookup(),
    "get_path": FilterLookup("ansible.utils.get_path", ["var", "path"]),
    "index_of": FilterLookup(
      "ansible.utils.index_of", ["data", "test", "value", "key", "fail_on_missing"]),
    "indexed_items": IndexedItemsLookup(),
    "ini": INILookup(),
    "inventory_hostnames": InventoryHostnamesLookup(),
    "items": ItemsLookup(),
    "lines": PipeLookup(splitsLines: true),
    "list": ListLookup(),
    "merge_variables": MergeVariablesLookup(),
    "nested": NestedLookup(name: "nested"),
    "password": PasswordLookup(),
    "pipe": PipeLookup(splitsLines: false),
    "random_choice": RandomChoiceLookup(),
    "random_string": RandomStringLookup(),
    "sequence": SequenceLookup(),
    "subelements": SubelementsLookup(),
    "template": TemplateLookup(),
    "to_paths": FilterLookup("ansible.utils.to_paths", ["var", "prepend"]),
    "together": TogetherLookup(),
    "unvault": FileLookup(options: []),
    "url": URLLookup(),
    "varnames": VarNamesLookup(),
    "vars": VarsLookup(),
  ]

  /// The collections of those lookups that are not ansible-core's.
  private static let collections: [String: String] = [
    "cartesian": "community.general", "dependent": "community.general",
    "filetree": "community.general", "flattened": "community.general",
    "merge_variables": "community.general", "random_string": "community.general",
    "get_path": "ansible.utils", "index_of": "ansible.utils", "to_paths": "ansible.utils",
  ]

  /// The name with its collection.
  static func qualified(_ name: String) -> String {
    "\(collections[name] ?? "ansible.builtin").\(name)"
  }

  /// The lookup of a short or qualified name.
  static func named(_ name: String) -> (any Lookup)? {
    guard let dot = name.lastIndex(of: ".") else { return all[name] }
    let short = String(name[name.index(after: dot)...])
    let collection = name[..<dot]
    let home = collections[short] ?? "ansible.builtin"
    let isHome =
      collection == home || (home == "ansible.builtin" && collection == "ansible.legacy")
    return isHome ? all[short] : nil
  }

  /// Why a name is no lookup of ours.
  static func missing(_ name: String) -> Diagnostic {
    if let collection = ForeignLookups.collection(of: name) {
      return Diagnostic(
        .invalid, "Bosun does not have the lookup '\(name)' of the collection \(collection)",
        hint: ForeignLookups.advice(name))
    }
    return Diagnostic(
      .invalid, "lookup plugin (\(name)) not found",
      hint: Suggestion.hint(for: name, among: all.keys.sorted()))
  }
}

/// The lookups as templates see them.
package struct EngineLookups: LookupProvider {
  package init() {}

  package func missing(_ name: String) -> Diagnostic? {
    Lookups.named(name) == nil ? Lookups.missing(name) : nil
  }

  package func lookup(
    _ name: String, _ terms: [Value], _ given: Map, scope: any Jinja.Scope
  ) throws(Diagnostic) -> Value {
    guard let lookup = Lookups.named(name) else { throw Lookups.missing(name) }
    guard let scope = HostScope.beneath(scope) else {
      throw Diagnostic(.evaluation, "the lookup '\(name)' cannot be used here")
    }
    do { return .list(try run(lookup, name, terms, given, scope)) } catch {
      throw error.prefixed("lookup '\(name)'")
    }
  }

  /// The results of a lookup, also for `with_NAME`.
  func run(
    _ lookup: any Lookup, _ name: String, _ terms: [Value], _ given: Map, _ scope: HostScope
  ) throws(Diagnostic) -> [Value] {
    switch lookup.reach {
    case .variables: break
    case .files: try scope.waitForFiles()
    case .anything: try scope.waitForOthers()
    }
    try warn(of: given, lookup, name, scope)
    return try lookup.run(terms, try lookup.options.resolved(given, scope), scope)
  }

  /// A misspelt option would be without effect, as in Ansible, but silently.
  private func warn(
    of given: Map, _ lookup: any Lookup, _ name: String, _ scope: HostScope
  ) throws(Diagnostic) {
    for (key, value) in given where !lookup.options.contains(named: key.text) {
      if case .undefined(let undefined) = value { throw undefined.diagnostic }
      scope.run.sink.receive(
        .warning(
          Diagnostic(
            .invalid, "the lookup '\(name)' has no option '\(key.text)'",
            hint: Suggestion.hint(for: key.text, among: lookup.options.map(\.name)))))
    }
  }

  package func warn(_ error: Diagnostic, scope: any Jinja.Scope) {
    HostScope.beneath(scope)?.run.sink.receive(
      .warning(error.prefixed("Lookup failed but the error is being ignored")))
  }
}

extension Value {
  /// A term of a lookup that takes nothing but text.
  func textTerm() throws(Diagnostic) -> String {
    if let text = string { return text }
    throw Diagnostic(.evaluation, "a term must be text, not \(typeName) \(repr)")
  }
}

extension [Value] {
  /// The list with lists inside it taken apart, by one level.
  func flattened() -> [Value] {
    flatMap { value in value.list ?? [value] }
  }
}
