import Addresses
import Core

extension Filters {
  /// Queries about addresses: `ansible.utils.ipaddr` and the filters that are made of it.
  static let ipFilters: [String: Filter] = [
    "ipaddr": Filter(["query", "version", "alias"], ipaddr),
    "ipv4": Filter(["query"]) { (input, arguments, _) throws(Diagnostic) in
      try ipaddr(input, arguments, version: .four)
    },
    "ipv6": Filter(["query"]) { (input, arguments, _) throws(Diagnostic) in
      try ipaddr(input, arguments, version: .six)
    },
    "ipwrap": Filter(["query"], wrap),
  ]

  private static func ipaddr(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let number = try arguments.optionalInt(1) ?? 0
    let version = IPAddress.Version(rawValue: number)
    // No address has another version.
    if number != 0, version == nil { return input.list == nil ? false : [] }
    return try ipaddr(input, arguments, version: version)
  }

  private static func ipaddr(
    _ input: Value, _ arguments: Arguments, version: IPAddress.Version?
  ) throws(Diagnostic) -> Value {
    guard input.string != nil || input.asInteger != nil || input.sequence != nil else {
      throw arguments.error("an address or a list is needed, not \(input.typeName) \(input.repr)")
    }
    let query = try arguments.string(0)
    do throws(Diagnostic) {
      return try answer(input, query, version)
    } catch {
      throw arguments.error(error.message)
    }
  }

  /// The answer to a query; of a list, the answers that are true.
  static func answer(
    _ value: Value, _ query: String, _ version: IPAddress.Version? = nil
  ) throws(Diagnostic) -> Value {
    if let elements = value.sequence {
      var answers: [Value] = []
      for element in elements {
        let found = try answer(element, query, version)
        if found.isTrue { answers.append(found) }
      }
      return .list(answers)
    }
    guard let subject = IPSubject(value, version: version) else { return false }
    if let query = IPQueries.all[query] { return try query(subject) }
    if PythonNumber.integer(query) == nil, let around = IPSubject(.string(query)) {
      return around.network.cidr.contains(subject.network.cidr) ? subject.value : .null
    }
    guard PythonNumber.float(query) != nil else {
      throw Diagnostic(
        .evaluation, "unknown filter type: \(query)",
        hint: Suggestion.hint(for: query, among: IPQueries.all.keys.sorted()))
    }
    if subject.network.isSingle {
      return subject.isNetwork ? .text(subject.network) : .text(subject.address)
    }
    guard let index = PythonNumber.integer(query), let host = subject.network[index] else {
      return false
    }
    return .string("\(host)/\(subject.network.prefix)")
  }

  /// Brackets around IPv6; all else stays.
  private static func wrap(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let query = try arguments.string(0)
    if let elements = input.sequence {
      return .list(elements.map { isTrue($0, query) ? wrapped($0) : $0 })
    }
    guard input.string != nil || input.bool != nil else {
      throw arguments.error("an address or a list is needed, not \(input.typeName) \(input.repr)")
    }
    guard let found = try? answer(input, query), found.isTrue else { return input }
    return wrapped(found)
  }

  private static func isTrue(_ value: Value, _ query: String) -> Bool {
    (try? answer(value, query).isTrue) ?? false
  }

  private static func wrapped(_ value: Value) -> Value { (try? answer(value, "wrap")) ?? value }
}
