/// A position in the bytes of a short text, for matching it piece by piece.
struct Scan {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position: Int
  private let end: Int

  /// The bytes must stay where they are for as long as the scan and its pieces are used.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.init(bytes, 0..<bytes.count)
  }

  private init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
  }

  var atEnd: Bool { position == end }

  mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard position < end, bytes[position] == UInt8(ascii: scalar) else { return false }
    position += 1
    return true
  }

  /// The bytes that fulfil a condition, at most `limit`; none are an empty piece.
  mutating func piece(limit: Int = .max, where fits: (UInt8) -> Bool) -> Scan {
    let start = position
    while position < end, position - start < limit, fits(bytes[position]) { position += 1 }
    return Scan(bytes, start..<position)
  }

  /// The text without `_`.
  var plain: String {
    String(decoding: bytes[position..<end].lazy.filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
  }

  /// The whole number that the rest spells after `lead`; nil when a character does not fit or 64
  /// bits do not do.
  func integer(radix: Int, negative: Bool = false, lead: String = "") -> Int? {
    let digits = lead + plain
    // `Int` would take a second sign here.
    guard digits.utf8.first != UInt8(ascii: "+"), digits.utf8.first != UInt8(ascii: "-") else {
      return nil
    }
    return Int(negative ? "-" + digits : digits, radix: radix)
  }
}

/// The pieces of YAML 1.1 numbers.
extension Scan {
  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  /// Takes a sign; true for minus.
  mutating func sign() -> Bool {
    if take("-") { return true }
    _ = take("+")
    return false
  }

  /// Digits and `_`, or nothing.
  mutating func digitsOrNone() -> Scan {
    piece { Self.isDigit($0) || $0 == UInt8(ascii: "_") }
  }

  /// A digit, then digits and `_`.
  mutating func digits() -> Scan? {
    guard position < end, Self.isDigit(bytes[position]) else { return nil }
    return digitsOrNone()
  }

  /// A number of so many digits.
  mutating func number(_ count: ClosedRange<Int>) -> Int? {
    let digits = piece(limit: count.upperBound, where: Self.isDigit)
    return digits.end - digits.position >= count.lowerBound ? digits.integer(radix: 10) : nil
  }

  /// `:` and a number below sixty.
  mutating func sexagesimalPart() -> Int? {
    let start = position
    if take(":"), let value = number(1...2), value < 60 { return value }
    position = start
    return nil
  }

  /// `e+3`, or nothing; false for an exponent that is none.
  mutating func exponent() -> Bool {
    guard take("e") || take("E") else { return true }
    guard take("+") || take("-") else { return false }
    return !piece(where: Self.isDigit).atEnd
  }

  /// The digits of a fraction.
  mutating func fraction() -> String { piece(where: Self.isDigit).plain }

  /// Skips blanks; whether there were any.
  mutating func blanks() -> Bool {
    !piece { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.atEnd
  }
}
