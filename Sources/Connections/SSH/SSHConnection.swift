import CLibSSH2
import Core
import Synchronization

/// A connection by libssh2: one session, a channel for each command.
final class SSHConnection: Connection {
  let session: SSHSession
  private let isUsed = Atomic(false)

  private init(_ session: SSHSession) { self.session = session }
  deinit { session.loop.submit { [session] in session.close() } }

  /// Connects, checks the host's key and logs in.
  ///
  /// Where the server is too busy for us we come again, as long as the target's time-out allows.
  /// `isHop` says that it will carry other connections and no commands.
  static func open(
    _ target: SSHEndpoint, prompt: PassphrasePrompt?, isHop: Bool = false
  ) async throws(Diagnostic) -> SSHConnection {
    switch try await attempt(target, prompt: prompt, isHop: isHop) {
    case .connected(let connection): return connection
    case .foreign(let error): throw error
    }
  }

  enum Attempt {
    case connected(SSHConnection)
    /// The host wants what libssh2 lacks.
    case foreign(Diagnostic)
  }

  /// The same, for a caller that has another way to connect.
  static func attempt(
    _ target: SSHEndpoint, prompt: PassphrasePrompt?, isHop: Bool = false
  ) async throws(Diagnostic) -> Attempt {
    let known = try await HostKeys.load(for: target)
    var patience = Patience(seconds: target.timeout)
    // What is sent ahead of the answer to the login would be missing the compression that begins
    // with it.
    var sendsAhead = !isHop && !target.compresses
    while true {
      let loop = PollLoop.next()
      // Whoever leads to this host has a handshake of its own, which must not wait for this one.
      let socket = target.way == .direct ? nil : try await Network.connect(target, on: loop, prompt)
      let place = await HandshakePlace.take(on: loop)
      let began = Instant.now
      var session: SSHSession?
      do throws(Diagnostic) {
        let descriptor: Int32
        if let socket {
          descriptor = socket
        } else {
          descriptor = try await Network.connect(target, on: loop, prompt)
        }
        let new = await loop.run {
          SSHSession(descriptor: descriptor, target: target, loop: loop)
        }
        session = new
        try await new.enter(known, prompt, sendsAhead: sendsAhead)
        place.leave(done: true)
        new.meter.connected(in: began.duration(to: .now))
        return .connected(SSHConnection(new))
      } catch {
        place.leave(done: false)
        guard let session else { throw error }
        let (isTurnedAway, wasAhead, isForeign) = await loop.run {
          defer { session.close() }
          return (session.isTurnedAway, session.hasOpenedAhead, session.isForeign)
        }
        if isForeign { return .foreign(error) }
        if wasAhead {
          sendsAhead = false
        } else if isTurnedAway, await patience.wait() {
          continue
        } else {
          throw error
        }
      }
    }
  }

  /// What has gone over its socket so far.
  var cost: Cost { session.meter.cost }

  func start(_ command: String) async throws(Diagnostic) -> any RemoteProcess {
    let session = session
    // The first command is what we have connected for.
    let before = isUsed.exchange(true, ordering: .relaxed) ? cost : Cost()
    let opening = SSHOpening(command)
    let outcome = try await session.perform("start a command", timeout: nil) {
      opening.step($0)
    }
    return SSHProcess(try outcome.get(), of: self, before: before)
  }

  func close() async {
    let session = session
    await session.loop.run { session.close() }
  }
}

/// Waits between tries, twice as long each time, until its seconds are used up.
struct Patience {
  private var pause = Duration.milliseconds(200)
  private var left: Duration

  init(seconds: Int) { left = .seconds(seconds) }

  /// False when there is no time for another try. Hosts that were turned away together do not
  /// come again together.
  mutating func wait() async -> Bool {
    let time = pause * Double.random(in: 0.5...1.5)
    guard time < left else { return false }
    left -= time
    pause *= 2
    return (try? await Task.sleep(for: time)) != nil
  }
}

extension SSHSession {
  /// Key exchange, check of the host's key, login. `sendsAhead` allows to ask for a channel before
  /// the host has let us in.
  fileprivate func enter(
    _ known: HostKeys, _ prompt: PassphrasePrompt?, sendsAhead: Bool
  ) async throws(Diagnostic) {
    async let identities = SSHIdentity.all(for: target)
    try await greet()
    try await exchangeKeys(preferring: known.algorithms)
    let key = try await hostKey()
    do throws(Diagnostic) { try await known.check(key) } catch {
      if known.mayKnowOtherwise(than: key) { await loop.run { [self] in isForeign = true } }
      throw error
    }
    await loop.run { [self] in self.login.sendsAhead = sendsAhead }
    var login = SSHLogin(session: self, target: target, prompt: prompt)
    try await login.run(identities)
    await loop.run { [self] in watchesSilence = true }
  }

  /// Sends the request for a command's channel, or goes on waiting for its answer; nil until then.
  func openChannel() -> OpaquePointer? {
    libssh2_channel_open_ex(
      handle, "session", 7, 2 << 20, UInt32(LIBSSH2_CHANNEL_PACKET_DEFAULT), nil, 0)
  }

  /// Asks for the first channel before the host has said that we are in: what follows an accepted
  /// login is to be served (RFC 4252, section 5.3). After a refused one the session cannot be used
  /// further, since the answer never comes.
  func openAhead() {
    guard !hasOpenedAhead else { return }
    hasOpenedAhead = true
    ahead { _ = openChannel() }
  }
}

/// A channel on its way: opened, then told its command. Confined to the session's loop.
private final class SSHOpening: @unchecked Sendable {
  private let command: [CChar]
  private var handle: OpaquePointer?

  init(_ command: String) { self.command = command.utf8.map(CChar.init(bitPattern:)) }

  func step(_ session: SSHSession) -> Result<SSHChannel, Diagnostic>? {
    if handle == nil { handle = session.openChannel() }
    guard let handle else {
      let code = libssh2_session_last_errno(session.handle)
      if code == LIBSSH2_ERROR_EAGAIN { return nil }
      return .failure(
        session.error(
          code, "\(session.target.place) opens no further session",
          hint: "the server's MaxSessions may be too small"))
    }
    let code = libssh2_channel_process_startup(
      handle, "exec", 4, command, UInt32(command.count))
    if code == LIBSSH2_ERROR_EAGAIN { return nil }
    let channel = SSHChannel(handle, of: session)
    session.add(channel)
    guard code == 0 else {
      channel.terminate()
      return .failure(session.error(code, "\(session.target.place) starts no command"))
    }
    return .success(channel)
  }
}
