import Synchronization

/// Room for one object that nobody uses, which whoever needs one takes before making another.
struct Spare<Object: AnyObject & Sendable>: ~Copyable, Sendable {
  /// The address of the object, zero while there is none.
  private let address = Atomic<UInt>(0)

  init() {}

  deinit { Self.object(address.load(ordering: .acquiring))?.release() }

  func take() -> Object? {
    if address.load(ordering: .relaxed) == 0 { return nil }
    return Self.object(address.exchange(0, ordering: .acquiring))?.takeRetainedValue()
  }

  func put(_ object: consuming Object) {
    let new = UInt(bitPattern: Unmanaged.passRetained(object).toOpaque())
    Self.object(address.exchange(new, ordering: .acquiringAndReleasing))?.release()
  }

  private static func object(_ address: UInt) -> Unmanaged<Object>? {
    UnsafeRawPointer(bitPattern: address).map(Unmanaged.fromOpaque)
  }
}
