import Core
import Modules

extension RemoteShell.Item {
  var usesForesight: Bool {
    switch self {
    case .call(let call, _, _), .stream(let call, _, _, _): call.foresight == .heeded
    case .script: false
    }
  }

  var pending: PendingReply {
    switch self {
    case .call(_, _, let pending), .script(_, let pending), .stream(_, _, let pending, _): pending
    }
  }
}

extension RemoteShell.State {
  mutating func receive(
    _ bytes: [UInt8], at now: ReplyClock.Instant
  ) throws(Diagnostic) -> [(ShellEvent, PendingReply)] {
    startsTurn = true
    clock.received(at: now)
    return matched(try session.receive(bytes), at: now)
  }

  mutating func receiveError(
    _ bytes: [UInt8], at now: ReplyClock.Instant
  ) throws(Diagnostic) -> [(ShellEvent, PendingReply)] {
    startsTurn = true
    if noise.utf8.count < 4096 { noise += String(decoding: bytes, as: UTF8.self) }
    return matched(try session.receiveError(bytes), at: now)
  }

  private mutating func matched(
    _ events: [ShellEvent], at now: ReplyClock.Instant
  ) -> [(ShellEvent, PendingReply)] {
    divideTime(among: events, at: now)
    return events.compactMap { event in
      switch event {
      case .ready(let id, _), .data(let id, _): return waiting[id].map { (event, $0.pending) }
      case .reply(let reply):
        // The library is there: what standard error says from now on belongs to calls.
        if !hasAnswered { (hasAnswered, noise) = (true, "") }
        if reply.id == 0, let pid = reply.values["pid"]?.int {
          place = (pid, reply.values["folder"]?.text ?? "")
        }
        unclaimed.bytesReceived += reply.size
        guard let owed = waiting.removeValue(forKey: reply.id) else { return nil }
        owed.pending.note(Cost(bytesReceived: unclaimed.bytesReceived))
        unclaimed.bytesReceived = 0
        return (event, owed.pending)
      }
    }
  }

  // MARK: Time

  private func owed(by event: ShellEvent) -> RemoteShell.Owed? {
    switch event {
    case .ready(let id, _): waiting[id]
    case .reply(let reply): waiting[reply.id]
    case .data: nil
    }
  }

  /// Replies that come together share the time since the one before them.
  private mutating func divideTime(among events: [ShellEvent], at now: ReplyClock.Instant) {
    let owed = events.compactMap(owed(by:))
    guard let first = owed.first else { return }
    let time = clock.replied(sent: first.sent, at: now)
    let share = Cost(network: time.network / owed.count, farEnd: time.farEnd / owed.count)
    for one in owed { one.pending.note(share) }
  }

  /// The stream that a call has asked for is sent.
  mutating func streamed(to pending: PendingReply, at now: ReplyClock.Instant) {
    guard let (id, owed) = waiting.first(where: { $0.value.pending === pending }) else { return }
    pending.note(clock.passed(sent: owed.sent, at: now))
    waiting[id]?.sent = now
  }

  /// The shell is lost: what it cost since the last reply is with the calls that wait.
  mutating func lost(at now: ReplyClock.Instant) {
    if let owed = waiting.min(by: { $0.key < $1.key })?.value {
      owed.pending.note(clock.passed(sent: owed.sent, at: now))
    }
    queue.first?.pending.note(unclaimed)
  }
}
