import Glibc

/// The socket below a session, with what is still to be sent and what was read ahead. Confined to
/// a loop's thread.
struct SSHSocket {
  private(set) var descriptor: Int32
  private var output: [UInt8] = []
  /// Output before this index has been sent.
  private var sent = 0
  /// Read, but not asked for yet: the library reads the greeting byte by byte.
  private var ahead: ArraySlice<UInt8> = []
  /// Everything that had arrived is read: the system is asked again after the loop's next word.
  private var isDrained = false
  /// The error that ended it; 0 when the host closed it.
  private(set) var broken: Int32?
  private let meter: CostMeter

  private static let limit = 512 << 10
  /// What an idle socket may keep of the room that its output has taken.
  private static let kept = 2 << 10

  init(descriptor: Int32, meter: CostMeter) {
    self.descriptor = descriptor
    self.meter = meter
  }

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
        meter.sent(count)
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
    output.removeAll(keepingCapacity: output.capacity <= Self.kept)
    sent = 0
    return nil
  }

  /// Must be called when the loop says that there may be something to read.
  mutating func wake() { isDrained = false }

  /// Whether the host has said anything, or is gone. Takes nothing away.
  mutating func hasHeard() -> Bool {
    if ahead.isEmpty, broken == nil { readAhead() }
    return !ahead.isEmpty || broken != nil
  }

  /// What has arrived: a count, or a negative error; `-EAGAIN` for nothing yet.
  mutating func receive(_ room: UnsafeMutableRawBufferPointer) -> Int {
    if room.count == 1, ahead.isEmpty { readAhead() }
    guard ahead.isEmpty else {
      room.copyBytes(from: ahead.prefix(room.count))
      let count = min(room.count, ahead.count)
      ahead = count == ahead.count ? [] : ahead.dropFirst(count)
      return count
    }
    return read(room)
  }

  private mutating func readAhead() {
    var room: [UInt8] = Array(repeating: 0, count: 2048)
    let count = room.withUnsafeMutableBytes { read($0) }
    if count > 0 { ahead = room[..<count] }
  }

  private mutating func read(_ room: UnsafeMutableRawBufferPointer) -> Int {
    if let broken { return -Int(broken == 0 ? ECONNRESET : broken) }
    while !isDrained {
      let count = recv(descriptor, room.baseAddress, room.count, 0)
      if count > 0 {
        meter.received(count)
        isDrained = count < room.count
        return count
      }
      if count == 0 {
        broken = 0
        return 0
      }
      if errno == EAGAIN {
        isDrained = true
      } else if errno != EINTR {
        broken = errno
        return -Int(errno)
      }
    }
    return -Int(EAGAIN)
  }

  mutating func close() {
    guard descriptor >= 0 else { return }
    Glibc.close(descriptor)
    descriptor = -1
    broken = broken ?? 0
  }
}
