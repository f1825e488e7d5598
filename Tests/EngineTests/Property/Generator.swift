/// Makes a random playbook from a seed. Its few names (registers `r0`…, facts `f0`…, files `x0`…, handlers `h0`…) are used
/// again and again, so that tasks depend on one another in every way that playbooks have: through variables, through
/// the host's files, through failures, through handlers.
struct Generator {
  static let hosts = ["a", "b", "c"]
  static let inventory = """
    a n=1
    b n=2
    c n=3
    [odd]
    a
    c
    [all:vars]
    of_inventory={{ (r0 | default({"stdout": "none"})).stdout | default("no stdout") }}

    """
  /// What each host has at first.
  static let files = [
    "x0": "at first\nnothing\n", "x1": "n=0\n", "log": "", "facts.yml": "f0: 5\n",
  ]
  /// A template file, in the folder `templates`.
  static let template =
    "{{ n }} {{ lazy }}\n{% if r2 is defined %}{{ r2.failed | default('') }}{% endif %}\n"

  var dice: Dice
  var playbook = RandomPlaybook()
  /// Parts made so far, for their names.
  var count = 0
  /// How many blocks and includes are around what is made now.
  var depth = 0
  var isHandler = false
  /// Whether tasks have what makes hosts meet: other hosts' variables, `run_once` and so on. In most playbooks they
  /// have not, else no host could ever run ahead far.
  var meets = false

  static func playbook(seed: Int) -> RandomPlaybook {
    var generator = Generator(dice: Dice(seed: seed))
    generator.meets = generator.dice.happens(30)
    generator.playbook.checkMode = generator.dice.happens(10)
    generator.playbook.forks = generator.dice.one([1, 2, 5, 5, 5])
    for _ in 0..<generator.dice.one([1, 1, 2]) {
      generator.playbook.plays.append(generator.play())
    }
    return generator.playbook
  }

  mutating func play() -> RandomPlay {
    var play = RandomPlay(keywords: playKeywords(), tasks: [], handlers: [])
    play.tasks = parts(dice.number(6...18))
    play.tasks.append(Part("what is known", ("debug", "{msg: \(quoted(Self.known))}")))
    isHandler = true
    for index in 0..<4 { play.handlers.append(handler(index)) }
    isHandler = false
    return play
  }

  private mutating func playKeywords() -> [Part.Keyword] {
    count += 1
    var keywords = [
      ("name", "play \(count)"), ("hosts", dice.one(["all", "all", "all", "odd", "a", "b:c"])),
      ("gather_facts", dice.happens(8) ? "true" : "false"),
      (
        "vars",
        "{root: \"{{ work }}/hosts/{{ inventory_hostname }}\","
          + " lazy: \"{{ (r1 | default({})).rc | default(7) }}\","
          + " deep: \"{{ lazy }}-{{ f0 | default('nil') }}\"}"
      ),
    ]
    if dice.happens(12) { keywords.append(("serial", dice.one(["1", "2", "[1, 2]"]))) }
    if meets, dice.happens(20) { keywords.append(("any_errors_fatal", "true")) }
    if meets, dice.happens(15) { keywords.append(("max_fail_percentage", dice.one(["0", "40"]))) }
    if dice.happens(10) { keywords.append(("force_handlers", "true")) }
    if dice.happens(4) { keywords.append(("ignore_errors", "true")) }
    if dice.happens(5) { keywords.append(("order", "reverse_inventory")) }
    return keywords.map { Part.Keyword(name: $0.0, value: $0.1) }
  }

  /// So many tasks, blocks and includes.
  mutating func parts(_ number: Int) -> [Part] {
    (0..<number).map { _ in part() }
  }

  private enum Kind { case task, block, include, meta }

  private mutating func part() -> Part {
    let kinds: [(Int, Kind)] =
      depth < 2
      ? [(80, .task), (10, .block), (meets ? 8 : 3, .include), (meets ? 8 : 3, .meta)]
      : [(80, .task), (3, .meta)]
    switch dice.choose(kinds) {
    case .task: return task()
    case .block: return block()
    case .include: return include()
    case .meta: return meta()
    }
  }

  mutating func name(_ kind: String) -> String {
    count += 1
    return "\(kind)\(count)"
  }

  private mutating func block() -> Part {
    var block = Part(name("block"))
    depth += 1
    defer { depth -= 1 }
    block.sections = [Part.Section(name: "block", parts: parts(dice.number(1...4)))]
    if dice.happens(60) {
      // What is to be rescued.
      if dice.happens(60) { block.sections[0].parts.append(failing()) }
      block.sections.append(Part.Section(name: "rescue", parts: parts(dice.number(1...3))))
    }
    if dice.happens(40) {
      block.sections.append(Part.Section(name: "always", parts: parts(dice.number(1...2))))
    }
    addInherited(to: &block)
    return block
  }

  /// A task that fails on some hosts, as the last one of a block.
  private mutating func failing() -> Part {
    var part = Part(name("fails"), ("shell", quoted("sleep 0.03; exit 1")))
    if dice.happens(60) { part["when"] = quoted(condition()) }
    return part
  }

  private mutating func include() -> Part {
    let file = name("tasks") + ".yml"
    let isStatic = dice.happens(25)
    depth += 1
    playbook.files[file] = parts(dice.number(1...3))
    depth -= 1
    var part = Part(file, (isStatic ? "import_tasks" : "include_tasks", file))
    if !isStatic, dice.happens(30) {
      // Each host its own file, if it has one.
      part["include_tasks"] = "{file: \"{{ 'none.yml' if n == 3 else '\(file)' }}\"}"
      part["when"] = quoted(dice.happens(70) ? "n != 3" : condition())
    } else if !isStatic, dice.happens(30) {
      part["loop"] = dice.one(["[1, 2]", quoted("{{ range(n) | list }}")])
      part["loop_control"] = "{loop_var: outer}"
    }
    if dice.happens(30) { part["vars"] = variables() }
    if dice.happens(25), part["when"] == nil { part["when"] = quoted(condition()) }
    if isStatic { addInherited(to: &part) }
    return part
  }

  private mutating func meta() -> Part {
    let word = dice.choose([
      (12, "flush_handlers"), (2, "end_host"), (1, "end_play"), (1, "end_batch"),
      (1, "clear_host_errors"), (1, "clear_facts"), (2, "noop"),
    ])
    var part = Part(name("meta"), ("meta", word))
    if word.hasPrefix("end_") { part["when"] = quoted(condition()) }
    return part
  }

  /// Handlers notify one another, but only such as stand after them.
  private mutating func handler(_ index: Int) -> Part {
    depth = 2
    defer { depth = 0 }
    var part = task()
    for keyword in ["notify", "loop", "run_once"] { part[keyword] = nil }
    part["name"] = "h\(index)"
    if index < 3, dice.happens(30) { part["notify"] = "h\(dice.number(index + 1...3))" }
    if dice.happens(25) { part["listen"] = "topic" }
    return part
  }
}
