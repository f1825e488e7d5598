import Core

/// Python's `dict` methods.
enum MapMethods {
  static let all = [
    Method("get", ["key", "default"], required: 1, takesUndefined: true, get),
    Method("items", items),
    Method("keys", keys),
    Method("values", values),
    Method("copy", copy),
    Method("update", ["other", "**"], mutating: true, update),
    Method(
      "setdefault", ["key", "default"], required: 1, mutating: true, takesUndefined: true,
      setDefault),
    Method("pop", ["key", "default"], required: 1, mutating: true, takesUndefined: true, pop),
    Method("popitem", mutating: true, popItem),
    Method("clear", mutating: true, clear),
    Method("fromkeys", ["iterable", "value"], required: 1, takesUndefined: true, fromKeys),
    Method(
      "__setitem__", ["key", "value"], required: 2, mutating: true, takesUndefined: true, setItem),
  ]

  private static func change<Result>(
    _ receiver: inout Value, _ body: (inout Map) throws(Diagnostic) -> Result
  ) throws(Diagnostic) -> Result {
    guard case .map(var map) = receiver else {
      throw Diagnostic(.internal, "a dict method on \(receiver.typeName)")
    }
    receiver = .null
    defer { receiver = .map(map) }
    return try body(&map)
  }

  private static func get(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    try arguments.value(0).requireHashable()
    return receiver.map?[arguments.value(0)] ?? arguments.value(1)
  }

  private static func fromKeys(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    var map = Map()
    for key in try arguments.elements(0) {
      try key.requireHashable()
      map[key] = arguments.value(1)
    }
    return .map(map)
  }

  private static func items(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    .object(MapView("items", (receiver.map ?? [:]).map { .tuple($0.key, $0.value) }))
  }

  private static func keys(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    .object(MapView("keys", Array((receiver.map ?? [:]).keys)))
  }

  private static func values(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    .object(MapView("values", Array((receiver.map ?? [:]).values)))
  }

  private static func copy(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    receiver
  }

  private static func update(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    let more = try arguments[0].map(Conversion.map) ?? [:]
    try change(&receiver) { (map) throws(Diagnostic) in
      for (key, value) in more { map[key] = value }
      for (key, value) in arguments.keywords { map[key] = value }
    }
    return .null
  }

  private static func setDefault(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    let key = arguments.value(0)
    try key.requireHashable()
    return try change(&receiver) { (map) throws(Diagnostic) in
      if let value = map[key] { return value }
      map[key] = arguments.value(1)
      return arguments.value(1)
    }
  }

  private static func pop(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    let key = arguments.value(0)
    if receiver.map?.isEmpty == false { try key.requireHashable() }
    return try change(&receiver) { (map) throws(Diagnostic) in
      if let value = map.removeValue(forKey: key) ?? arguments[1] { return value }
      throw arguments.error("the key \(key.repr) does not exist")
    }
  }

  private static func popItem(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    try change(&receiver) { (map) throws(Diagnostic) in
      if map.isEmpty { throw arguments.error("popitem(): dictionary is empty") }
      let (key, value) = map.removeLast()
      return .tuple(key, value)
    }
  }

  private static func clear(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    receiver = .map([:])
    return .null
  }

  private static func setItem(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    try arguments.value(0).requireHashable()
    try change(&receiver) { (map) throws(Diagnostic) in map[arguments.value(0)] = arguments.value(1)
    }
    return .null
  }
}
