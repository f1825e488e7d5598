/// The text that a template writes: bytes of UTF-8.
struct TextBuffer: ~Copyable {
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int) {
    self.capacity = capacity
    base =
      capacity > 0
      ? .allocate(capacity: capacity) : UnsafeMutablePointer(bitPattern: 1).unsafelyUnwrapped
  }

  deinit { if capacity > 0 { base.deallocate() } }

  // MARK: Writing

  @inline(__always)
  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let start = bytes.baseAddress else { return }
    reserve(bytes.count)
    (base + count).update(from: start, count: bytes.count)
    count += bytes.count
  }

  @inline(__always)
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
    if (0..<10).contains(number) { return append(0x30 + UInt8(number)) }
    reserve(20)
    if number < 0 {
      base[count] = 0x2D
      count += 1
    }
    var left = number.magnitude
    var power = left
    var digits = 0
    repeat {
      digits += 1
      power /= 10
    } while power > 0
    for index in stride(from: count + digits - 1, through: count, by: -1) {
      base[index] = 0x30 + UInt8(truncatingIfNeeded: left % 10)
      left /= 10
    }
    count += digits
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

  /// Takes away what comes after so many bytes.
  mutating func truncate(to length: Int) { count = length }

  /// So many bytes of this value stand at the end.
  func trailing(_ byte: UInt8) -> Int {
    var first = count
    while first > 0, base[first - 1] == byte { first -= 1 }
    return count - first
  }
}
