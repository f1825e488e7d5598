/// Tasks: an action, and the keywords around it.
extension Generator {
  mutating func task() -> Part {
    var part = Part(name("task"))
    let isLoop = !isHandler && dice.happens(16)
    let (module, arguments) = action(isLoop: isLoop)
    part[module] = arguments
    if isLoop {
      part[dice.happens(80) ? "loop" : "with_items"] = list()
      if dice.happens(20) { part["loop_control"] = "{index_var: place}" }
    }
    addKeywords(to: &part, module: module)
    return part
  }

  /// A module and its arguments. What a shell appends to the host's `log` shows in the end which tasks ran, and in
  /// which order.
  private mutating func action(isLoop: Bool) -> (module: String, arguments: String) {
    let text = isLoop && dice.happens(70) ? "{{ item }}" : text()
    let path = isLoop && dice.happens(50) ? self.path() + "{{ item }}" : path()
    let trace = quoted("\(slowly())echo \(count) \(isLoop ? "{{ item }}" : "") >> {{ root }}/log")
    return dice.choose([
      (22, ("shell", trace)), (10, command(path)),
      (4, ("file", "{path: \(quoted(path)), state: \(dice.one(["touch", "absent", "file"]))}")),
      (
        5,
        (
          "file",
          "{path: \(quoted(path + ".d")), state: directory, mode: \"07\(dice.number(0...5))5\"}"
        )
      ),
      (2, ("file", "{src: log, dest: \(quoted(path)), state: link, force: true}")),
      (8, ("copy", "{dest: \(quoted(path)), content: \(quoted(text))}")),
      (2, ("copy", "{dest: \(quoted(path)), src: \"{{ root }}/log\"}")),
      (4, ("template", "{dest: \(quoted(path)), src: t.j2, mode: \"0640\"}")),
      (
        4,
        (
          "lineinfile",
          "{path: \(quoted(path)), line: \(quoted(text)), regexp: \"^n\", create: \(dice.happens(75))}"
        )
      ),
      (2, ("blockinfile", "{path: \(quoted(path)), block: \(quoted(text)), create: true}")),
      (4, ("stat", "{path: \(quoted(path))}")), (2, ("slurp", "{src: \"{{ root }}/log\"}")),
      (8, ("set_fact", "{\(fact()): \(quoted(text))}")), (6, ("debug", "{msg: \(quoted(text))}")),
      (2, ("debug", "{var: \(fact())}")), (2, ("assert", "{that: \(quoted(condition()))}")),
      (1, ("fail", "{msg: \(quoted(text))}")), (2, ("ping", "{}")),
      (meets ? 2 : 0, ("group_by", "{key: made}")),
      (meets ? 2 : 0, ("include_vars", "{file: \(quoted("{{ root }}/facts.yml"))}")),
    ])
  }

  /// Mostly a moment's sleep: what comes next has been sent when the command ends, and is queued behind it.
  private mutating func slowly() -> String { dice.happens(70) ? "sleep 0.03; " : "" }

  private mutating func command(_ path: String) -> (module: String, arguments: String) {
    dice.choose([
      (4, ("command", "{cmd: \(quoted("cat \(path)"))}")),
      (4, ("shell", quoted("\(slowly())wc -l < {{ root }}/log"))),
      (4, ("command", "{cmd: \(quoted("touch \(path)")), creates: \(quoted(path))}")),
      (2, ("command", "{cmd: \(quoted("rm \(path)")), removes: \(quoted(path))}")),
      (2, ("shell", quoted("\(slowly())echo \"$E\"; exit {{ n - 1 }}"))),
      (2, ("command", "{cmd: ls, chdir: \"{{ root }}\"}")),
      (1, ("shell", quoted("\(slowly())exit 1"))),
      (2, ("raw", quoted("echo raw {{ n }} | tee -a {{ root }}/log"))),
      (2, ("shell", quoted("echo 'f1: {{ n }}' > {{ root }}/facts.yml"))),
    ])
  }

  /// Keywords that a block hands down.
  mutating func addInherited(to part: inout Part) {
    if dice.happens(25), part["when"] == nil { part["when"] = quoted(condition()) }
    if dice.happens(8) { part["ignore_errors"] = "true" }
    if dice.happens(6) { part["check_mode"] = dice.one(["true", "false"]) }
    if dice.happens(6) { part["environment"] = "{E: \(quoted(text()))}" }
    if dice.happens(12), part["vars"] == nil { part["vars"] = variables() }
    if meets, dice.happens(5) { part["any_errors_fatal"] = "true" }
    if dice.happens(10), !isHandler { part["notify"] = "h\(dice.number(0...3))" }
  }

  private mutating func addKeywords(to part: inout Part, module: String) {
    addInherited(to: &part)
    if dice.happens(45) { part["register"] = register() }
    if dice.happens(18), !isHandler {
      part["notify"] = dice.one(["h0", "h1", "h2", "h3", "topic", "[h0, h3]"])
    }
    let isCommand = ["command", "shell", "raw"].contains(module)
    if isCommand || dice.happens(10) {
      if dice.happens(25) { part["changed_when"] = quoted(verdict(of: part)) }
      if dice.happens(25) { part["failed_when"] = quoted(verdict(of: part)) }
    }
    // Else most playbooks would be over soon.
    if isCommand, dice.happens(30) { part["ignore_errors"] = "true" }
    if isCommand, dice.happens(6) {
      let name = part["register"] ?? register()
      part["register"] = name
      part["until"] = quoted("\(name).rc | default(1) == 0")
      part["retries"] = "2"
      part["delay"] = "0"
    }
    if dice.happens(3) { part["no_log"] = "true" }
    if dice.happens(4) { part["run_ahead"] = "false" }
    guard meets else { return }
    if dice.happens(8) { part["run_once"] = "true" }
    if dice.happens(8) {
      part["delegate_to"] = dice.one(["a", "localhost", quoted("{{ (groups.all | sort)[1] }}")])
      if dice.happens(30) { part["delegate_facts"] = "true" }
    }
    if dice.happens(5) { part["throttle"] = "1" }
  }

  /// What `changed_when` and `failed_when` say: mostly of the task's own result.
  private mutating func verdict(of part: Part) -> String {
    guard let name = part["register"], dice.happens(70) else { return condition() }
    return dice.one([
      "\(name).rc | default(0) > 1", "\(name).stdout | default('') | length > 3", "false",
    ])
  }
}
