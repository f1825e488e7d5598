import Connections
import Core

/// What sends the stream that a call asks for.
protocol StreamSource: Sendable {
  /// Sends the stream up to its end, which every stream must have: the host waits for it.
  ///
  /// - Parameter request: what the call has asked for, in the words of its script.
  /// - Returns: why the content cannot be had; the stream has been ended nevertheless.
  /// - Throws: `unreachable` when the connection is lost.
  func answer(
    _ request: String, to stream: OutgoingStream
  ) async throws(Diagnostic) -> Diagnostic?
}

/// The way to a call that waits for a stream. Nobody else sends meanwhile.
struct OutgoingStream {
  let process: any RemoteProcess
  let pending: PendingReply

  /// Sends a part; as fast as the host takes it.
  ///
  /// - Returns: false when the host does not want any more of it.
  func send(_ bytes: [UInt8]) async throws(Diagnostic) -> Bool {
    try await process.write(bytes)
    pending.note(Cost(bytesSent: bytes.count))
    return !pending.asksAgain
  }
}
