import CLibSSH2
import Core
import Glibc
import Synchronization

/// Connections to hosts that others are reached by (`ProxyJump`): one for all that are behind it,
/// kept until the end.
final class SSHJumpHosts: Sendable {
  static let shared = SSHJumpHosts()
  private let tasks = Mutex<[SSHEndpoint: Task<SSHConnection, any Error>]>([:])

  /// A stream of bytes to `target`, through the host `hop`.
  ///
  /// - Throws: what connecting to `hop` throws, and `unreachable` where that does not get there.
  func tunnel(
    to target: SSHEndpoint, through hop: SSHEndpoint, _ prompt: PassphrasePrompt?
  ) async throws(Diagnostic) -> any RemoteProcess {
    let connection = try await connection(to: hop, prompt)
    do { return try await connection.tunnel(to: target, by: hop) } catch {
      guard await connection.isOver else { throw error }
      // It broke since it was last of use.
      tasks.withLock { $0[hop] = nil }
      return try await self.connection(to: hop, prompt).tunnel(to: target, by: hop)
    }
  }

  private func connection(
    to hop: SSHEndpoint, _ prompt: PassphrasePrompt?
  ) async throws(Diagnostic) -> SSHConnection {
    let task = tasks.withLock { tasks in
      if let task = tasks[hop] { return task }
      let task = Task<SSHConnection, any Error> {
        try await SSHConnection.open(hop, prompt: prompt, isHop: true)
      }
      tasks[hop] = task
      return task
    }
    do { return try await task.value } catch {
      tasks.withLock { $0[hop] = nil }
      let error = error as? Diagnostic ?? Diagnostic(.internal, "\(error)")
      throw error.prefixed("on the way by \(hop.address)")
    }
  }
}

extension SSHConnection {
  fileprivate var isOver: Bool {
    get async { await session.loop.run { [session] in session.failure != nil } }
  }

  /// Has the host connect to another one.
  fileprivate func tunnel(
    to target: SSHEndpoint, by hop: SSHEndpoint
  ) async throws(Diagnostic) -> any RemoteProcess {
    let what = "\(hop.place) does not get to \(target.place)"
    let outcome = try await session.perform("connect further", timeout: target.timeout) {
      session -> Result<SSHChannel, Diagnostic>? in
      let handle = libssh2_channel_direct_tcpip_ex(
        session.handle, target.address, Int32(target.port), "127.0.0.1", 0)
      guard let handle else {
        let code = libssh2_session_last_errno(session.handle)
        return code == LIBSSH2_ERROR_EAGAIN ? nil : .failure(session.error(code, what))
      }
      let channel = SSHChannel(handle, of: session, isTunnel: true)
      session.add(channel)
      return .success(channel)
    }
    return SSHProcess(try outcome.get(), of: self)
  }
}
