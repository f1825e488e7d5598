import Core

/// Divides the time in which a shell owes replies into what the network takes and what the far end takes.
///
/// The far end is at work on a call from the reply before, or from the call's sending and one round trip after
/// it, whichever is later, until the call's own reply. The rest is the network's.
struct ReplyClock: Sendable {
  typealias Instant = SuspendingClock.Instant

  /// The shortest time in which the shell has said anything to a sending at a time when it owed nothing.
  private(set) var roundTrip: Duration?
  /// The sending whose first answer will tell the round trip.
  private var probe: Instant?
  /// Until when all time is divided.
  private var divided: Instant?

  /// - Parameter isIdle: whether the shell owed no reply before this sending.
  mutating func sent(at now: Instant, isIdle: Bool) { if isIdle { probe = now } }

  mutating func received(at now: Instant) {
    guard let start = probe else { return }
    let time = start.duration(to: now)
    roundTrip = min(roundTrip ?? time, time)
    probe = nil
  }

  /// The shell has replied to the call that was sent at `sent`, or asks for its stream.
  ///
  /// - Returns: the time since that sending that is not divided yet.
  mutating func replied(sent: Instant, at now: Instant) -> Cost {
    let begin = start(sent)
    let arrival = max(begin, sent + (roundTrip ?? .zero))
    let work = min(arrival, now)
    divided = now
    return Cost(network: begin.duration(to: work), farEnd: work.duration(to: now))
  }

  /// Time in which the shell waited for what we send, or in which it was lost: all of it is the network's.
  mutating func passed(sent: Instant, at now: Instant) -> Cost {
    let begin = start(sent)
    divided = now
    return Cost(network: begin.duration(to: max(begin, now)))
  }

  private func start(_ sent: Instant) -> Instant { divided.map { max($0, sent) } ?? sent }
}
