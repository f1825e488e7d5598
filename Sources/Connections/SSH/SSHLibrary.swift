import CLibSSH2
import Crypto
import Glibc

/// What concerns libssh2 as a whole: its start, its callbacks, its version.
enum SSHLibrary {
  /// Starts the library, once, before its first use.
  static let isReady: Bool = {
    CryptoLibrary.start()
    return libssh2_init(0) == 0
  }()

  /// From 1.11 on the library makes RSA signatures with SHA-2 by itself; before, we give such a
  /// key the name of the algorithm.
  static let knowsRSAWithSHA2: Bool = libssh2_version(0x010b00) != nil

  typealias Abstract = UnsafeMutablePointer<UnsafeMutableRawPointer?>
  private typealias Send =
    @convention(c) (Int32, UnsafeRawPointer?, Int, Int32, Abstract?) -> Int
  private typealias Receive =
    @convention(c) (Int32, UnsafeMutableRawPointer?, Int, Int32, Abstract?) -> Int

  private static let send: Send = { _, bytes, count, _, abstract in
    guard let session = SSHSession.owner(abstract) else { return -Int(EPIPE) }
    return session.send(UnsafeRawBufferPointer(start: bytes, count: count))
  }
  private static let receive: Receive = { _, bytes, count, _, abstract in
    guard let session = SSHSession.owner(abstract) else { return -Int(ECONNRESET) }
    return session.receive(UnsafeMutableRawBufferPointer(start: bytes, count: count))
  }

  /// Has the session send and receive through its `SSHSession`.
  static func setCallbacks(_ handle: OpaquePointer) {
    libssh2_session_callback_set(
      handle, LIBSSH2_CALLBACK_SEND, unsafeBitCast(send, to: UnsafeMutableRawPointer.self))
    libssh2_session_callback_set(
      handle, LIBSSH2_CALLBACK_RECV, unsafeBitCast(receive, to: UnsafeMutableRawPointer.self))
  }
}
