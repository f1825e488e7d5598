import Core

/// Methods of Python's `int` and `float`.
enum NumberMethods {
  static let all = [
    Method("bit_length") { (receiver, _) throws(Diagnostic) in
      .int(try integer(receiver, "bit_length").bitWidth)
    },
    Method("bit_count") { (receiver, _) throws(Diagnostic) in
      .int(try integer(receiver, "bit_count").text(radix: 2).utf8.count { $0 == 0x31 })
    },
    Method("as_integer_ratio", ratio),
    Method("hex", hex),
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
    _ receiver: Value, _ name: String
  ) throws(Diagnostic) -> WideInteger {
    guard let number = receiver.wideInteger else { throw missing(receiver, name) }
    return number
  }

  /// The number as a fraction in lowest terms.
  private static func ratio(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    if let number = receiver.wideInteger { return .tuple(.integer(number), 1) }
    guard case .float(let number) = receiver, number.isFinite else {
      throw arguments.error("cannot convert \(receiver.text) to integer ratio")
    }
    if number == 0 { return .tuple(0, 1) }
    var (whole, exponent) = (Int(number.significand * 0x1p52), Int(number.exponent) - 52)
    while whole % 2 == 0 { (whole, exponent) = (whole / 2, exponent + 1) }
    let power = WideInteger(1).shifted(left: abs(exponent))
    let signed = WideInteger(number < 0 ? -whole : whole)
    return exponent < 0
      ? .tuple(.integer(signed), .integer(power)) : .tuple(.integer(signed * power), 1)
  }

  /// The number in hexadecimal digits, none of them rounded.
  private static func hex(_ receiver: inout Value, _ arguments: Arguments) throws(Diagnostic)
    -> Value
  {
    guard case .float(let number) = receiver else { throw missing(receiver, "hex") }
    guard number.isFinite else { return .string(receiver.text) }
    let sign = number.sign == .minus ? "-" : ""
    if number == 0 { return .string(sign + "0x0.0p+0") }
    let digits = PythonText.hex(UInt64(number.significandBitPattern), width: 13)
    let exponent = number.isNormal ? Int(number.exponent) : -1022
    let power = exponent < 0 ? "\(exponent)" : "+\(exponent)"
    return .string("\(sign)0x\(number.isNormal ? 1 : 0).\(digits)p\(power)")
  }

  private static func missing(_ receiver: Value, _ name: String) -> Diagnostic {
    Diagnostic(.undefined, Attributes.missing(receiver, name))
  }
}
