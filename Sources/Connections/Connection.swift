import Core

/// A way to one host, over which commands can be started. Safe to use from many tasks at once.
package protocol Connection: Sendable {
  /// Starts `command` by the shell of the host (over SSH the user's login shell, elsewhere
  /// `/bin/sh -c`) and gives its pipes. `unreachable` when the way is gone.
  func start(_ command: String) async throws(Diagnostic) -> any RemoteProcess

  /// Ends everything that runs over this connection and lets go of it. Never fails; may be
  /// called twice.
  func close() async
}

/// A command that runs on a host, with its three pipes.
///
/// One task writes and one task reads at a time; both may be the same or run side by side.
package protocol RemoteProcess: Sendable {
  /// Sends bytes to the standard input. Returns when the transport has taken them, which is as
  /// fast as the far end reads (flow control); so a large write needs someone who reads.
  func write(_ bytes: [UInt8]) async throws(Diagnostic)

  /// Waits for the next piece of output, or the end. After the end it gives the end again.
  /// `unreachable` when the connection is lost.
  func read() async throws(Diagnostic) -> ProcessOutput

  /// Closes the standard input, after everything that was written before.
  func closeInput() async

  /// Gives the process up: its pipes are closed and a reader that waits is told the end.
  func terminate() async

  /// What has gone over this process's pipes so far.
  var cost: Cost { get }
}

/// What a process has to say.
package enum ProcessOutput: Sendable, Hashable {
  /// Bytes of the standard output, never none.
  case output([UInt8])
  /// Bytes of the standard error, never none.
  case error([UInt8])
  /// The end, after all output: the exit status, or the signal (`KILL`) that ended the process.
  /// Both are nil when it was given up by `terminate`, or the far end did not say.
  case exit(status: Int32?, signal: String?)
}

/// A text that must not show: a password, a passphrase.
package struct Secret: Sendable, Hashable, CustomStringConvertible, CustomReflectable {
  package let text: String

  package init(_ text: String) { self.text = text }

  package var description: String { "********" }
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}

/// Asks a person for the passphrase of a key file; nil when there is nobody to ask, or no answer.
/// Only called for a key that the host would accept; `attempt` counts from 1.
package typealias PassphrasePrompt =
  @Sendable (_ keyFile: String, _ attempt: Int) async -> Secret?
