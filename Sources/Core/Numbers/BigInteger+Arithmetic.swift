extension WideInteger {
  package static func + (left: WideInteger, right: WideInteger) -> WideInteger {
    if left.isNegative == right.isNegative {
      return WideInteger(left.isNegative, add(left.limbs, right.limbs))
    }
    return isLess(left.limbs, right.limbs)
      ? WideInteger(right.isNegative, subtract(right.limbs, left.limbs))
      : WideInteger(left.isNegative, subtract(left.limbs, right.limbs))
  }

  package static prefix func - (number: WideInteger) -> WideInteger {
    WideInteger(!number.isNegative, number.limbs)
  }

  package static func - (left: WideInteger, right: WideInteger) -> WideInteger { left + -right }

  package static func * (left: WideInteger, right: WideInteger) -> WideInteger {
    var product = [UInt32](repeating: 0, count: left.limbs.count + right.limbs.count)
    for (i, a) in left.limbs.enumerated() {
      var carry: UInt64 = 0
      for (j, b) in right.limbs.enumerated() {
        carry += UInt64(product[i + j]) + UInt64(a) * UInt64(b)
        product[i + j] = UInt32(truncatingIfNeeded: carry)
        carry >>= 32
      }
      product[i + right.limbs.count] = UInt32(carry)
    }
    return WideInteger(left.isNegative != right.isNegative, product)
  }

  /// Quotient rounded towards minus infinity and the remainder with the divisor's sign, as Python
  /// has them. The divisor must not be zero.
  package func divided(by divisor: WideInteger) -> (quotient: WideInteger, remainder: WideInteger) {
    var (quotient, rest) = (limbs, [UInt32]())
    quotient = Array(repeating: 0, count: limbs.count)
    // Bit by bit: the numbers are small enough.
    for bit in stride(from: bitWidth - 1, through: 0, by: -1) {
      rest = Self.doubled(rest, adding: limbs[bit / 32] >> UInt32(bit % 32) & 1)
      if !Self.isLess(rest, divisor.limbs) {
        rest = Self.subtract(rest, divisor.limbs)
        while rest.last == 0 { rest.removeLast() }
        quotient[bit / 32] |= 1 << UInt32(bit % 32)
      }
    }
    let isNegative = self.isNegative != divisor.isNegative
    let whole = WideInteger(isNegative, quotient)
    let remainder = WideInteger(self.isNegative, rest)
    if isNegative, !rest.isEmpty { return (whole - WideInteger(1), remainder + divisor) }
    return (whole, remainder)
  }

  /// nil where the result is larger than `bitLimit`.
  package func power(_ exponent: Int) -> WideInteger? {
    var (result, base, left) = (WideInteger(1), self, exponent)
    while left > 0 {
      if left & 1 == 1 { result = result * base }
      left >>= 1
      if left > 0 { base = base * base }
      if result.bitWidth > Self.bitLimit || base.bitWidth > Self.bitLimit { return nil }
    }
    return result
  }

  package func shifted(left count: Int) -> WideInteger {
    var shifted = [UInt32](repeating: 0, count: count / 32)
    var carry: UInt32 = 0
    let bits = UInt32(count % 32)
    for limb in limbs {
      shifted.append(limb << bits | carry)
      carry = bits == 0 ? 0 : limb >> (32 - bits)
    }
    return WideInteger(isNegative, shifted + [carry])
  }

  /// Without the lowest bits of the magnitude.
  package func shifted(right count: Int) -> WideInteger {
    let bits = UInt32(count % 32)
    var shifted = Array(limbs.dropFirst(count / 32))
    for index in shifted.indices {
      let above = index + 1 < shifted.count && bits > 0 ? shifted[index + 1] << (32 - bits) : 0
      shifted[index] = shifted[index] >> bits | above
    }
    return WideInteger(isNegative, shifted)
  }

  private static func add(_ a: [UInt32], _ b: [UInt32]) -> [UInt32] {
    var sum: [UInt32] = []
    var carry: UInt64 = 0
    for index in 0..<max(a.count, b.count) {
      carry += UInt64(index < a.count ? a[index] : 0) + UInt64(index < b.count ? b[index] : 0)
      sum.append(UInt32(truncatingIfNeeded: carry))
      carry >>= 32
    }
    return sum + [UInt32(carry)]
  }

  /// `a` must not be less than `b`.
  private static func subtract(_ a: [UInt32], _ b: [UInt32]) -> [UInt32] {
    var difference = a
    var borrow = false
    for index in difference.indices {
      let (first, low) = a[index].subtractingReportingOverflow(index < b.count ? b[index] : 0)
      let (second, lower) = first.subtractingReportingOverflow(borrow ? 1 : 0)
      difference[index] = second
      borrow = low || lower
    }
    return difference
  }

  private static func doubled(_ limbs: [UInt32], adding bit: UInt32) -> [UInt32] {
    var out = limbs
    var carry = bit
    for index in out.indices { (out[index], carry) = (out[index] << 1 | carry, out[index] >> 31) }
    if carry > 0 { out.append(carry) }
    return out
  }

  /// Magnitudes without zeros at the top.
  private static func isLess(_ a: [UInt32], _ b: [UInt32]) -> Bool {
    if a.count != b.count { return a.count < b.count }
    for index in a.indices.reversed() where a[index] != b[index] { return a[index] < b[index] }
    return false
  }
}

extension WideInteger: Comparable {
  package static func < (left: WideInteger, right: WideInteger) -> Bool {
    if left.isNegative != right.isNegative { return left.isNegative }
    return left.isNegative ? isLess(right.limbs, left.limbs) : isLess(left.limbs, right.limbs)
  }
}

extension Value {
  /// `.int` where it fits.
  package static func integer(_ number: WideInteger) -> Value {
    number.int.map(Value.int) ?? .object(BigInteger(number))
  }

  /// The whole number of an int of any size or a bool.
  package var wideInteger: WideInteger? {
    if case .object(let object) = self { return (object as? BigInteger)?.number }
    return asInteger.map { WideInteger($0) }
  }
}
