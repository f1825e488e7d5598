/// The text that a template writes: bytes of UTF-8.
struct TextBuffer: ~Copyable {
  private var base = UnsafeMutablePointer<UInt8>(bitPattern: 1).unsafelyUnwrapped
  private var capacity = 0
  private(set) var count = 0

  init(capacity: Int = 0) {
    if capacity > 0 { grow(capacity) }
  }

  deinit { if capacity > 0 { base.deallocate() } }

  /// Empties itself, and has room for so many bytes. A large buffer does not wait for the next large text.
  mutating func prepare(_ size: Int) {
    count = 0
    if capacity > 1 << 17 {
      base.deallocate()
      capacity = 0
    }
    if capacity < size { grow(size) }
  }

  // MARK: Writing

  @inline(__always)
  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let start = bytes.baseAddress else { return }
    reserve(bytes.count)
    Self.copy(start, base + count, bytes.count)
    count += bytes.count
  }

  /// Most texts are short: those are copied in two pieces, which may overlap.
  @inline(__always)
  private static func copy(
    _ from: UnsafePointer<UInt8>, _ to: UnsafeMutablePointer<UInt8>, _ size: Int
  ) {
    if size > 16 {
      to.update(from: from, count: size)
    } else if size >= 8 {
      copyEnds(UInt64.self, from, to, size)
    } else if size >= 4 {
      copyEnds(UInt32.self, from, to, size)
    } else {
      for index in 0..<size { to[index] = from[index] }
    }
  }

  @inline(__always)
  private static func copyEnds<Piece: FixedWidthInteger & BitwiseCopyable>(
    _ piece: Piece.Type, _ from: UnsafePointer<UInt8>, _ to: UnsafeMutablePointer<UInt8>,
    _ size: Int
  ) {
    let (from, to) = (UnsafeRawPointer(from), UnsafeMutableRawPointer(to))
    let last = size - MemoryLayout<Piece>.size
    let (head, tail) = (
      from.loadUnaligned(as: Piece.self), from.loadUnaligned(fromByteOffset: last, as: Piece.self)
    )
    to.storeBytes(of: head, as: Piece.self)
    to.storeBytes(of: tail, toByteOffset: last, as: Piece.self)
  }

  @inline(never)
  mutating func append(_ text: String) {
    if text.utf8.withContiguousStorageIfAvailable({ append($0) }) == nil {
      for byte in text.utf8 { append(byte) }
    }
  }

  mutating func append(_ other: borrowing TextBuffer) {
    append(UnsafeBufferPointer(start: other.base, count: other.count))
  }

  mutating func append(_ byte: UInt8) {
    reserve(1)
    base[count] = byte
    count += 1
  }

  /// Appends a number in decimal digits.
  mutating func append(decimal number: Int) {
    reserve(20)
    if number < 0 {
      base[count] = 0x2D
      count += 1
    }
    var left = number.magnitude
    var (digits, power) = (1, 10 as UInt)
    while digits < 20, left >= power {
      digits += 1
      power &*= 10
    }
    count += digits
    var place = base + count
    for _ in 0..<digits {
      place -= 1
      place.pointee = 0x30 | UInt8(truncatingIfNeeded: left % 10)
      left /= 10
    }
  }

  @inline(__always)
  private mutating func reserve(_ more: Int) {
    if capacity - count < more { grow(more) }
  }

  @inline(never)
  private mutating func grow(_ more: Int) {
    let wanted = max(2 * capacity, count + more, 64)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: wanted)
    larger.update(from: base, count: count)
    if capacity > 0 { base.deallocate() }
    (base, capacity) = (larger, wanted)
  }

  // MARK: Reading and taking away

  /// The text from an offset to the end.
  func text(from start: Int = 0) -> String {
    String(decoding: UnsafeBufferPointer(start: base + start, count: count - start), as: UTF8.self)
  }

  var bytes: [UInt8] { Array(UnsafeBufferPointer(start: base, count: count)) }

  /// Changes the letters from an offset on; false, and nothing is changed, where not all of it is ASCII.
  mutating func changeCase(from start: Int, toUpper: Bool) -> Bool {
    var all: UInt8 = 0
    for index in start..<count { all |= base[index] }
    if all >= 0x80 { return false }
    let first: UInt8 = toUpper ? 0x61 : 0x41
    for index in start..<count where base[index] &- first < 26 { base[index] ^= 0x20 }
    return true
  }

  /// Takes away what comes after so many bytes.
  mutating func truncate(to length: Int) { count = length }

  /// So many bytes of this value stand at the end.
  func trailing(_ byte: UInt8) -> Int {
    var first = count
    while first > 0, base[first - 1] == byte { first -= 1 }
    return count - first
  }
}
