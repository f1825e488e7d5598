import CCrypto

/// libcrypto as a whole.
package enum CryptoLibrary {
  /// Starts it such that it does not clean up when the process ends: other threads may be inside it
  /// then. Holds if it is called before anything else of the library.
  package static func start() { OPENSSL_init_crypto(UInt64(OPENSSL_INIT_NO_ATEXIT), nil) }
}
