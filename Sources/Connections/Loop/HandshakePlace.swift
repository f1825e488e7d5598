import Core

/// The right to connect, exchange keys and log in. Only some hosts of a loop have it at once, in
/// the order in which they came: a thousand that all began together would all time out together,
/// be it for our processor, a server's or the network's sake.
///
/// Hosts that hang must not keep others out, so a place is lost after a while; the slower others
/// are at this moment, the later.
final class HandshakePlace: PollHandler, @unchecked Sendable {
  private let loop: PollLoop
  private let began = Instant.now
  private(set) var deadline: Instant?

  private init(on loop: PollLoop) {
    self.loop = loop
    deadline = began + loop.handshakes.patience
    loop.join(self)
  }

  static func take(on loop: PollLoop) async -> HandshakePlace {
    await withUnsafeContinuation { waiter in
      loop.submit {
        loop.handshakes.enter { waiter.resume(returning: HandshakePlace(on: loop)) }
      }
    }
  }

  /// Lets the next one in, once. `done` when it has come to a login, as a measure for others.
  func leave(done: Bool) {
    loop.submit { [self] in
      if done { loop.handshakes.took(began.duration(to: .now)) }
      giveBack()
    }
  }

  func ready(_ descriptor: Int32, hungUp: Bool) {}
  func timeReached(_ now: Instant) { giveBack() }

  private func giveBack() {
    guard deadline != nil else { return }
    deadline = nil
    loop.leave(self)
    loop.handshakes.leave()
  }
}

/// The places of a loop. Confined to its thread.
final class Handshakes {
  private var free = 64
  private var waiting: [() -> Void] = []
  /// Those before this index have been let in.
  private var head = 0
  /// How long it takes a host, as a mean that forgets; at first a guess for the worst.
  private var usual = Duration.seconds(1)

  /// How long a host may keep its place.
  var patience: Duration { max(.seconds(1), usual * 4) }

  func took(_ time: Duration) { usual = (usual * 7 + time) / 8 }

  /// Calls `body` when there is a place; whoever was let in calls `leave` once.
  func enter(_ body: @escaping () -> Void) {
    if free > 0 {
      free -= 1
      body()
    } else {
      waiting.append(body)
    }
  }

  func leave() {
    guard head < waiting.count else {
      free += 1
      return
    }
    let next = waiting[head]
    head += 1
    if head == waiting.count {
      waiting = []
      head = 0
    }
    next()
  }
}
