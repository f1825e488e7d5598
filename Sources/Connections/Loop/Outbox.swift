import Core
import Glibc

/// What waits to be sent to one process, and who waits for it. Confined to a loop's thread.
struct Outbox {
  typealias Waiter = UnsafeContinuation<Result<Void, Diagnostic>, Never>
  enum Outcome { case empty, blocked, failed(Int32) }

  private var parts: [(bytes: [UInt8], waiter: Waiter)] = []
  /// How much of the first part has gone.
  private var sent = 0

  var isEmpty: Bool { parts.isEmpty }

  /// `waiter` is resumed once all the bytes are handed on.
  mutating func append(_ bytes: [UInt8], _ waiter: Waiter) { parts.append((bytes, waiter)) }

  /// Hands on as much as `send` takes. It gives the count taken, or -1 with `errno` set.
  mutating func drain(_ send: (UnsafeRawBufferPointer) -> Int) -> Outcome {
    while let part = parts.first {
      while sent < part.bytes.count {
        let count = part.bytes.withUnsafeBytes {
          send(UnsafeRawBufferPointer(rebasing: $0[sent...]))
        }
        if count >= 0 {
          sent += count
        } else if errno == EAGAIN {
          return .blocked
        } else if errno != EINTR {
          return .failed(errno)
        }
      }
      sent = 0
      parts.removeFirst().waiter.resume(returning: .success(()))
    }
    return .empty
  }

  /// Tells everybody who waits that it will not be sent.
  mutating func fail(_ diagnostic: Diagnostic) {
    let all = parts
    parts = []
    sent = 0
    for part in all { part.waiter.resume(returning: .failure(diagnostic)) }
  }
}
