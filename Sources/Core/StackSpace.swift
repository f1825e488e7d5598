import Glibc

/// How much of the running thread's stack is left.
///
/// Templates, and what they are made of, are nested as deep as people write them, and the threads that tasks run on
/// have small stacks (512 KiB). Whoever recurses over such things asks here, and ends with an error while there is room.
package enum StackSpace {
  /// What must be left for code that does not ask.
  package static let reserve = 96 << 10

  /// Bytes below the caller's frame.
  package static var left: Int {
    var mark: UInt8 = 0
    return withUnsafeMutablePointer(to: &mark) { Int(bitPattern: $0) } - lowest
  }

  /// - Throws: `evaluation` where less than the reserve and `need` bytes are left.
  package static func check(need: Int = 0) throws(Diagnostic) {
    if left < reserve + need { throw Diagnostic(.evaluation, "nested too deeply") }
  }

  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    return key
  }()

  /// The lowest address of the thread's stack, asked for once per thread.
  private static var lowest: Int {
    if let known = pthread_getspecific(key) { return Int(bitPattern: known) }
    var attributes = pthread_attr_t()
    _ = attributesOfThread(pthread_self(), &attributes)
    defer { pthread_attr_destroy(&attributes) }
    var address: UnsafeMutableRawPointer?
    var size = 0
    pthread_attr_getstack(&attributes, &address, &size)
    pthread_setspecific(key, address)
    return Int(bitPattern: address)
  }
}

/// `pthread_getattr_np`, which Glibc's module lacks as it is GNU's own.
@_silgen_name("pthread_getattr_np")
private func attributesOfThread(
  _ thread: pthread_t, _ attributes: UnsafeMutablePointer<pthread_attr_t>
) -> Int32
