import Core

/// Where a value comes from that an expression passes on: a variable, and the keys below it.
struct ValueSource: Sendable {
  let name: String
  var keys: [Value] = []
}

extension Compiler {
  /// The variables whose value an expression may give as it is.
  func sources(_ expression: Expression) -> [ValueSource] {
    switch expression.kind {
    case .name(let name): symbols.resolve(name).isEmpty ? [ValueSource(name: name)] : []
    case .attribute(let base, let name): below(base, .string(name))
    case .item(let base, let key):
      if case .constant(let key) = key.kind { below(base, key) } else { [] }
    case .filter(let input?, "default", let call), .filter(let input?, "d", let call),
      .filter(let input?, "mandatory", let call):
      sources(input) + (call.positional.first.map(sources) ?? [])
    case .conditional(_, let then, let otherwise): sources(then) + (otherwise.map(sources) ?? [])
    case .and(let left, let right), .or(let left, let right): sources(left) + sources(right)
    default: []
    }
  }

  private func below(_ base: Expression, _ key: Value) -> [ValueSource] {
    switch base.kind {
    case .name, .attribute, .item:
      sources(base).map { ValueSource(name: $0.name, keys: $0.keys + [key]) }
    default: []
    }
  }
}

extension JinjaEnvironment {
  /// Whether what a template gave came unchanged from a variable whose own template gives text for good, such as
  /// `{{ … | to_json }}`: then it stays text.
  func passesText(_ compiled: CompiledTemplate, _ scope: any Scope, depth: Int = 10) -> Bool {
    depth > 0
      && compiled.sources.contains { isText(scope.written($0.name), $0.keys[...], scope, depth) }
  }

  private func isText(
    _ written: Value?, _ keys: ArraySlice<Value>, _ scope: any Scope, _ depth: Int
  ) -> Bool {
    switch written {
    case .template(let template)?:
      guard depth > 0, let compiled = try? compile(template, .literalInVariables) else {
        return false
      }
      if keys.isEmpty { return compiled.givesText || passesText(compiled, scope, depth: depth - 1) }
      guard compiled.sources.count == 1, let source = compiled.sources.first else { return false }
      return isText(scope.written(source.name), source.keys + keys, scope, depth - 1)
    case .map(let map)?:
      guard let key = keys.first else { return false }
      return isText(map[key], keys.dropFirst(), scope, depth)
    case .list(let elements)?:
      guard let index = keys.first?.asInteger, elements.indices.contains(index) else {
        return false
      }
      return isText(elements[index], keys.dropFirst(), scope, depth)
    default: return false
    }
  }
}
