import Core
import Crypto
import Synchronization
import Vault

/// What a file at the far end shall hold: bytes at hand, or a file of the controller, which is never
/// held in memory as a whole.
enum Content: Sendable {
  case bytes([UInt8])
  /// `size` is what the file had when it was looked at.
  case file(path: String, size: Int, sha1: String)

  /// A file of the controller. A small one is read at once; a large one only for its checksum.
  init(file path: String, limit: Int) throws(Diagnostic) {
    let reader = try FileReader(path)
    if reader.size <= limit {
      self = .bytes(try Files.read(path))
    } else {
      self = .file(path: path, size: reader.size, sha1: try FileDigests.sha1(reader))
    }
  }

  /// The same, decrypted where it is encrypted; an encrypted file is read at once whatever its size.
  ///
  /// - Throws: also as `Vault.decrypt`.
  init(decrypting path: String, limit: Int, by vault: Vault) throws(Diagnostic) {
    if try VaultEnvelope.isEncrypted(file: path) {
      guard !vault.identities.isEmpty else {
        throw Diagnostic(
          .file, "A vault password or secret must be specified to decrypt \(path)",
          hint: Vault.passwordHint)
      }
      self = .bytes(try vault.read(path, name: path).text)
    } else {
      try self.init(file: path, limit: limit)
    }
  }

  var count: Int {
    switch self {
    case .bytes(let bytes): bytes.count
    case .file(_, let size, _): size
    }
  }

  var sha1: String {
    switch self {
    case .bytes(let bytes): Digest.sha1.hex(bytes)
    case .file(_, _, let sha1): sha1
    }
  }

  /// - Throws: `file` when the file cannot be read any more.
  func md5() throws(Diagnostic) -> String {
    switch self {
    case .bytes(let bytes): Digest.md5.hex(bytes)
    case .file(let path, _, _): try FileDigests.hash(try FileReader(path), .md5)
    }
  }

  /// The content in pieces.
  func pieces() throws(Diagnostic) -> Pieces {
    switch self {
    case .bytes(let bytes): Pieces(rest: bytes[...], reader: nil)
    case .file(let path, _, _): Pieces(rest: [], reader: try FileReader(path))
    }
  }

  /// What is left of a content.
  struct Pieces {
    fileprivate var rest: ArraySlice<UInt8>
    fileprivate let reader: FileReader?

    /// At most `count` bytes; none at the end.
    mutating func next(_ count: Int) throws(Diagnostic) -> [UInt8] {
      if let reader { return try reader.read(count) }
      defer { rest = rest.dropFirst(count) }
      return Array(rest.prefix(count))
    }
  }
}

/// Hashes of files of the controller, kept while a file stays as it is: many hosts take the same one.
enum FileDigests {
  private static let known = Mutex<[FileIdentity: String]>([:])
  private static let piece = 1 << 20

  static func sha1(_ reader: FileReader) throws(Diagnostic) -> String {
    let identity = reader.identity
    if let known = known.withLock({ $0[identity] }) { return known }
    let sha1 = try hash(reader, .sha1)
    known.withLock { $0[identity] = sha1 }
    return sha1
  }

  static func hash(_ reader: FileReader, _ digest: Digest) throws(Diagnostic) -> String {
    let running = RunningDigest(digest)
    while true {
      let bytes = try reader.read(piece)
      if bytes.isEmpty { return running.hex }
      running.update(bytes)
    }
  }
}
