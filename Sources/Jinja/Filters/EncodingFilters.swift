import Core
import Crypto

extension Filters {
  static let encodingFilters: [String: Filter] = [
    "b64encode": Filter(["encoding"]) { (input, arguments, _) throws(Diagnostic) in
      let codec = try TextCodec(try arguments.exactString(0, default: "utf-8"))
      let given = (input.object as? ByteString)?.bytes
      guard let bytes = given ?? codec.encode(input.text) else {
        throw arguments.error("the text has characters that the encoding lacks")
      }
      return .string(Base64.encode(bytes))
    },
    "b64decode": Filter(["encoding"]) { (input, arguments, _) throws(Diagnostic) in
      let encoding = try arguments.exactString(0, default: "utf-8")
      guard let bytes = decodeBase64(input.text.utf8) else {
        throw arguments.error("Incorrect padding")
      }
      // Python asks for no encoding then.
      if bytes.isEmpty { return "" }
      let codec = try TextCodec(encoding)
      if codec.isUTF8 { return .string(codec.decode(bytes)) }
      guard let text = codec.decodeStrictly(bytes) else {
        throw arguments.error("the bytes are no text in this encoding")
      }
      return .string(text)
    },
  ]

  /// Python's `base64.b64decode`: foreign characters are skipped, the first complete padding ends
  /// the text, a missing one is an error.
  private static func decodeBase64(_ text: String.UTF8View) -> [UInt8]? {
    var out: [UInt8] = []
    var (bits, count, pads) = (0, 0, 0)
    for byte in text {
      if byte == UInt8(ascii: "=") {
        pads += 1
        if count >= 2, count + pads >= 4 { return out }
        continue
      }
      guard let digit = base64Digit(byte) else { continue }
      pads = 0
      bits = (bits << 6 | digit) & 0xFFF
      if count > 0 { out.append(UInt8(truncatingIfNeeded: bits >> (6 - 2 * count))) }
      count = (count + 1) % 4
    }
    return count == 0 ? out : nil
  }

  private static func base64Digit(_ byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte) - 65
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte) - 71
    case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte) + 4
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }

  static let hashFilters: [String: Filter] = [
    "hash": Filter(["hashtype"], digest),
    "checksum": Filter { (input, _, _) throws(Diagnostic) in try digest(input, .sha1) },
    "sha1": Filter { (input, _, _) throws(Diagnostic) in try digest(input, .sha1) },
    "md5": Filter { (input, _, _) throws(Diagnostic) in try digest(input, .md5) },
    "password_hash": Filter(["hashtype", "salt", "salt_size", "rounds", "ident"], passwordHash),
    "to_uuid": Filter(["namespace"], uuid),
  ]

  private static func digest(_ input: Value, _ digest: Digest) throws(Diagnostic) -> Value {
    try input.requireDefined()
    return .string(digest.hex(input.encoded))
  }

  private static func digest(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    try input.requireDefined()
    let name = try arguments.string(0, default: "sha1")
    guard let hash = Digest.hash(input.encoded, named: name) else {
      throw arguments.told("unsupported hash type \(name)")
    }
    return .string(Hex.encode(hash))
  }

  private static func passwordHash(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    var settings = PasswordSettings()
    settings.salt = try arguments.optionalString(1).flatMap { $0.isEmpty ? nil : $0 }
    settings.saltSize = try arguments.optionalInt(2).flatMap { $0 == 0 ? nil : $0 }
    if let rounds = arguments[3], !rounds.isNull {
      guard let number = rounds.asInteger ?? rounds.string.flatMap({ PythonNumber.integer($0) })
      else {
        throw arguments.error("'rounds' must be an integer, not \(rounds.repr)")
      }
      settings.rounds = number == 0 ? nil : number
    }
    settings.ident = try arguments.optionalString(4)
    return .string(
      try PasswordHash.passlib(
        try arguments.text(of: input), scheme: try arguments.string(0, default: "sha512"), settings
      ))
  }

  /// Version 5 UUIDs (RFC 9562), below Ansible's own namespace unless told otherwise.
  private static func uuid(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let name = try arguments.string(0, default: "361E6D51-FAEC-444A-9079-341386DA8E2E")
    // `urn:uuid:…`, braces and hyphens mean nothing.
    let bare = name.replacingAll("urn:", with: "").replacingAll("uuid:", with: "")
    let digits = StringMethods.strip(bare, "{}").utf8.filter { $0 != UInt8(ascii: "-") }
    guard digits.count == 32 else {
      throw arguments.told("Invalid value '\(name)' for 'namespace'")
    }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: 32, by: 2) {
      guard let byte = UInt8(String(bytes: digits[index...index + 1]), radix: 16) else {
        throw arguments.told("Invalid value '\(name)' for 'namespace'")
      }
      bytes.append(byte)
    }
    var hash = Array(Digest.sha1.hash(bytes + input.encoded).prefix(16))
    hash[6] = hash[6] & 0x0F | 0x50
    hash[8] = hash[8] & 0x3F | 0x80
    let hex = Hex.encode(hash)
    let cuts = [0, 8, 12, 16, 20, 32]
    return .string(
      zip(cuts, cuts.dropFirst()).map { hex.scalars($0..<$1) }.joined(separator: "-"))
  }
}
