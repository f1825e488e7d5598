import Core
import Playbooks

/// The words that a text could take for names of variables. More than it really uses: the words of its
/// string literals are among them, so that `lookup('vars', 'x')` and `x` look alike.
struct Identifiers {
  private static let judging: Set<Keyword> = [.changedWhen, .failedWhen, .until, .register]
  private(set) var names: Set<String> = []

  mutating func add(text: String) {
    var word: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39 where !word.isEmpty, 0x41...0x5A, 0x61...0x7A, 0x5F: word.append(byte)
      default: finish(&word)
      }
    }
    finish(&word)
  }

  private mutating func finish(_ word: inout [UInt8]) {
    guard !word.isEmpty else { return }
    names.insert(String(decoding: word, as: UTF8.self))
    word = []
  }

  /// The templates in a value, at any depth; plain text names nothing.
  mutating func add(_ value: Value) {
    switch value {
    case .template(let text): add(text: text.source)
    case .list(let elements): for element in elements { add(element) }
    case .map(let map):
      for (key, value) in map {
        add(key)
        add(value)
      }
    default: break
    }
  }

  mutating func add(_ conditions: [Condition]) {
    for case .expression(let text) in conditions { add(text: text.source) }
  }

  /// All that a task says, and what holds for it from blocks, roles and play around it.
  mutating func add(_ task: Playbooks.Task) {
    addInputs(of: task)
    for conditions in [task.changedWhen, task.failedWhen, task.until] { add(conditions) }
  }

  /// The same without the conditions that judge the task's own result.
  mutating func addInputs(of task: Playbooks.Task) {
    for argument in task.action.arguments { add(argument.value) }
    for setting in [task.action.freeForm, task.action.variableArguments, task.loop?.setting] {
      if let setting { add(setting.value) }
    }
    add(task.when)
    let control = task.loopControl
    for setting in [control.label, control.pause, control.extended] {
      if let setting { add(setting.value) }
    }
    add(control.breakWhen)
    var link: Playbooks.Scope? = task.scope
    while let scope = link {
      for (keyword, setting) in scope.settings
      where !Self.judging.contains(keyword) && (keyword != .name || scope === task.scope) {
        add(setting.value)
      }
      if scope.kind != .play { add(.map(scope.vars)) }
      link = scope.parent
    }
    // A bare word after `with_x:` is the name of a variable.
    if case .with(_, let terms)? = task.loop, let word = terms.value.string { names.insert(word) }
  }
}

/// Which variables could, through however many others, tell something that other hosts have changed.
struct SharedNames {
  /// Those that Ansible itself gives: what other hosts know, and which of them still take part.
  private static let seeds: Set<String> = [
    "hostvars", "play_hosts", "ansible_play_hosts", "ansible_play_batch",
  ]

  /// For each variable, the names that its templates hold, wherever it is defined.
  private var uses: [String: Set<String>] = [:]
  private(set) var names = Self.seeds
  /// The roles whose variables were looked at, by identity.
  var roles: Set<String> = []

  mutating func add(_ variables: Map) {
    for (name, value) in variables where value.holdsTemplate {
      var identifiers = Identifiers()
      identifiers.add(value)
      uses[name.text, default: []].formUnion(identifiers.names)
    }
  }

  /// To be called after the last `add`.
  mutating func close() { names = closure(Self.seeds) }

  /// These names and all variables made of them.
  func closure(_ seeds: Set<String>) -> Set<String> {
    var found = seeds
    var isGrowing = true
    while isGrowing {
      isGrowing = false
      for (name, used) in uses where !found.contains(name) && !used.isDisjoint(with: found) {
        found.insert(name)
        isGrowing = true
      }
    }
    return found
  }
}
