import Glibc

/// The socket below a session, with what is still to be sent. Confined to a loop's thread.
struct SSHSocket {
  private(set) var descriptor: Int32
  private var output: [UInt8] = []
  /// Output before this index has been sent.
  private var sent = 0
  /// The error that ended it; 0 when the host closed it.
  private(set) var broken: Int32?

  private static let limit = 512 << 10

  init(descriptor: Int32) { self.descriptor = descriptor }

  var hasOutput: Bool { sent < output.count }
  var hasRoom: Bool { output.count - sent < Self.limit }

  /// Takes all bytes; gives their count, or a negative error.
  mutating func append(_ bytes: UnsafeRawBufferPointer) -> Int {
    if let broken { return -Int(broken == 0 ? EPIPE : broken) }
    output.append(contentsOf: bytes)
    return bytes.count
  }

  /// Sends as much as the system takes; gives the error that ended the socket.
  mutating func flush() -> Int32? {
    while hasOutput, broken == nil {
      let count = output.withUnsafeBytes { bytes in
        let rest = UnsafeRawBufferPointer(rebasing: bytes[sent...])
        return Glibc.send(descriptor, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
      }
      if count >= 0 {
        sent += count
      } else if errno == EAGAIN {
        return nil
      } else if errno != EINTR {
        // What the host said last may still be there to read, so reading finds the end.
        if errno != EPIPE && errno != ECONNRESET { broken = errno }
        output.removeAll()
        sent = 0
        return broken
      }
    }
    output.removeAll(keepingCapacity: true)
    sent = 0
    return nil
  }

  /// What has arrived: a count, or a negative error; `-EAGAIN` for nothing yet.
  mutating func receive(_ room: UnsafeMutableRawBufferPointer) -> Int {
    if let broken { return -Int(broken == 0 ? ECONNRESET : broken) }
    while true {
      let count = recv(descriptor, room.baseAddress, room.count, 0)
      if count > 0 { return count }
      if count == 0 {
        broken = 0
        return 0
      }
      if errno == EAGAIN { return -Int(EAGAIN) }
      if errno != EINTR {
        broken = errno
        return -Int(errno)
      }
    }
  }

  mutating func close() {
    guard descriptor >= 0 else { return }
    Glibc.close(descriptor)
    descriptor = -1
    broken = broken ?? 0
  }
}
