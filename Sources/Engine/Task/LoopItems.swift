import Core
import Jinja
import Playbooks

/// The items that a loop goes over.
struct LoopItems {
  let scope: HostScope

  /// - Throws: `undefined`, or `invalid` for a value that is no list.
  func items(of loop: Loop) throws(Diagnostic) -> [Value] {
    do {
      switch loop {
      case .loop(let setting): return try list(render(setting.value))
      case .with(let lookup, let terms):
        return try with(lookup, terms.value)
      }
    } catch {
      throw error.at(loop.setting.location)
    }
  }

  private func render(_ value: Value) throws(Diagnostic) -> Value {
    let rendered = try scope.render(value)
    if case .undefined(let undefined) = rendered { throw undefined.diagnostic }
    return rendered
  }

  private func list(_ value: Value) throws(Diagnostic) -> [Value] {
    switch value {
    case .list(let elements): return elements
    case .object(let object):
      if let elements = try object.elements() { return elements }
    default: break
    }
    throw Diagnostic(
      .invalid,
      "Invalid data passed to 'loop', it requires a list, got this instead: \(value.text).",
      hint:
        "If you passed a list/dict of just one element, try adding wantlist=True to your lookup "
        + "invocation or use q/query instead of lookup.")
  }

  /// `with_NAME`: what the lookup makes of the terms. Terms that are no list are a list of one, and
  /// a bare word that names a variable means the variable, as it always did.
  private func with(_ lookup: String, _ value: Value) throws(Diagnostic) -> [Value] {
    var terms = try render(bare(value))
    if lookup == "first_found", terms.list == nil { terms = .list([terms]) }
    if lookup == "subelements" || lookup == "dict" || lookup == "sequence" || terms.list != nil {
      return try scope.run.lookup(lookup, terms.list ?? [terms], [:], scope)
    }
    return try scope.run.lookup(lookup, [terms], [:], scope)
  }

  private func bare(_ value: Value) throws(Diagnostic) -> Value {
    guard case .string(let name) = value, VariableName.isValid(name),
      let variable = try scope.value(of: name)
    else { return value }
    return variable
  }
}
