/// Templates over the names that a playbook has.
extension Generator {
  /// Every name with what it holds at the end of a play.
  static let known =
    (0..<4).map { "r\($0)={{ (r\($0) | default({})).stdout | default('-') }}" }.joined(
      separator: " ")
    + " f0={{ f0 | default('-') }} f1={{ f1 | default('-') }} {{ deep }} {{ of_inventory }}"
    + " {{ group_names | sort | join(',') }}"

  mutating func register() -> String { "r\(dice.number(0...3))" }
  mutating func fact() -> String { "f\(dice.number(0...1))" }
  mutating func path() -> String { "{{ root }}/x\(dice.number(0...3))" }

  /// An expression for `when` and its like. Some are errors, as the name that they ask for is not there yet.
  mutating func condition() -> String {
    if dice.happens(12) { return "\(condition()) and \(condition())" }
    if dice.happens(10) { return "not (\(condition()))" }
    let name = register()
    let kept = dice.happens(92) ? "(\(name) | default({'failed': false, 'changed': true}))" : name
    return dice.choose([
      (4, "true"), (1, "false"), (8, "n == \(dice.number(1...3))"), (6, "n > 1"),
      (6, "\(kept) is \(dice.one(["failed", "succeeded", "changed", "skipped"]))"),
      (3, "\(name) is defined"), (5, "\(kept).rc | default(0) == \(dice.number(0...1))"),
      (4, "\(kept).stdout | default('') | length > 2"),
      (3, "(\(kept).stat | default({})).exists | default(true)"),
      (3, "\(fact()) | default(2) | int > 1"), (2, "lazy | int == 7"),
      (1, "of_inventory != 'none'"),
      (meets ? 2 : 0, "hostvars['a'].\(fact()) is defined"),
      (meets ? 2 : 0, "ansible_play_hosts | length > 2"),
      (1, "'made' in group_names"), (1, "ansible_failed_task is defined"),
      (1, "ansible_check_mode"),
      (1, "ansible_facts.hostname is defined"), (dice.happens(5) ? 4 : 0, "no_such_name == 1"),
    ])
  }

  /// A text with templates, for contents, messages and facts.
  mutating func text() -> String {
    let name = register()
    return dice.choose([
      (8, "text \(dice.number(0...4))"), (6, "n is {{ n }}"),
      (6, "{{ (\(name) | default({})).stdout | default('no stdout') }}"),
      (2, "{{ \(name).rc }}"), (4, "{{ \(fact()) | default('no fact') }}"), (3, "{{ lazy }}"),
      (3, "{{ deep }}"), (2, "{{ of_inventory }}"), (2, "{{ v0 | default('no v0') }}"),
      (meets ? 2 : 0, "{{ ansible_play_hosts | join(',') }}"),
      (1, "{{ ansible_play_hosts_all | join(',') }}"),
      (meets ? 2 : 0, "{{ hostvars[(groups.all | sort)[0]].\(fact()) | default('not there') }}"),
      (meets ? 1 : 0, "{{ hostvars['c'].\(name) is defined }}"),
      (1, "{{ (\(name).content | default('')) | b64decode }}"),
      (1, "{{ (\(name).results | default([])) | map(attribute='changed') | join(',') }}"),
      (1, "{{ (ansible_failed_result | default({})).rc | default('no failure') }}"),
      (1, "{{ lookup('file', root ~ '/log', errors='ignore') | length }}"),
      (1, "{{ groups.made | default([]) | sort | join(',') }}"),
    ])
  }

  /// The value of `vars`.
  mutating func variables() -> String {
    // A variable made of itself is an error, and seldom of interest.
    "{v0: \(quoted(text().replacing("v0", with: dice.happens(95) ? "n" : "v0")))}"
  }

  /// The list of a loop.
  mutating func list() -> String {
    dice.choose([
      (6, "[one, two, three]"), (3, "[1, 2]"), (1, "[]"), (2, quoted("{{ range(n) | list }}")),
      (2, quoted("{{ (\(register()).stdout_lines | default(['none']))[:3] }}")),
    ])
  }
}
