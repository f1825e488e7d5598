import Core
import YAML

/// One use of a role: its files' variables, and what the entry that names it says.
package final class Role: Sendable {
  package let name: String
  /// The role's folder.
  package let path: String
  package let entryPoints: RoleEntryPoints
  package let defaults: Map
  package let vars: Map
  /// Unknown keys of the entry in `roles:`, which are variables.
  package let params: Map
  /// `vars:` of the entry.
  package let entryVars: Map
  /// The roles that this one depends on, in the order in which they run.
  package let dependencies: [Role]
  /// The roles that led here through `dependencies:`, outermost first.
  package let dependants: [Role]
  /// `meta/main.yml: allow_duplicates`, or the argument of the include.
  package let allowsDuplicates: Bool
  /// Whether its variables hold for the rest of the play.
  package let isPublic: Bool
  /// What tells one use from another: two roles with equal identity are the same run.
  package let identity: String
  /// Where its short names are searched: its own collection, or the playbook's, then `meta/main.yml: collections`.
  package let collections: [String]
  /// `options` of the role's argument specification for the entry point.
  package let argumentSpec: Node?

  package init(
    name: String, path: String, entryPoints: RoleEntryPoints = RoleEntryPoints(),
    defaults: Map = [:], vars: Map = [:], params: Map = [:], entryVars: Map = [:],
    dependencies: [Role] = [], dependants: [Role] = [], allowsDuplicates: Bool = false,
    isPublic: Bool = true, identity: String, collections: [String] = [], argumentSpec: Node? = nil
  ) {
    self.name = name
    self.path = path
    self.entryPoints = entryPoints
    self.defaults = defaults
    self.vars = vars
    self.params = params
    self.entryVars = entryVars
    self.dependencies = dependencies
    self.dependants = dependants
    self.allowsDuplicates = allowsDuplicates
    self.isPublic = isPublic
    self.identity = identity
    self.collections = collections
    self.argumentSpec = argumentSpec
  }
}

extension Role {
  /// All dependencies, deepest first, in the order in which they run.
  package var allDependencies: [Role] {
    dependencies.flatMap { $0.allDependencies + [$0] }
  }

  /// Some variables of a role: a layer of what its tasks see.
  package struct Layer: Sendable {
    package enum Kind: Sendable { case defaults, vars, entryVars, params }

    package let role: Role
    package let kind: Kind

    package var variables: Map {
      switch kind {
      case .defaults: role.defaults
      case .vars: role.vars
      case .entryVars: role.entryVars
      case .params: role.params
      }
    }
  }

  /// Its own variables of one kind.
  package func layer(_ kind: Layer.Kind) -> Layer { Layer(role: self, kind: kind) }

  /// The defaults that hold in the role's tasks, weakest first: those of the dependencies, of the
  /// dependants, its own.
  package var defaultLayers: [Layer] {
    dependencies.flatMap(\.defaultLayers) + dependants.map { $0.layer(.defaults) } + [
      layer(.defaults)
    ]
  }

  /// The variables of `vars/` and of the entries that hold in the role's tasks, weakest first.
  package var varLayers: [Layer] {
    dependants.flatMap { [$0.layer(.entryVars), $0.layer(.vars)] }
      + allDependencies.map { $0.layer(.vars) } + [layer(.vars), layer(.entryVars)]
  }

  /// The defaults that a public role gives to the rest of the play, weakest first.
  package var exportedDefaultLayers: [Layer] {
    (allDependencies + [self]).map { $0.layer(.defaults) }
  }

  /// The variables of `vars/` that a public role gives to the rest of the play, weakest first.
  package var exportedVarLayers: [Layer] {
    (dependants + allDependencies + [self]).map { $0.layer(.vars) }
  }

  /// The parameters of the entries, weakest first.
  package var paramLayers: [Layer] { (dependants + [self]).map { $0.layer(.params) } }
}
