import CCrypto

/// Bytes that nobody else shall find: passwords and keys. They are overwritten as soon as nobody
/// holds them any more.
///
/// Safe to share: nothing writes to them between `init` and `deinit`.
package final class SecretBytes: @unchecked Sendable {
  private let bytes: UnsafeMutableRawBufferPointer

  package init(_ source: some Collection<UInt8>) {
    bytes = .allocate(byteCount: source.count, alignment: 1)
    bytes.copyBytes(from: source)
  }

  /// Takes what `fill` writes into so many bytes.
  init(count: Int, fill: (UnsafeMutableRawBufferPointer) -> Void) {
    bytes = .allocate(byteCount: count, alignment: 1)
    fill(bytes)
  }

  deinit {
    OPENSSL_cleanse(bytes.baseAddress, bytes.count)
    bytes.deallocate()
  }

  package var isEmpty: Bool { bytes.isEmpty }

  package func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    body(UnsafeRawBufferPointer(bytes))
  }

  /// Compares in constant time.
  package func equals(_ other: SecretBytes) -> Bool {
    bytes.count == other.bytes.count
      && CRYPTO_memcmp(bytes.baseAddress, other.bytes.baseAddress, bytes.count) == 0
  }
}

extension [UInt8] {
  /// Overwrites the bytes; other copies stay.
  package mutating func cleanse() {
    withUnsafeMutableBytes { OPENSSL_cleanse($0.baseAddress, $0.count) }
  }
}

extension SecretBytes: CustomStringConvertible, CustomReflectable {
  package var description: String { "********" }
  package var customMirror: Mirror { Mirror(self, children: [:]) }
}
