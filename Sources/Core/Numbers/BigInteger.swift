/// An integer beyond the range of `Int`, as Python has them: `2 ** 64`, a hash as a number. Integers inside
/// the range are always `.int`, so a `BigInteger` never equals one.
package final class BigInteger: Object {
  package let number: WideInteger

  package init(_ number: WideInteger) { self.number = number }

  package var typeName: String { "int" }
  package var text: String { number.text(radix: 10) }
  package var isNumber: Bool { true }
  package func equals(_ other: any Object) -> Bool { (other as? BigInteger)?.number == number }
  package var hashSeed: Int { number.hashValue }
}

/// Sign and magnitude of an integer of any size.
package struct WideInteger: Hashable, Sendable {
  package var isNegative: Bool
  /// Digits to the base 2³², the lowest first, without zeros at the top.
  var limbs: [UInt32]

  /// Larger results are errors: Python refuses to print them too (4300 digits).
  package static let bitLimit = 14284

  package init(_ number: Int) { self.init(number < 0, magnitude: UInt64(number.magnitude)) }

  init(_ isNegative: Bool, magnitude: UInt64) {
    self.init(isNegative, [UInt32(truncatingIfNeeded: magnitude), UInt32(magnitude >> 32)])
  }

  init(_ isNegative: Bool, _ limbs: [UInt32]) {
    self.limbs = limbs
    while self.limbs.last == 0 { self.limbs.removeLast() }
    self.isNegative = isNegative && !self.limbs.isEmpty
  }

  /// A number in words of 32 bits, the lowest first.
  package init(words: [UInt32]) { self.init(false, words) }

  /// The magnitude in words of 32 bits, the lowest first; at least one.
  package var words: [UInt32] { limbs.isEmpty ? [0] : limbs }

  /// The whole part of a number; nil for NaN and the infinities.
  package init?(_ number: Double) {
    guard number.isFinite else { return nil }
    let whole = number.rounded(.towardZero).magnitude
    let exponent = whole < 1 ? 0 : Int(whole.exponent)
    if exponent < 64 {
      self.init(number < 0, magnitude: UInt64(whole))
    } else {
      let significand = WideInteger(false, magnitude: UInt64(whole.significand * 0x1p63))
      self.init(number < 0, significand.shifted(left: exponent - 63).limbs)
    }
  }

  /// Digits without a sign; nil where one is none of the radix, or there are too many.
  package init?(digits: some Sequence<UInt8>, radix: Int, isNegative: Bool) {
    var limbs: [UInt32] = []
    for byte in digits {
      guard let digit = Self.digit(byte), digit < radix, limbs.count * 32 <= Self.bitLimit else {
        return nil
      }
      var carry = UInt64(digit)
      for index in limbs.indices {
        carry += UInt64(limbs[index]) * UInt64(radix)
        limbs[index] = UInt32(truncatingIfNeeded: carry)
        carry >>= 32
      }
      if carry > 0 { limbs.append(UInt32(carry)) }
    }
    self.init(isNegative, limbs)
  }

  private static func digit(_ byte: UInt8) -> Int? {
    switch byte {
    case 0x30...0x39: Int(byte - 0x30)
    case 0x41...0x5A: Int(byte - 0x41) + 10
    case 0x61...0x7A: Int(byte - 0x61) + 10
    default: nil
    }
  }

  package var isZero: Bool { limbs.isEmpty }

  package var bitWidth: Int {
    limbs.last.map { limbs.count * 32 - $0.leadingZeroBitCount } ?? 0
  }

  /// nil where it does not fit.
  package var int: Int? {
    if limbs.count > 2 { return nil }
    let low = UInt64(limbs.first ?? 0)
    let magnitude = low | (limbs.count > 1 ? UInt64(limbs[1]) << 32 : 0)
    if isNegative { return magnitude <= 1 << 63 ? Int(truncatingIfNeeded: 0 &- magnitude) : nil }
    return Int(exactly: magnitude)
  }

  /// The nearest number; infinite where there is none.
  package var double: Double {
    let width = bitWidth
    if width <= 64 { return (isNegative ? -1 : 1) * Double(shifted(right: 0).low) }
    let dropped = width - 64
    let top = shifted(right: dropped)
    // What was dropped decides ties only.
    let isInexact =
      limbs.prefix(dropped / 32).contains { $0 != 0 }
      || limbs[dropped / 32] & (1 << UInt32(dropped % 32) - 1) != 0
    let rounded = Double(top.low | (isInexact ? 1 : 0))
    return (isNegative ? -1 : 1) * (width > 1024 ? .infinity : rounded * powerOfTwo(dropped))
  }

  private func powerOfTwo(_ exponent: Int) -> Double {
    Double(sign: .plus, exponent: exponent, significand: 1)
  }

  private var low: UInt64 {
    UInt64(limbs.first ?? 0) | (limbs.count > 1 ? UInt64(limbs[1]) << 32 : 0)
  }

  /// Digits with a minus sign where it is negative.
  package func text(radix: Int, uppercase: Bool = false) -> String {
    if limbs.isEmpty { return "0" }
    var parts: [String] = []
    var rest = self
    // As many digits at once as fit a limb.
    var (chunk, size) = (UInt32(radix), 1)
    while chunk <= UInt32.max / UInt32(radix) { (chunk, size) = (chunk * UInt32(radix), size + 1) }
    while !rest.limbs.isEmpty {
      let digits = String(rest.divideMagnitude(by: chunk), radix: radix, uppercase: uppercase)
      let isLast = rest.limbs.isEmpty
      parts.append(
        isLast ? digits : String(repeating: "0", count: size - digits.utf8.count) + digits)
    }
    return (isNegative ? "-" : "") + parts.reversed().joined()
  }

  /// Divides the magnitude and gives the remainder.
  private mutating func divideMagnitude(by divisor: UInt32) -> UInt32 {
    var remainder: UInt64 = 0
    for index in limbs.indices.reversed() {
      remainder = remainder << 32 | UInt64(limbs[index])
      limbs[index] = UInt32(remainder / UInt64(divisor))
      remainder %= UInt64(divisor)
    }
    while limbs.last == 0 { limbs.removeLast() }
    return UInt32(remainder)
  }
}
