import Core

/// Puts the records of one reply together.
struct ResultBuilder: Sendable {
  let id: Int
  private var warnings: [String] = []
  private var foresight: [String] = []
  private var before = Map()
  private var after = Map()
  /// The open maps and lists, the result itself first.
  private var open: [Level] = [Level(key: "", isList: false)]

  private struct Level: Sendable {
    let key: String
    let isList: Bool
    var map = Map()
    var list: [Value] = []

    var value: Value { isList ? .list(list) : .map(map) }
  }

  init(id: Int) { self.id = id }

  mutating func put(_ key: String, _ value: Value) {
    let top = open.count - 1
    if open[top].isList { open[top].list.append(value) } else { open[top].map[key] = value }
  }

  mutating func open(_ key: String, isList: Bool) { open.append(Level(key: key, isList: isList)) }

  mutating func close() {
    guard open.count > 1 else { return }
    let level = open.removeLast()
    put(level.key, level.value)
  }

  /// - Returns: whether the kind of record is known.
  mutating func field(_ kind: UInt8, _ key: String, _ text: String) -> Bool {
    switch kind {
    case UInt8(ascii: "s"): put(key, .string(text))
    case UInt8(ascii: "j"): put(key, Self.value(text))
    case UInt8(ascii: "J"):
      if let value = try? JSONReader.read(Array(text.utf8), strict: true) { put(key, value) }
    case UInt8(ascii: "w"): warnings.append(text)
    case UInt8(ascii: "f"): foresight.append(text)
    case UInt8(ascii: "<"): before[key] = Self.difference(key, text)
    case UInt8(ascii: ">"): after[key] = Self.difference(key, text)
    default: return false
    }
    return true
  }

  /// A field of the diff; owners and groups that are numbers are so in Ansible's too.
  private static func difference(_ key: String, _ text: String) -> Value {
    ["owner", "group"].contains(key) ? Int(text).map(Value.int) ?? .string(text) : .string(text)
  }

  private static func value(_ text: String) -> Value {
    switch text {
    case "true": true
    case "false": false
    default: (try? JSONReader.read(Array(text.utf8))) ?? .string(text)
    }
  }

  /// The whole reply. A script that died is a failure with the words of the shell.
  func reply(_ end: CallEnd, errors: String) -> ModuleReply {
    var values = open[0].map
    if !before.isEmpty || !after.isEmpty, values["diff"] == nil {
      values["diff"] = ["before": .map(before), "after": .map(after)]
    }
    var status = 0
    if case .died(let code) = end {
      status = code
      values["failed"] = true
      values["changed"] = values["changed"] ?? false
      values["rc"] = .int(status)
      values["module_stderr"] = .string(errors)
      values["msg"] = .string(
        "MODULE FAILURE: the module's script ended with status \(status)"
          + (errors.isEmpty ? "" : ": \(errors)"))
    }
    return ModuleReply(
      id: id, values: values, warnings: warnings, status: status, isSkippedAhead: end == .skipped,
      foresight: foresight)
  }
}
