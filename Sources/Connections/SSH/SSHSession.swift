import CLibSSH2
import Core
import Glibc

/// One SSH session over one socket, confined to its loop's thread; tasks reach it through
/// `perform` and `SSHChannel`.
///
/// libssh2 sends and receives through us: what it sends goes into a buffer that always has room,
/// so that no packet is ever left half sent inside the library, and several channels can wait for
/// their own answers at the same time.
final class SSHSession: PollHandler, @unchecked Sendable {
  let loop: PollLoop
  let target: SSHEndpoint
  let handle: OpaquePointer
  let meter = CostMeter()
  private var socket: SSHSocket
  /// Steps of the session itself, one at a time: key exchange, logins, opening channels.
  private var operations: [SSHOperation] = []
  private var channels: [SSHChannel] = []
  /// Why the session is over; the handle is gone from then on.
  private(set) var failure: Diagnostic?
  /// What the library asks us for while a login is under way.
  var login = SSHLoginAnswers()

  /// What of our side of the key exchange has gone out.
  private enum Sent { case nothing, newKeys, serviceRequest }
  private var sent = Sent.nothing
  /// The keys are exchanged, and the host is asked for the login service.
  var hasExchangedKeys: Bool { sent == .serviceRequest }
  /// While set, the library hears nothing: it can only send.
  private var isDeaf = false
  /// A channel was asked for before the host has let us in.
  var hasOpenedAhead = false
  /// The host hung up before it said that it speaks SSH, as a server does that has too many
  /// connections at their login (OpenSSH's `MaxStartups`).
  var isTurnedAway = false
  /// What has failed is nothing that the system's `ssh` would fail at, too.
  var isForeign = false

  /// Set once logged in: from then on a host that falls silent is asked whether it is there.
  var watchesSilence = false
  private var listening = false
  private var nextProbe = Instant.now
  private var probes = 0

  /// Takes the socket over, on the loop's thread.
  init(descriptor: Int32, target: SSHEndpoint, loop: PollLoop) {
    precondition(SSHLibrary.isReady, "libssh2 does not start")
    self.loop = loop
    self.target = target
    socket = SSHSocket(descriptor: descriptor, meter: meter)
    guard let handle = libssh2_session_init_ex(nil, nil, nil, nil) else {
      fatalError("no memory for an SSH session")
    }
    self.handle = handle
    libssh2_session_abstract(handle).pointee = Unmanaged.passUnretained(self).toOpaque()
    libssh2_session_set_blocking(handle, 0)
    if target.compresses { libssh2_session_flag(handle, LIBSSH2_FLAG_COMPRESS, 1) }
    SSHLibrary.setCallbacks(handle)
    loop.join(self)
  }

  /// The session that a library callback belongs to.
  static func owner(_ abstract: UnsafeMutablePointer<UnsafeMutableRawPointer?>?) -> SSHSession? {
    abstract?.pointee.map { Unmanaged<SSHSession>.fromOpaque($0).takeUnretainedValue() }
  }

  var descriptor: Int32 { socket.descriptor }
  var isBroken: Bool { socket.broken != nil }

  // MARK: Work

  /// Adds a step; it is repeated until it is done, then the next one begins.
  func add(_ operation: SSHOperation) {
    loop.assertInside()
    if let failure { return operation.fail(failure) }
    operations.append(operation)
    pump()
  }

  /// Adds a channel that an operation has opened.
  func add(_ channel: SSHChannel) {
    loop.assertInside()
    channels.append(channel)
  }

  /// Lets everybody go on as far as they can, sends what came of it, and waits for more.
  func pump() {
    loop.assertInside()
    var rounds = 0
    var progress = true
    while progress, failure == nil {
      guard rounds < 16 else {
        // Others on this loop want their turn; no event would tell of what is already read.
        loop.submit { [self] in pump() }
        break
      }
      rounds += 1
      progress = stepOperation()
      for channel in channels where failure == nil { progress = channel.step() || progress }
      channels.removeAll(where: \.isDone)
    }
    guard failure == nil else { return }
    if let error = socket.flush() { return fail(lost(error)) }
    if let error = socket.broken, operations.isEmpty { return fail(lost(error)) }
    wait()
  }

  private func stepOperation() -> Bool {
    guard var operation = operations.first else { return false }
    if operation.deadline == nil, let timeout = operation.timeout {
      operation.deadline = .now + timeout
      operations[0] = operation
      loop.heed(self)
    }
    guard ProcessorTime.whileConnecting({ operation.step(self) }) else { return false }
    if failure == nil { operations.removeFirst() }
    return true
  }

  private var wantsInput: Bool {
    !operations.isEmpty || channels.contains(where: \.wantsInput)
  }

  private func wait() {
    // The silence of a time when nobody listened does not count.
    if wantsInput, !listening { heard() }
    listening = wantsInput
    if wantsInput || socket.hasOutput {
      loop.watch(
        socket.descriptor, reading: wantsInput, writing: socket.hasOutput, for: self)
    } else {
      loop.unwatch(socket.descriptor)
    }
    loop.heed(self)
  }

  func ready(_ descriptor: Int32, hungUp: Bool) {
    guard failure == nil else { return }
    socket.wake()
    pump()
  }

  /// Whether the host has said anything yet, or has hung up.
  func hasHeard() -> Bool { socket.hasHeard() }

  /// Has the library send what `body` asks for, without looking for an answer.
  func ahead(_ body: () -> Void) {
    isDeaf = true
    body()
    isDeaf = false
  }

  // MARK: Sending and receiving, called by the library

  func send(_ bytes: UnsafeRawBufferPointer) -> Int {
    switch sent {
    // The packets up to our NEWKEYS (21) are in clear; the one after it asks for the service.
    case .nothing: if bytes.count > 5, bytes[5] == 21 { sent = .newKeys }
    case .newKeys: sent = .serviceRequest
    case .serviceRequest: break
    }
    return socket.append(bytes)
  }

  func receive(_ room: UnsafeMutableRawBufferPointer) -> Int {
    if isDeaf { return -Int(EAGAIN) }
    let count = socket.receive(room)
    if count > 0 { heard() }
    return count
  }

  /// Whether more may be sent now; what is sent anyway is kept.
  func hasRoomToSend() -> Bool {
    if !socket.hasRoom { _ = socket.flush() }
    return socket.hasRoom
  }

  // MARK: Time

  private var pause: Duration { .seconds(target.keepAlive) }

  private func heard() {
    probes = 0
    nextProbe = .now + pause
  }

  var deadline: Instant? {
    let probe = watchesSilence && listening && target.keepAlive > 0 ? nextProbe : nil
    return earlier(probe, operations.first?.deadline)
  }

  func timeReached(_ now: Instant) {
    if let operation = operations.first, let limit = operation.deadline, limit <= now {
      return fail(operation.timedOut)
    }
    guard watchesSilence, nextProbe <= now else { return }
    guard probes < target.keepAliveCount else {
      let seconds = target.keepAlive * probes
      return fail(
        Diagnostic(.unreachable, "\(target.place) has not answered for \(seconds) seconds"))
    }
    probes += 1
    nextProbe = now + pause
    var next: Int32 = 0
    libssh2_keepalive_config(handle, 1, 1)
    libssh2_keepalive_send(handle, &next)
    pump()
  }

  // MARK: The end

  func lost(_ error: Int32) -> Diagnostic {
    let reason = error == 0 ? "closed by the host" : String(cString: strerror(error))
    return Diagnostic(.unreachable, "the connection to \(target.place) is lost: \(reason)")
  }

  /// Says goodbye and lets go.
  func close() {
    guard failure == nil else { return }
    for channel in channels { channel.mailbox.finish(.success(.exit(status: nil, signal: nil))) }
    libssh2_session_disconnect_ex(handle, SSH_DISCONNECT_BY_APPLICATION, "", "")
    _ = socket.flush()
    fail(Diagnostic(.unreachable, "the connection to \(target.place) is closed"))
  }

  /// Ends everything with this reason. Not to be called from a library callback.
  func fail(_ reason: Diagnostic) {
    loop.assertInside()
    guard failure == nil else { return }
    failure = reason
    for operation in operations { operation.fail(reason) }
    operations = []
    for channel in channels { channel.end(.failure(reason)) }
    channels = []
    loop.unwatch(socket.descriptor)
    loop.leave(self)
    // From here on the library gets errors at once and waits for nobody.
    socket.close()
    libssh2_session_free(handle)
  }
}
