import Core

/// The operations of RFC 6902 that make one JSON document of another.
enum JSONDiff {
  static func operations(from source: Value, to target: Value) -> [Value] {
    var operations: [Value] = []
    compare(source, target, "", to: &operations)
    return operations
  }

  private static func operation(_ kind: String, _ path: String, _ value: Value? = nil) -> Value {
    var map: Map = ["op": .string(kind), "path": .string(path)]
    if let value { map["value"] = value }
    return .map(map)
  }

  private static func step(_ key: Value) -> String {
    "/" + key.text.replacing("~", with: "~0").replacing("/", with: "~1")
  }

  private static func compare(
    _ source: Value, _ target: Value, _ path: String, to operations: inout [Value]
  ) {
    switch (source, target) {
    case (.map(let a), .map(let b)):
      for key in a.keys where b[key] == nil {
        operations.append(operation("remove", path + step(key)))
      }
      for (key, value) in b where a[key] == nil {
        operations.append(operation("add", path + step(key), value))
      }
      for (key, value) in a {
        if let other = b[key] { compare(value, other, path + step(key), to: &operations) }
      }
    case (.list(let a), .list(let b)):
      for index in 0..<min(a.count, b.count) {
        compare(a[index], b[index], "\(path)/\(index)", to: &operations)
      }
      for index in stride(from: a.count - 1, through: b.count, by: -1) {
        operations.append(operation("remove", "\(path)/\(index)"))
      }
      for index in min(a.count, b.count)..<b.count {
        operations.append(operation("add", "\(path)/\(index)", b[index]))
      }
    default:
      // 1 and true are equal in Python, and different in JSON.
      if source != target || source.typeName != target.typeName {
        operations.append(operation("replace", path, target))
      }
    }
  }
}
