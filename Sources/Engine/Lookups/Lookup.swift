import Core
import Jinja
import Playbooks

/// A lookup plugin: terms in, a list of results out.
protocol Lookup: Sendable {
  /// What its results depend on besides terms and variables.
  var reach: LookupReach { get }

  /// - Parameters:
  ///   - terms: rendered; `with_x: [a, b]` and `lookup('x', 'a', 'b')` both give two.
  ///   - options: keyword arguments.
  /// - Throws: `evaluation` or `file`, in Ansible's words.
  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value]
}

/// What a lookup looks at.
enum LookupReach { case variables, files, anything }

extension Lookup {
  var reach: LookupReach { .variables }
}

enum Lookups {
  /// Every lookup by name: one line each.
  static let all: [String: any Lookup] = [
    "cartesian": NestedLookup(),
    "dict": DictLookup(),
    "env": EnvLookup(),
    "file": FileLookup(),
    "fileglob": FileGlobLookup(),
    "first_found": FirstFoundLookup(),
    "flattened": FlattenedLookup(),
    "indexed_items": IndexedItemsLookup(),
    "inventory_hostnames": InventoryHostnamesLookup(),
    "items": ItemsLookup(),
    "lines": PipeLookup(splitsLines: true),
    "list": ListLookup(),
    "nested": NestedLookup(),
    "password": PasswordLookup(),
    "pipe": PipeLookup(splitsLines: false),
    "random_choice": RandomChoiceLookup(),
    "sequence": SequenceLookup(),
    "subelements": SubelementsLookup(),
    "template": TemplateLookup(),
    "together": TogetherLookup(),
    "unvault": FileLookup(strips: false),
    "varnames": VarNamesLookup(),
    "vars": VarsLookup(),
  ]

  /// The lookup of a short or qualified name.
  static func named(_ name: String) -> (any Lookup)? {
    let prefixes = ["ansible.builtin.", "ansible.legacy.", "community.general."]
    let short = prefixes.first { name.hasPrefix($0) }.map { String(name.dropFirst($0.count)) }
    return all[short ?? name]
  }
}

/// The lookups as templates see them.
package struct EngineLookups: LookupProvider {
  package init() {}

  package var names: [String] { Lookups.all.keys.sorted() }
  package func has(_ name: String) -> Bool { Lookups.named(name) != nil }

  package func lookup(
    _ name: String, _ terms: [Value], _ options: Map, scope: any Jinja.Scope
  ) throws(Diagnostic) -> Value {
    guard let lookup = Lookups.named(name) else {
      throw Diagnostic(
        .invalid, "lookup plugin (\(name)) not found",
        hint: Suggestion.hint(for: name, among: names))
    }
    guard let scope = HostScope.beneath(scope) else {
      throw Diagnostic(.evaluation, "the lookup '\(name)' cannot be used here")
    }
    switch lookup.reach {
    case .variables: break
    case .files: try scope.waitForFiles()
    case .anything: try scope.waitForOthers()
    }
    do { return .list(try lookup.run(terms, options, scope)) } catch {
      throw error.prefixed("lookup '\(name)'")
    }
  }
}

extension Run {
  /// The results of a lookup, for `with_NAME`.
  func lookup(
    _ name: String, _ terms: [Value], _ options: Map, _ scope: HostScope
  ) throws(Diagnostic) -> [Value] {
    try EngineLookups().lookup(name, terms, options, scope: scope).list ?? []
  }
}

extension [Value] {
  /// The list with lists inside it taken apart, one level deep or all the way.
  func flattened(deep: Bool = false) -> [Value] {
    flatMap { value -> [Value] in
      guard let inner = value.list else { return [value] }
      return deep ? inner.flattened(deep: true) : inner
    }
  }
}
