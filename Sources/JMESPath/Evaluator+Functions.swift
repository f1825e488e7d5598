import Core

extension Evaluator {
  /// Calls a function after its arguments have been checked.
  func call(
    _ function: Function, _ nodes: [Node], _ value: Value, at offset: Int
  ) throws(Diagnostic) -> Value {
    let parameters = function.parameters
    let isEnough =
      function.isVariadic ? nodes.count >= parameters.count : nodes.count == parameters.count
    guard isEnough else {
      throw problem(
        "\(function.rawValue)() takes \(function.isVariadic ? "at least " : "")\(parameters.count) "
          + "argument\(parameters.count == 1 ? "" : "s"), \(nodes.count) given", at: offset)
    }
    var arguments: [Value] = []
    var reference = Node.identity
    for (index, node) in nodes.enumerated() {
      let kinds = parameters[min(index, parameters.count - 1)]
      if case .reference(let inner) = node {
        guard kinds.contains(.reference) else {
          throw problem("\(function.rawValue)() takes no expression after &", at: offset)
        }
        reference = inner
        continue
      }
      let argument = try evaluate(node, value)
      guard kinds.isEmpty || kinds.contains(where: argument.isOf) else {
        let wanted = kinds.map(\.rawValue).joined(separator: " or ")
        throw problem(
          "\(function.rawValue)() takes \(wanted), not \(argument.kind?.rawValue ?? "") "
            + argument.repr, at: offset)
      }
      arguments.append(argument)
    }
    if parameters.contains([.reference]) {
      return try apply(function, arguments[0].list ?? [], reference, at: offset)
    }
    return try apply(function, arguments, at: offset)
  }

  private func problem(_ message: String, at offset: Int) -> Diagnostic {
    .expression(message, in: Array(text.utf8), at: offset)
  }

  private func apply(
    _ function: Function, _ arguments: [Value], at offset: Int
  ) throws(Diagnostic) -> Value {
    let first = arguments[0]
    let list = first.list ?? []
    switch function {
    case .abs, .ceil, .floor: return try rounded(function, first, at: offset)
    case .sum: return sum(list)
    case .avg: return list.isEmpty ? .null : .float((sum(list).asDouble ?? 0) / Double(list.count))
    case .max: return list.max { ($0.order(to: $1) ?? 0) < 0 } ?? .null
    case .min: return list.min { ($0.order(to: $1) ?? 0) < 0 } ?? .null
    case .sort: return .list(list.sorted { ($0.order(to: $1) ?? 0) < 0 })
    case .merge: return .map(arguments.reduce(into: Map()) { $0.merge($1.map ?? [:]) { $1 } })
    case .notNull: return arguments.first { !$0.isNull } ?? .null
    case .toArray: return first.list == nil ? .list([first]) : first
    case .keys: return .list(Array((first.map ?? [:]).keys))
    case .values: return .list(Array((first.map ?? [:]).values))
    case .type: return .string(first.kind?.rawValue ?? "")
    case .length: return .int(first.list?.count ?? first.map?.count ?? first.scalarCount)
    default: return try applyToTexts(function, arguments, at: offset)
    }
  }

  private func applyToTexts(
    _ function: Function, _ arguments: [Value], at offset: Int
  ) throws(Diagnostic) -> Value {
    let first = arguments[0]
    let text = first.string ?? ""
    switch function {
    case .contains:
      if let list = first.list { return .bool(list.contains(arguments[1])) }
      guard let part = arguments[1].string else {
        throw problem("a string contains strings only, not \(arguments[1].repr)", at: offset)
      }
      return .bool(part.isEmpty || text.utf8.firstRange(of: part.utf8) != nil)
    case .startsWith: return .bool(text.utf8.starts(with: (arguments[1].string ?? "").utf8))
    case .endsWith:
      return .bool(text.utf8.reversed().starts(with: (arguments[1].string ?? "").utf8.reversed()))
    case .join: return .string((arguments[1].list ?? []).map(\.text).joined(separator: text))
    case .reverse:
      if let list = first.list { return .list(list.reversed()) }
      return .string(String(String.UnicodeScalarView(text.unicodeScalars.reversed())))
    case .toString:
      return first.string == nil ? .string(Self.json(first)) : first
    case .toNumber: return number(first)
    default: return .null
    }
  }

  private func number(_ value: Value) -> Value {
    if value.isNumber { return value }
    guard let text = value.string else { return .null }
    let trimmed = text.trimmingBlanks
    guard trimmed.utf8.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) })
    else { return .null }
    return Int(trimmed).map(Value.int) ?? Double(trimmed).map(Value.float) ?? .null
  }

  private func sum(_ list: [Value]) -> Value {
    var whole = 0
    for element in list {
      guard let number = element.int, !whole.addingReportingOverflow(number).overflow else {
        return .float(list.reduce(0) { $0 + ($1.asDouble ?? 0) })
      }
      whole += number
    }
    return .int(whole)
  }

  private func rounded(
    _ function: Function, _ value: Value, at offset: Int
  ) throws(Diagnostic) -> Value {
    if let number = value.int, number != .min {
      return .int(function == .abs ? Swift.abs(number) : number)
    }
    let number = value.asDouble ?? 0
    if function == .abs { return .float(Swift.abs(number)) }
    guard let whole = Int(exactly: number.rounded(function == .ceil ? .up : .down)) else {
      throw problem("\(value.repr) has no whole number near it", at: offset)
    }
    return .int(whole)
  }

  /// JSON without blanks.
  private static func json(_ value: Value) -> String {
    let writer = JSONWriter(escapesNonASCII: true)
    switch value {
    case .list(let elements): return "[" + elements.map(json).joined(separator: ",") + "]"
    case .map(let map):
      let entries = map.map { "\(writer.write(.string($0.key.text))):\(json($0.value))" }
      return "{" + entries.joined(separator: ",") + "}"
    default: return writer.write(value)
    }
  }

  // MARK: Functions of each element

  private func apply(
    _ function: Function, _ list: [Value], _ node: Node, at offset: Int
  ) throws(Diagnostic) -> Value {
    var keyed: [(key: Value, element: Value)] = []
    for element in list { keyed.append((try evaluate(node, element), element)) }
    if function == .map { return .list(keyed.map(\.key)) }
    for (key, _) in keyed where keyed.first.flatMap({ key.order(to: $0.key) }) == nil {
      throw problem(
        "\(function.rawValue)() takes keys that are all numbers or all strings, not \(key.repr)",
        at: offset)
    }
    let precedes = { (a: (key: Value, element: Value), b: (key: Value, element: Value)) in
      (a.key.order(to: b.key) ?? 0) < 0
    }
    switch function {
    case .maxBy:
      // The first of equals, as Python's max gives it.
      return keyed.reduce(keyed.first) { best, next in
        best.map { precedes($0, next) ? next : $0 }
      }?.element ?? .null
    case .minBy: return keyed.min(by: precedes)?.element ?? .null
    default: return .list(keyed.sorted(by: precedes).map(\.element))
    }
  }
}

extension Value {
  /// Python's `len` of a text.
  var scalarCount: Int { string?.unicodeScalars.count ?? 0 }
}

extension String {
  var trimmingBlanks: String {
    let isBlank = { (scalar: Unicode.Scalar) in scalar.properties.isWhitespace }
    var scalars = Substring(self).unicodeScalars
    while let first = scalars.first, isBlank(first) { scalars.removeFirst() }
    while let last = scalars.last, isBlank(last) { scalars.removeLast() }
    return String(scalars)
  }
}
