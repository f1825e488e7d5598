import Core
import YAML

extension Value {
  /// Deeper nesting than this is an error, so that no value can exhaust the stack.
  private static let depthLimit = 500

  /// The value as YAML and JSON may write it: tuples are lists, objects that behave as dicts
  /// (`hostvars`) are maps, and dates are texts if so wanted.
  ///
  /// - Throws: the error of an undefined value anywhere in it; too deep nesting.
  func serializable(datesAsText: Bool = false, depth: Int = 0) throws(Diagnostic) -> Value {
    if depth > Self.depthLimit {
      throw Diagnostic(.evaluation, "the value is nested deeper than \(Self.depthLimit) levels")
    }
    switch self {
    case .undefined(let undefined): throw undefined.diagnostic
    case .list(let elements):
      var result: [Value] = []
      result.reserveCapacity(elements.count)
      for element in elements {
        result.append(try element.serializable(datesAsText: datesAsText, depth: depth + 1))
      }
      return .list(result)
    case .map(var map):
      for index in map.values.indices {
        map.values[index] = try map.values[index].serializable(
          datesAsText: datesAsText, depth: depth + 1)
      }
      return .map(map)
    case .object(let object): return try object.serializable(datesAsText: datesAsText, depth: depth)
    default: return self
    }
  }
}

extension Object {
  fileprivate func serializable(datesAsText: Bool, depth: Int) throws(Diagnostic) -> Value {
    switch self {
    case let tuple as Tuple:
      return try Value.list(tuple.values).serializable(datesAsText: datesAsText, depth: depth)
    case is DateTime where datesAsText:
      return .string(text.replacingFirst(" ", with: "T"))
    // The variable `omit` is a text to whoever looks at it.
    case _ where typeName == "str": return .string(text)
    default:
      guard !(self is Row), count != nil, let keys = try elements() else { return .object(self) }
      var map = Map(minimumCapacity: keys.count)
      for key in keys {
        guard let value = try definedItem(key) else { continue }
        map[key] = try value.serializable(datesAsText: datesAsText, depth: depth + 1)
      }
      return map.isEmpty && !keys.isEmpty ? .object(self) : .map(map)
    }
  }
}

extension Object {
  /// Variables of a host may be made of others that do not exist; those are left out.
  private func definedItem(_ key: Value) throws(Diagnostic) -> Value? {
    do {
      guard let value = try item(key), !value.isUndefined else { return nil }
      return value
    } catch {
      guard error.kind == .undefined else { throw error }
      return nil
    }
  }
}

/// A date is written without quotes.
extension DateTime: YAMLScalar {
  package var yaml: String { text }
}
