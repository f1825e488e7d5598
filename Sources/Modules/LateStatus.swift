import Core

/// A call that may tell the status of its file late.
struct LateStatus: Sendable {
  let path: String
  /// Four digits that the file is to have; nil where the task names none.
  let mode: String?
  private let parameter: String

  /// - Returns: nil for a call whose changes may be others than those of one plain path.
  init?(_ call: ModuleCall, _ spec: ModuleSpec) {
    guard !call.checkMode, let rule = spec.late.first(where: { $0.allows(call.arguments) }),
      let path = call.arguments[rule.path].string, Self.isPlain(path)
    else { return nil }
    (self.path, parameter) = (path, rule.path)
    guard call.arguments.isGiven("mode") else {
      mode = nil
      return
    }
    guard let number = call.arguments["mode"].string.flatMap({ Int($0, radix: 8) }),
      (0...0o777).contains(number)
    else { return nil }
    let digits = String(number, radix: 8)
    mode = String(repeating: "0", count: 4 - digits.utf8.count) + digits
  }

  /// For the script, after its parameters.
  var assignments: String { "_late=1 _late_path=$p_\(parameter)\n" }

  /// Whether the text of the path says all: from the root, and nothing that the shell expands.
  private static func isPlain(_ path: String) -> Bool {
    // Of the part between slashes; what stands before the first one counts as a good part.
    var (length, dots) = (1, 0)
    var isGood: Bool { length > dots || length > 2 }
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "/"):
        if !isGood { return false }
        (length, dots) = (0, 0)
      case UInt8(ascii: "$"), UInt8(ascii: "\n"): return false
      default:
        length += 1
        if byte == UInt8(ascii: ".") { dots += 1 }
      }
    }
    return isGood && path.utf8.first == UInt8(ascii: "/")
  }
}

extension ModuleSpec.Late {
  /// Whether a call gives nothing but what may be given.
  fileprivate func allows(_ arguments: Arguments) -> Bool {
    arguments.values.allSatisfy { parameter, value, isGiven in
      guard let wanted = allowed[parameter.name] else { return !isGiven }
      return wanted == nil || wanted == value.bool.map(String.init) ?? value.text
    }
  }
}

/// The paths whose status calls owe, as far as the controller can know.
struct OwedStatus: Sendable {
  /// Whether somebody will settle at the end.
  var isOn = false
  private var paths: [String] = []

  /// So many paths are asked about at once at most.
  private static let limit = 128

  /// Shell text that settles, where the next call could change the status of what is owed: the same
  /// path, one above or below it, or anything.
  ///
  /// - Parameter call: nil for a call of which nothing is known.
  mutating func settling(before call: LateStatus?) -> [UInt8] {
    let isClear = call.map { call in
      paths.count < Self.limit && !paths.contains { Self.touch($0, call.path) }
    }
    var text: [UInt8] = []
    if !paths.isEmpty, isClear != true {
      text = Array("_settle\n".utf8)
      paths = []
    }
    if let call { paths.append(call.path) }
    return text
  }

  private static func touch(_ one: String, _ other: String) -> Bool {
    one == other || one.hasPrefix(other + "/") || other.hasPrefix(one + "/")
  }
}
