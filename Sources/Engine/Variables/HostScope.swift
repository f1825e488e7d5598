import Core
import Inventory
import Jinja
import Playbooks

/// The variables that one task sees on one host, looked up when a template asks for them.
///
/// Not shared between tasks: values are resolved once and kept for the life of the scope.
final class HostScope: Jinja.Scope {
  let run: Run
  let host: HostState
  let play: PlayContext?
  /// The task's scope: its block, role and play.
  let scope: Playbooks.Scope?
  /// The task's place among those of its host; nil for a look from outside.
  let slot: Slot?
  let isForeign: Bool
  private var view: HostView
  private(set) var layers: [VariableLayer]
  private var locals = Map()
  private var resolved: [InternedName: Value] = [:]
  private let renderer: VariableRenderer

  /// Something was asked for that tasks under way may change: whatever came of it does not count.
  private(set) var isPremature = false

  /// Of a check: something was asked for that is a guess, and why it is one.
  private(set) var readsGuesses: String?

  /// Set to have it noted whether what is asked for can differ from task to task: it is unset then.
  var watchesChanges = false
  var hasLocals: Bool { !locals.isEmpty }

  /// - Parameter isForeign: without the play's own variables, as other hosts see this one in
  ///   `hostvars`.
  /// - Throws: a broken `group_vars` or `host_vars` file.
  init(
    run: Run, host: HostState, play: PlayContext? = nil, scope: Playbooks.Scope? = nil,
    slot: Slot? = nil, isForeign: Bool = false
  ) throws(Diagnostic) {
    self.run = run
    self.host = host
    self.play = play
    self.scope = scope
    self.slot = slot
    self.isForeign = isForeign
    renderer = VariableRenderer(run.jinja)
    view = slot?.view ?? HostView(contents: host.contents.withLock { $0 })
    layers = try Self.layers(
      run: run, host: host, contents: view.contents, play: play, scope: scope,
      isForeign: isForeign)
  }

  var contents: HostState.Contents { view.contents }

  /// Whether tasks before this one were under way when it began.
  var isAhead: Bool { view.isAhead }

  /// Takes what is known by now; variables set here stay.
  ///
  /// - Throws: a broken `group_vars` or `host_vars` file.
  func refresh() throws(Diagnostic) {
    guard view.isAhead, let slot else { return }
    isPremature = false
    view = slot.view
    layers = try Self.layers(
      run: run, host: host, contents: view.contents, play: play, scope: scope,
      isForeign: isForeign)
    resolved.removeAll(keepingCapacity: true)
  }

  /// To be called before anything is read that a task under way may change at the controller.
  ///
  /// - Throws: `overtaken`: the task comes again when those before it are settled.
  func waitForOthers() throws(Diagnostic) {
    guard view.isAhead else { return }
    isPremature = true
    throw .overtaken
  }

  /// Sets a variable that beats all others: the item of a loop, a result under evaluation.
  func setLocal(_ name: String, _ value: Value) {
    locals[name] = value
    // Whatever was rendered may have used the old value.
    resolved.removeAll(keepingCapacity: true)
  }

  /// Runs `body` with variables that beat all others, which are gone afterwards.
  func withLocals<Result>(
    _ variables: Map, _ body: () throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    let (before, known) = (locals, resolved)
    locals.merge(variables) { _, new in new }
    // Whatever was rendered may have used other values, and whatever will be may use these.
    resolved.removeAll()
    defer { (locals, resolved) = (before, known) }
    return try body()
  }

  /// To be called before files of the controller are read, which tasks change where it is the host.
  ///
  /// - Throws: `overtaken`, as `waitForOthers`.
  func waitForFiles() throws(Diagnostic) {
    guard view.isAhead, try HostAccess(self, keywords: scope).kind() == "local" else { return }
    try waitForOthers()
  }

  /// The value of a variable, its templates rendered, or nil where nothing defines it.
  func value(of name: String) throws(Diagnostic) -> Value? { try value(of: .of(name)) }

  func value(of name: InternedName) throws(Diagnostic) -> Value? {
    let text = name.text
    if !locals.isEmpty, let local = locals[text], !local.holdsTemplate { return local }
    if !watchesChanges, let known = resolved[name] { return known }
    guard let (raw, isPlain) = try find(text) else { return nil }
    guard !isPlain, raw.holdsTemplate else {
      resolved[name] = raw
      return raw
    }
    watchesChanges = false
    let value = try renderer.value(of: text, raw, self)
    resolved[name] = value
    return value
  }

  /// As `value(of:)`, for what cannot do with an undefined value.
  ///
  /// - Throws: also `undefined`, where the variable is made of something undefined.
  func definedValue(of name: String) throws(Diagnostic) -> Value? {
    let value = try value(of: name)
    if case .undefined(let undefined)? = value { throw undefined.diagnostic }
    return value?.withoutTuples
  }

  /// The same, but what is encrypted in it stays so.
  func encryptedValue(of name: String) throws(Diagnostic) -> Value? {
    guard let (raw, isPlain) = try find(name), !isPlain, raw.holdsEncrypted,
      !renderer.isRendering(name)
    else { return try value(of: name) }
    watchesChanges = false
    return try renderer.value(of: name, raw, self, keepsEncrypted: true)
  }

  /// Whether anybody set a variable: those that only say how the task's host is reached are not.
  func isSet(_ name: String) throws(Diagnostic) -> Bool { try findSet(name) != nil }

  /// The value as it was written, with its templates.
  func rawValue(of name: String) throws(Diagnostic) -> Value? { try find(name)?.0 }

  /// The value as it was written, and whether it can hold no template.
  private func find(_ name: String) throws(Diagnostic) -> (Value, isPlain: Bool)? {
    if let found = try findSet(name) { return found }
    // Tasks see how their host is reached also where no variable says so, others do not.
    guard !isForeign else { return nil }
    return try ConnectionVariables(scope: self).value(of: name, written: findSet)
  }

  private func findSet(_ name: String) throws(Diagnostic) -> (Value, isPlain: Bool)? {
    if let local = locals[name] { return (local, false) }
    if view.isAhead, view.pending.contains(name) { try waitForOthers() }
    if let guess = view.contents.guesses[name] { readsGuesses = guess }
    if let magic = try MagicVariables(scope: self).value(of: name) { return (magic, true) }
    if run.settings.mergesHashes { return merged(name) }
    let key = Value.string(name)
    for layer in layers.reversed() {
      if layer.level.rawValue < VariableLevel.facts.rawValue, let fact = fact(name) {
        return (fact, true)
      }
      if let value = layer.variables[key] {
        if layer.level.isOfTask { watchesChanges = false }
        return (value, layer.isPlain)
      }
    }
    return fact(name).map { ($0, true) }
  }

  /// The value with `hash_behaviour = merge`: maps of all levels down to one that is no map.
  private func merged(_ name: String) -> (Value, isPlain: Bool)? {
    var values: [Value] = []
    var last: VariableLevel?
    let key = Value.string(name)
    for layer in settings(of: name) {
      let level = layer.level
      // Those of blocks and tasks, and of includes, replace each other all the same.
      if level.isOfTask, level == last { continue }
      last = level
      if level.isOfTask { watchesChanges = false }
      guard let value = layer.variables[key] else { continue }
      values.append(value)
      guard case .map = value else { break }
    }
    guard let strongest = values.first else { return nil }
    return (values.dropFirst().reduce(strongest) { $0.over($1) }, false)
  }

  /// The layers that set a variable, strongest first; locals and magic variables are not among them.
  func settings(of name: String) -> [VariableLayer] {
    let key = Value.string(name)
    var found = layers.filter { $0.variables[key] != nil }
    if let fact = fact(name) {
      let place = found.firstIndex { $0.level.rawValue > VariableLevel.facts.rawValue }
      found.insert(
        VariableLayer(level: .facts, variables: [key: fact], isPlain: true),
        at: place ?? found.count)
    }
    return found.reversed()
  }

  /// A fact as a variable (`inject_facts_as_vars`).
  private func fact(_ name: String) -> Value? {
    guard run.settings.injectsFacts || name == "ansible_local" else { return nil }
    return view.contents.facts.variable(name)
  }

  /// The host's scope that a template's scope stands on, or nil.
  static func beneath(_ scope: any Jinja.Scope) -> HostScope? {
    var current: (any Jinja.Scope)? = scope
    while let one = current {
      if let found = one as? HostScope { return found }
      current = one.enclosing
    }
    return nil
  }

  /// All names that are defined, for `vars`, `varnames` and suggestions.
  var names: [String] {
    if !view.pending.isEmpty { isPremature = true }
    var names = OrderedSet(MagicVariables(scope: self).names)
    for layer in layers { for key in layer.variables.keys { names.append(key.text) } }
    if run.settings.injectsFacts {
      for name in view.contents.facts.variableNames { names.append(name) }
    }
    for key in locals.keys { names.append(key.text) }
    return Array(names)
  }
}
