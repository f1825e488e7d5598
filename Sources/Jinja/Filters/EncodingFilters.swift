import Core
import Crypto

extension Filters {
  static let encodingFilters: [String: Filter] = [
    "b64encode": Filter(["encoding"]) { (input, _, _) in
      .string(Base64.encode(Array(input.text.utf8)))
    },
    "b64decode": Filter(["encoding"]) { (input, arguments, _) throws(Diagnostic) in
      guard let bytes = Base64.decode(input.text.utf8) else {
        throw arguments.error("Incorrect padding")
      }
      return .string(String(bytes: bytes))
    },
  ]

  static let hashFilters: [String: Filter] = [
    "hash": Filter(["hashtype"], digest),
    "checksum": Filter { (input, _, _) in .string(Digest.sha1.hex(Array(input.text.utf8))) },
    "sha1": Filter { (input, _, _) in .string(Digest.sha1.hex(Array(input.text.utf8))) },
    "md5": Filter { (input, _, _) in .string(Digest.md5.hex(Array(input.text.utf8))) },
    "password_hash": Filter(["hashtype", "salt", "salt_size", "rounds", "ident"], passwordHash),
    "to_uuid": Filter(["namespace"], uuid),
  ]

  private static func digest(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let name = try arguments.string(0, default: "sha1")
    guard let digest = Digest(rawValue: name.lowercased()) else {
      throw arguments.error("unsupported hash type \(name)")
    }
    return .string(digest.hex(Array(input.text.utf8)))
  }

  private static func passwordHash(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    .string(
      try PasswordHash.passlib(
        input.text, scheme: try arguments.string(0, default: "sha512"),
        salt: try arguments.optionalString(1), saltSize: try arguments.optionalInt(2),
        rounds: try arguments.optionalInt(3), ident: try arguments.optionalString(4)))
  }

  /// Version 5 UUIDs (RFC 9562), below Ansible's own namespace unless told otherwise.
  private static func uuid(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let name = try arguments.string(0, default: "361E6D51-FAEC-444A-9079-341386DA8E2E")
    let digits = Array(name.utf8.filter { $0 != UInt8(ascii: "-") })
    guard digits.count == 32 else {
      throw arguments.error("Invalid value '\(name)' for 'namespace'")
    }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: 32, by: 2) {
      guard let byte = UInt8(String(bytes: digits[index...index + 1]), radix: 16) else {
        throw arguments.error("Invalid value '\(name)' for 'namespace'")
      }
      bytes.append(byte)
    }
    var hash = Array(Digest.sha1.hash(bytes + Array(input.text.utf8)).prefix(16))
    hash[6] = hash[6] & 0x0F | 0x50
    hash[8] = hash[8] & 0x3F | 0x80
    let hex = Hex.encode(hash)
    let cuts = [0, 8, 12, 16, 20, 32]
    return .string(
      zip(cuts, cuts.dropFirst()).map { hex.scalars($0..<$1) }.joined(separator: "-"))
  }
}
