import Core
import Jinja
import Playbooks

extension HostScope {
  /// Shows the facts of a result to what comes next in the task.
  func setLocals(factsOf result: TaskResult) {
    guard let facts = result.values["ansible_facts"]?.map else { return }
    for (name, value) in facts { setLocal(name.text, value) }
  }

  /// Renders a setting of a task or play.
  func render(_ value: Value) throws(Diagnostic) -> Value {
    guard value.holdsTemplate else { return value }
    watchesChanges = false
    return try run.settings.failsOnUndefined
      ? run.jinja.resolve(value, scope: self) : renderKnown(value)
  }

  /// Renders a value, but texts that name what is not defined stay as they are
  /// (`error_on_undefined_vars = false`).
  func renderKnown(_ value: Value) throws(Diagnostic) -> Value {
    switch value {
    case .list(let elements):
      return .list(try elements.map { element throws(Diagnostic) in try renderKnown(element) })
    case .map(var map):
      for index in map.values.indices { map.values[index] = try renderKnown(map.values[index]) }
      return .map(map)
    case .template(let text):
      do { return try run.jinja.resolve(value, scope: self) } catch {
        guard error.kind == .undefined else { throw error }
        return .string(text.source)
      }
    default: return try run.jinja.resolve(value, scope: self)
    }
  }

  /// Renders a keyword that holds at a scope, converted to its type.
  ///
  /// - Throws: what the template throws; `invalid` with the place when the value is of a wrong type.
  func keyword(_ keyword: Keyword, at scope: Playbooks.Scope) throws(Diagnostic) -> Value? {
    guard let setting = scope.effective(keyword) else { return nil }
    let value: Value
    do { value = try render(setting.value) } catch { throw error.at(setting.location) }
    // What is omitted is as if it did not stand there: the scopes around say.
    if value.isOmitted, let around = scope.around(keyword) {
      return try self.keyword(keyword, at: around)
    }
    if value.isUndefinedOrOmitted { return nil }
    guard let converted = keyword.rule.type.converted(value) else {
      throw Diagnostic(
        .invalid,
        "the value of '\(keyword.rawValue)' must be \(keyword.rule.type.wanted), not \(value.repr)",
        at: setting.location)
    }
    return converted.isNull ? nil : converted
  }

  /// Renders a variable of any name as text; nil when it is not defined, null or omitted.
  func text(_ name: String) throws(Diagnostic) -> String? {
    guard let value = try definedValue(of: name), !value.isNull, !value.isUndefinedOrOmitted else {
      return nil
    }
    return value.text
  }

  /// Whether all conditions hold; the first that does not, where one does not.
  func unmet(_ conditions: [Condition]) throws(Diagnostic) -> Condition? {
    for condition in conditions where !(try holds(condition)) { return condition }
    return nil
  }

  /// What is neither true nor false is taken by Python's truth, as in ansible-core up to 2.18.
  ///
  /// - Throws: `invalid` where `allow_broken_conditionals` is off.
  private func judge(_ value: Value, _ text: TemplateText) throws(Diagnostic) {
    if case .bool = value { return }
    if case .undefined = value { return }
    guard run.settings.allowsAnyCondition else {
      throw Diagnostic(
        .invalid,
        "Conditional result was of type '\(value.typeName)'. Conditional results must be True or False "
          + "when `ALLOW_BROKEN_CONDITIONALS` is disabled, which is the default in Ansible Core >= 2.19."
      )
    }
    // `finished` of a job is 0 or 1, and nobody takes these for anything else.
    if value == 1 || value == 0 { return }
    run.sink.receive(
      .warning(
        Diagnostic(
          .invalid, "a condition gave a value of type '\(value.typeName)', not true or false",
          at: text.location,
          hint: "write `… is truthy`, `… | bool`, `… | length > 0` or `… is defined`")))
  }

  func holds(_ condition: Condition) throws(Diagnostic) -> Bool {
    switch condition {
    case .constant(let flag): return flag
    case .expression(let text):
      do throws(Diagnostic) {
        let value = try run.jinja.evaluate(text, scope: self)
        try judge(value, text)
        return try Truth.of(value, text)
      } catch {
        throw error.at(text.location)
      }
    }
  }
}

/// What conditions take for true.
enum Truth {
  /// Python's truth: any text that is not empty is true, the word `no` too.
  ///
  /// - Throws: `undefined` for an undefined value.
  static func of(_ value: Value, _ text: TemplateText) throws(Diagnostic) -> Bool {
    switch value {
    case .undefined(let undefined): throw undefined.diagnostic.at(text.location)
    default: return value.isTrue
    }
  }
}
