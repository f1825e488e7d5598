/// What work on a host costs besides the work itself: traffic, and time spent waiting.
///
/// `docs/performance.md` defines each of the times.
package struct Cost: Sendable, Equatable {
  /// How often the controller sent after it had received something, or for the first time.
  package var turns = 0
  package var bytesSent = 0
  package var bytesReceived = 0
  /// From the wish for a connection until a shell was started over it.
  package var connecting = Duration.zero
  /// The time in which replies were owed and the far end was not at work on them. A connection, which knows
  /// nothing of calls, counts all time until something came back.
  package var network = Duration.zero
  /// The time in which the far end was at work.
  package var farEnd = Duration.zero

  package init(
    turns: Int = 0, bytesSent: Int = 0, bytesReceived: Int = 0, connecting: Duration = .zero,
    network: Duration = .zero, farEnd: Duration = .zero
  ) {
    self.turns = turns
    self.bytesSent = bytesSent
    self.bytesReceived = bytesReceived
    self.connecting = connecting
    self.network = network
    self.farEnd = farEnd
  }

  /// The time that a host spent on it without getting on with anything else.
  package var time: Duration { connecting + network + farEnd }

  package static func + (left: Cost, right: Cost) -> Cost {
    var sum = left
    sum += right
    return sum
  }

  package static func += (sum: inout Cost, other: Cost) {
    sum.turns += other.turns
    sum.bytesSent += other.bytesSent
    sum.bytesReceived += other.bytesReceived
    sum.connecting += other.connecting
    sum.network += other.network
    sum.farEnd += other.farEnd
  }

  package static func - (left: Cost, right: Cost) -> Cost {
    var rest = left
    rest.turns -= right.turns
    rest.bytesSent -= right.bytesSent
    rest.bytesReceived -= right.bytesReceived
    rest.connecting -= right.connecting
    rest.network -= right.network
    rest.farEnd -= right.farEnd
    return rest
  }
}

/// What a run has taken of the controller: processor time of this process, user and system.
package struct ControllerCost: Sendable, Equatable {
  /// All of it.
  package var processor: Duration
  /// The part of it that went into making SSH connections: key exchanges and logins.
  package var connecting: Duration

  package init(processor: Duration, connecting: Duration) {
    self.processor = processor
    self.connecting = connecting
  }
}
