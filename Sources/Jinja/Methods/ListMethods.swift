import Core

/// Python's `list` methods; tuples have those that change nothing.
enum ListMethods {
  static let all = [
    Method("append", ["object"], required: 1, mutating: true, takesUndefined: true, append),
    Method("extend", ["iterable"], required: 1, mutating: true, extend),
    Method(
      "insert", ["index", "object"], required: 2, mutating: true, takesUndefined: true, insert),
    Method("pop", ["index"], mutating: true, pop),
    Method("remove", ["value"], required: 1, mutating: true, takesUndefined: true, remove),
    Method("clear", mutating: true, clear),
    Method("sort", ["key", "reverse"], passed: .byName, mutating: true, sort),
    Method("reverse", mutating: true, reverse),
    Method("index", ["value", "start", "stop"], required: 1, takesUndefined: true, index),
    Method("count", ["value"], required: 1, takesUndefined: true, count),
    Method("copy", copy),
    Method(
      "__setitem__", ["index", "value"], required: 2, mutating: true, takesUndefined: true, setItem),
  ]

  /// Runs a change on the elements without copying them.
  private static func change<Result>(
    _ receiver: inout Value, _ body: (inout [Value]) throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    guard case .list(var elements) = receiver else {
      throw Diagnostic(.internal, "a list method on \(receiver.typeName)")
    }
    receiver = .null
    defer { receiver = .list(elements) }
    return try body(&elements)
  }

  private static func append(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    try change(&receiver) { (list) throws(Diagnostic) in list.append(arguments.value(0)) }
    return .null
  }

  private static func extend(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    let more = try arguments.elements(0)
    try change(&receiver) { (list) throws(Diagnostic) in list.append(contentsOf: more) }
    return .null
  }

  private static func insert(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    let index = try arguments.exactInt(0)
    try change(&receiver) { (list) throws(Diagnostic) in
      let position = index < 0 ? max(0, index + list.count) : min(index, list.count)
      list.insert(arguments.value(1), at: position)
    }
    return .null
  }

  private static func pop(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    let index = try arguments.exactInt(0, default: -1)
    return try change(&receiver) { (list) throws(Diagnostic) in
      if list.isEmpty { throw arguments.error("pop from empty list") }
      let position = index < 0 ? index + list.count : index
      guard list.indices.contains(position) else { throw arguments.error("pop index out of range") }
      return list.remove(at: position)
    }
  }

  private static func remove(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    let value = arguments.value(0)
    return try change(&receiver) { (list) throws(Diagnostic) in
      for index in list.indices where try Ordering.apply(.equal, list[index], value) {
        list.remove(at: index)
        return .null
      }
      throw arguments.error("list.remove(x): x not in list")
    }
  }

  private static func clear(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    receiver = .list([])
    return .null
  }

  private static func sort(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    let sorted = try Ordering.sort(receiver.list ?? [], descending: try arguments.flag(1)) {
      (value) throws(Diagnostic) in value
    }
    receiver = .list(sorted)
    return .null
  }

  private static func reverse(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    try change(&receiver) { (list) throws(Diagnostic) in list.reverse() }
    return .null
  }

  private static func index(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    let elements = (receiver.object as? Row)?.values ?? receiver.list ?? []
    let (first, last) = (
      try arguments.exactInt(1), try arguments.exactInt(2, default: elements.count)
    )
    let start = first < 0 ? first + elements.count : first
    let end = last < 0 ? last + elements.count : last
    for (index, element) in elements.enumerated()
    where index >= start && index < end {
      if try Ordering.apply(.equal, element, arguments.value(0)) { return .int(index) }
    }
    throw arguments.error("\(arguments.value(0).repr) is not in list")
  }

  private static func count(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    var count = 0
    for element in (receiver.object as? Row)?.values ?? receiver.list ?? [] {
      if try Ordering.apply(.equal, element, arguments.value(0)) { count += 1 }
    }
    return .int(count)
  }

  private static func copy(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    receiver
  }

  private static func setItem(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    let index = try arguments.exactInt(0)
    try change(&receiver) { (list) throws(Diagnostic) in
      let position = index < 0 ? index + list.count : index
      guard list.indices.contains(position) else {
        throw arguments.error("list assignment index out of range")
      }
      list[position] = arguments.value(1)
    }
    return .null
  }
}
