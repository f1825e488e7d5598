import Core

/// Methods of Python's `int` and `float`.
enum NumberMethods {
  static let all = [
    Method("bit_length") { (receiver, arguments) throws(Diagnostic) in
      .int(try integer(receiver, arguments).bitWidth)
    },
    Method("is_integer") { (receiver, arguments) throws(Diagnostic) in
      guard case .float(let number) = receiver else { throw missing(receiver, "is_integer") }
      return .bool(number.isFinite && number.rounded() == number)
    },
    Method("conjugate") { (receiver, _) in
      if case .bool(let flag) = receiver { return .int(flag ? 1 : 0) }
      return receiver
    },
  ]

  private static func integer(
    _ receiver: Value, _ arguments: Arguments
  ) throws(Diagnostic) -> WideInteger {
    guard let number = receiver.wideInteger else { throw missing(receiver, "bit_length") }
    return number
  }

  private static func missing(_ receiver: Value, _ name: String) -> Diagnostic {
    Diagnostic(.undefined, Attributes.missing(receiver, name))
  }
}
