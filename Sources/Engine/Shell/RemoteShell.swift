import Connections
import Core
import Modules
import Synchronization

/// The shell that stays up on a host, for one user.
///
/// Calls are queued and sent together by `flush`; the shell runs them in that order and answers each.
/// It can be used from the moment it is made: what is sent before the connection stands goes out with
/// the first frame.
package final class RemoteShell: Sendable {
  enum Item: Sendable {
    case call(ModuleCall, FrameOrder?, PendingReply)
    case script(String, PendingReply)
    case stream(ModuleCall, FrameOrder?, PendingReply, any StreamSource)
  }

  /// A call whose reply is owed.
  struct Owed {
    let pending: PendingReply
    /// When it was sent, or the stream that it has asked for.
    var sent: ReplyClock.Instant
  }

  struct State {
    var session: ShellSession
    var process: (any RemoteProcess)?
    var queue: [Item] = []
    /// The first frame was not sent. It is made late, as many hosts may wait for their turn to connect.
    var isNew = true
    var waiting: [Int: Owed] = [:]
    /// A task is sending; it takes what comes meanwhile, too.
    var isSending = false
    /// Something was received since the last sending, or nothing was sent yet: the next one is a turn.
    var startsTurn = true
    /// What belongs to no call: it is counted with the next one that is sent.
    var unclaimed = Cost()
    var clock = ReplyClock()
    var ended: Diagnostic?
    var end: [CheckedContinuation<Void, Never>] = []
    var noise = ""
    var hasAnswered = false
    var keepsFolder = false
    /// The shell's process at the far end, and its private folder, once it has told them.
    var place: (pid: Int, folder: String)?
    var connection: (any Connection)?
    /// The run was interrupted: nothing more is sent.
    var isStopped = false
    /// How much of the foresight of other shells was sent.
    var foreseen = 0
  }

  /// Queued calls are sent without waiting for `flush` when there are more than this.
  private static let queueLimit = 64

  let state: Mutex<State>
  private let sending = AsyncLock()
  let host: String
  private let become: Become?
  let catalog: Modules.ModuleCatalog
  let foresight: Foresight?

  /// Makes the shell and begins to start it, as another user where `become` says so.
  ///
  /// The first frame goes out without waiting for an answer, unless a password has to be given.
  ///
  /// - Parameter patience: seconds for the shell to come up.
  package convenience init(
    become: Become?, catalog: Modules.ModuleCatalog, host: String, patience: Int = 60,
    connect: @escaping @Sendable () async throws -> any Connection
  ) {
    self.init(
      become: become, catalog: catalog, host: host, patience: patience, foresight: nil,
      connect: connect)
  }

  /// - Parameter foresight: what the shells of one target tell each other in a check.
  init(
    become: Become?, catalog: Modules.ModuleCatalog, host: String, patience: Int,
    foresight: Foresight?, connect: @escaping @Sendable () async throws -> any Connection
  ) {
    self.foresight = foresight
    state = Mutex(State(session: ShellSession(catalog: catalog, token: ShellSession.randomToken())))
    (self.host, self.become, self.catalog) = (host, become, catalog)
    _Concurrency.Task { await run(patience, connect) }
  }

  private func run(
    _ patience: Int, _ connect: @Sendable () async throws -> any Connection
  ) async {
    do {
      let process = try await start(patience, connect)
      state.withLock { $0.process = process }
      flush()
      await readReplies(process)
    } catch {
      fail(error as? Diagnostic ?? Diagnostic(.internal, "\(error)"))
    }
  }

  private func start(
    _ patience: Int, _ connect: @Sendable () async throws -> any Connection
  ) async throws -> StartingShell {
    let start = ReplyClock.Instant.now
    defer { state.withLock { $0.unclaimed.connecting += start.duration(to: .now) } }
    let connection = try await connect()
    state.withLock { $0.connection = connection }
    return try await StartingShell.start(become, on: connection, host: host, patience: patience)
  }

  /// Traffic so far.
  package var cost: Cost { state.withLock { $0.process }?.cost ?? Cost() }

  /// Why the shell is no more, or nil.
  var failure: Diagnostic? { state.withLock { $0.ended } }

  /// Queues a call; `flush` sends it.
  ///
  /// - Parameter sink: takes the bytes of a stream that the call sends; while it is at work no more
  ///   are read.
  package func send(
    _ call: ModuleCall, order: FrameOrder? = nil, sink: (@Sendable ([UInt8]) -> Void)? = nil
  ) -> PendingReply {
    let pending = PendingReply(sink: sink)
    enqueue(.call(call, order, pending), pending)
    return pending
  }

  /// Queues a call that may ask for a stream, which `source` then sends. What is queued after it is
  /// sent after the stream.
  func send(
    _ call: ModuleCall, order: FrameOrder? = nil, stream source: any StreamSource
  ) -> PendingReply {
    let pending = PendingReply()
    enqueue(.stream(call, order, pending, source), pending)
    return pending
  }

  /// Queues shell text that replies with the library's functions.
  package func send(script: String) -> PendingReply {
    let pending = PendingReply()
    enqueue(.script(script, pending), pending)
    return pending
  }

  private func enqueue(_ item: Item, _ pending: PendingReply) {
    let (ended, isFull) = state.withLock { state in
      if state.ended == nil { state.queue.append(item) }
      return (state.ended, state.queue.count > Self.queueLimit)
    }
    if let ended { pending.resolve(.failure(ended)) }
    if isFull { flush() }
  }

  /// Sends what is queued.
  package func flush() {
    let starts = state.withLock { state in
      guard state.process != nil, state.ended == nil, !state.isSending,
        !state.queue.isEmpty || state.isNew
      else { return false }
      state.isSending = true
      return true
    }
    if starts { _Concurrency.Task { await sendQueue() } }
  }

  /// Sends a call and waits for its reply.
  ///
  /// - Throws: `unreachable` when the connection or the shell is lost.
  package func call(_ call: ModuleCall) async throws(Diagnostic) -> ModuleReply {
    let pending = send(call)
    flush()
    return try await pending.value()
  }

  private func sendQueue() async {
    await sending.acquire()
    defer { sending.release() }
    while let sending = takeBytes() {
      do {
        try await sending.process.write(sending.bytes)
        if let (pending, source) = sending.stream { try await answer(pending, source) }
      } catch { fail(error) }
    }
  }

  /// Waits until the call asks for its stream, or answers, and sends it.
  private func answer(
    _ pending: PendingReply, _ source: any StreamSource
  ) async throws(Diagnostic) {
    guard let request = await pending.request(),
      let process = state.withLock({ state in
        state.startsTurn = false
        return state.process
      })
    else { return }
    pending.note(Cost(turns: 1))
    let stream = OutgoingStream(process: process, pending: pending)
    if let problem = try await source.answer(request, to: stream) { pending.spoil(problem) }
    let now = ReplyClock.Instant.now
    state.withLock { $0.streamed(to: pending, at: now) }
  }

  private typealias Sending = (
    process: any RemoteProcess, bytes: [UInt8], stream: (PendingReply, any StreamSource)?
  )

  /// The frames of all that is queued, up to a call that may ask for a stream; nil, and the end of
  /// sending, when nothing is.
  private func takeBytes() -> Sending? {
    let now = ReplyClock.Instant.now
    return state.withLock { state in
      guard let process = state.process, state.ended == nil, !state.isStopped,
        !state.queue.isEmpty || state.isNew
      else {
        state.isSending = false
        return nil
      }
      var bytes = state.isNew ? state.session.start() : []
      state.isNew = false
      let stream = encode(&state, into: &bytes, at: now)
      return (process, bytes, stream)
    }
  }

  private func encode(
    _ state: inout State, into bytes: inout [UInt8], at now: ReplyClock.Instant
  ) -> (PendingReply, any StreamSource)? {
    var items = state.queue
    state.queue = []
    var stream: (PendingReply, any StreamSource)?
    for (at, item) in items.enumerated() {
      guard case .stream(_, _, let pending, let source) = item else { continue }
      stream = (pending, source)
      state.queue = Array(items[(at + 1)...])
      items.removeLast(state.queue.count)
      break
    }
    let calls = items.compactMap { item in
      if case .call(let call, _, _) = item { call } else { nil }
    }
    if let foresight, items.contains(where: \.usesForesight) {
      let news = foresight.news(for: self, after: &state.foreseen)
      if !news.isEmpty { bytes += ShellSession.foreseen(news) }
    }
    if calls.count > 1 { bytes += state.session.look(calls, settles: true) }
    state.clock.sent(at: now, isIdle: state.waiting.isEmpty)
    state.unclaimed += Cost(turns: state.startsTurn ? 1 : 0, bytesSent: bytes.count)
    state.startsTurn = false
    for item in items {
      do throws(Diagnostic) {
        let (id, frame, pending) = try Self.frame(item, &state.session)
        bytes += frame
        state.waiting[id] = Owed(pending: pending, sent: now)
        pending.note(state.unclaimed + Cost(bytesSent: frame.count))
        state.unclaimed = Cost()
      } catch {
        item.pending.resolve(.failure(error))
      }
    }
    let rest = state.session.settle()
    bytes += rest
    items.last?.pending.note(Cost(bytesSent: rest.count))
    return stream
  }

  private static func frame(
    _ item: Item, _ session: inout ShellSession
  ) throws(Diagnostic) -> (id: Int, bytes: [UInt8], pending: PendingReply) {
    switch item {
    case .call(let call, let order, let pending):
      let (id, bytes) = try session.frame(call, order: order)
      return (id, bytes, pending)
    case .stream(let call, let order, let pending, _):
      let (id, bytes) = try session.frame(call, order: order, streams: true)
      return (id, bytes, pending)
    case .script(let text, let pending):
      let (id, bytes) = session.frame(script: text)
      return (id, bytes, pending)
    }
  }

  /// Ends the shell, which removes its private folder, and waits for its end, but not for long.
  package func finish() async {
    let process = state.withLock { state in state.ended == nil ? state.process : nil }
    guard let process else { return }
    await process.closeInput()
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.ending() }
      group.addTask { try? await _Concurrency.Task.sleep(for: .seconds(1)) }
      await group.next()
      fail(Diagnostic(.unreachable, "the shell on \(host) was ended"))
      group.cancelAll()
    }
    await process.terminate()
  }

  private func ending() async {
    await withCheckedContinuation { continuation in
      let isOver = state.withLock { state in
        if state.ended == nil { state.end.append(continuation) }
        return state.ended != nil
      }
      if isOver { continuation.resume() }
    }
  }

  // MARK: Beside

  /// What a second shell needs to know of this one; nil until it is up.
  var beside: ShellBeside? {
    state.withLock { state in
      guard let place = state.place, let connection = state.connection else { return nil }
      return ShellBeside(
        connection: connection, become: become, host: host, pid: place.pid, folder: place.folder)
    }
  }

  /// Where a call is. As calls are answered in their order, the first without an answer is the one that runs.
  func place(of pending: PendingReply) -> CallPlace {
    state.withLock { state in
      if state.queue.contains(where: { $0.pending === pending }) { return .unsent }
      let running = state.waiting.min { $0.key < $1.key }?.value.pending
      if running === pending { return .running }
      return state.waiting.values.contains { $0.pending === pending } ? .behind : .over
    }
  }

  /// Takes back a call that was not sent; it fails.
  func withdraw(_ pending: PendingReply) {
    let isUnsent = state.withLock { state in
      let count = state.queue.count
      state.queue.removeAll { $0.pending === pending }
      return state.queue.count < count
    }
    if isUnsent { pending.resolve(.failure(Diagnostic(.task, "the call was taken back"))) }
  }

  /// Sends nothing more, whatever is queued.
  ///
  /// - Returns: whether a call is under way.
  func stopSending() -> Bool {
    state.withLock { state in
      state.isStopped = true
      return !state.waiting.isEmpty
    }
  }

}
