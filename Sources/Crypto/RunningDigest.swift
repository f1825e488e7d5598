import CCrypto

/// A hash of content that comes in pieces. Not to be shared.
package final class RunningDigest {
  private let context = EVP_MD_CTX_new()

  package init(_ digest: Digest) {
    let started = EVP_DigestInit_ex(context, digest.method, nil)
    precondition(started == 1, "libcrypto knows \(digest.rawValue)")
  }

  deinit { EVP_MD_CTX_free(context) }

  package func update(_ bytes: some ContiguousBytes) {
    bytes.withContiguousBytes { _ = EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
  }

  /// The hash of what has come so far, as lower-case hexadecimal digits; more may come.
  package var hex: String {
    let copy = EVP_MD_CTX_new()
    defer { EVP_MD_CTX_free(copy) }
    var out = [UInt8](repeating: 0, count: Int(EVP_MAX_MD_SIZE))
    var size: UInt32 = 0
    EVP_MD_CTX_copy_ex(copy, context)
    EVP_DigestFinal_ex(copy, &out, &size)
    return Hex.encode(Array(out.prefix(Int(size))))
  }
}

/// Bytes that lie one after the other.
package protocol ContiguousBytes {
  func withContiguousBytes(_ body: (UnsafeRawBufferPointer) -> Void)
}

extension [UInt8]: ContiguousBytes {
  package func withContiguousBytes(_ body: (UnsafeRawBufferPointer) -> Void) {
    withUnsafeBytes(body)
  }
}

extension ArraySlice<UInt8>: ContiguousBytes {
  package func withContiguousBytes(_ body: (UnsafeRawBufferPointer) -> Void) {
    withUnsafeBytes(body)
  }
}
