import Core

/// A value that is only looked at: unlike a `Value` it cannot be copied by accident, and so costs no counting of
/// references.
struct Lent: ~Copyable {
  let value: Value
}

/// Where a value lies: in a cell of a context, in a constant, or inside a list or a map that does. It is valid until
/// something else runs that could set a variable.
typealias Place = UnsafePointer<Lent>

extension Place {
  init(_ value: UnsafePointer<Value>) {
    self = UnsafeRawPointer(value).assumingMemoryBound(to: Lent.self)
  }
}

/// Cells for values, some of them empty. Their addresses stay as they are until they are dropped.
struct Cells: ~Copyable {
  private var base: UnsafeMutablePointer<Value?>
  private var capacity = 0
  private(set) var count = 0

  private static var none: UnsafeMutablePointer<Value?> {
    UnsafeMutablePointer(bitPattern: MemoryLayout<Value?>.alignment).unsafelyUnwrapped
  }

  init() { base = Self.none }

  deinit {
    destroy()
    if capacity > 0 { base.deallocate() }
  }

  /// Makes so many empty cells, where there are none.
  mutating func prepare(_ count: Int) {
    if count > capacity {
      if capacity > 0 { base.deallocate() }
      capacity = max(16, count)
      base = .allocate(capacity: capacity)
    }
    for index in 0..<count { (base + index).initialize(to: nil) }
    self.count = count
  }

  /// Empties all cells; there are none any more.
  mutating func drop() {
    destroy()
    count = 0
  }

  /// One by one, which is faster than what the standard library does for all at once.
  private func destroy() {
    for index in 0..<count { (base + index).deinitialize(count: 1) }
  }

  /// A cell that was dropped, as those of a macro that is kept beyond its rendering, is empty and stays so.
  subscript(index: Int) -> Value? {
    get { index < count ? base[index] : nil }
    nonmutating set { if index < count { base[index] = newValue } }
  }

  /// Where the value of a cell lies, nil for an empty cell.
  @inline(__always)
  func place(_ index: Int) -> Place? {
    if index >= count { return nil }
    // An optional's value lies at its beginning.
    let raw = UnsafeRawPointer(base + index)
    if case .none = base[index] { return nil }
    return raw.assumingMemoryBound(to: Lent.self)
  }

  // MARK: Many at once

  func isEmpty(_ range: Range<Int>) -> Bool { range.allSatisfy { place($0) == nil } }

  func values(_ range: Range<Int>) -> [Value?] { range.map { self[$0] } }

  func clear(_ range: Range<Int>) { for index in range { self[index] = nil } }

  func restore(_ range: Range<Int>, _ values: [Value?]) {
    for (index, value) in zip(range, values) { self[index] = value }
  }
}
