import Core
import Crypto

/// Python's `bytes`: what `text.encode()` gives. It lives inside expressions only; what a template prints of it is its text, as
/// ansible-core prints it.
final class ByteString: Object {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var typeName: String { "bytes" }
  var isTrue: Bool { !bytes.isEmpty }
  var count: Int? { bytes.count }
  var hashSeed: Int { bytes.hashValue }
  func elements() throws(Diagnostic) -> [Value]? { bytes.map { .int(Int($0)) } }
  func equals(_ other: any Object) -> Bool { (other as? ByteString)?.bytes == bytes }

  /// `b'…'`
  var text: String {
    let quote: UInt8 = bytes.contains(0x27) && !bytes.contains(0x22) ? 0x22 : 0x27
    var out: [UInt8] = [UInt8(ascii: "b"), quote]
    for byte in bytes {
      switch byte {
      case 0x09: out += Array(#"\t"#.utf8)
      case 0x0A: out += Array(#"\n"#.utf8)
      case 0x0D: out += Array(#"\r"#.utf8)
      case quote, 0x5C: out += [0x5C, byte]
      case 0x20..<0x7F: out.append(byte)
      default: out += Array("\\x\(PythonText.hex(UInt64(byte), width: 2))".utf8)
      }
    }
    return String(bytes: out + [quote])
  }

  /// The text that the bytes are in UTF-8.
  var decoded: String { String(bytes: bytes) }

  func item(_ key: Value) throws(Diagnostic) -> Value? {
    guard let index = key.asInteger else { return nil }
    let position = index < 0 ? index + bytes.count : index
    if bytes.indices.contains(position) { return .int(Int(bytes[position])) }
    return nil
  }

  func attribute(_ name: String) throws(Diagnostic) -> Value? {
    switch name {
    case "decode":
      return .object(
        Function("decode", ["encoding", "errors"]) { [self] (arguments, _) throws(Diagnostic) in
          try decode(arguments)
        })
    case "hex":
      return .object(Function("hex") { [self] (_, _) in .string(Hex.encode(bytes)) })
    default: return nil
    }
  }

  private func decode(_ arguments: Arguments) throws(Diagnostic) -> Value {
    let errors = try arguments.exactString(1, default: "strict")
    let name = try arguments.exactString(0, default: "utf-8")
    if bytes.isEmpty { return "" }
    let codec = try TextCodec(name)
    if let text = codec.decodeStrictly(bytes) { return .string(text) }
    switch errors {
    case "ignore": return .string(codec.decode(bytes).replacingAll("\u{FFFD}", with: ""))
    case "replace": return .string(codec.decode(bytes))
    default: throw arguments.error("the bytes are no text in the encoding '\(name)'")
    }
  }

  /// `text.encode(encoding, errors)`
  static func encode(_ text: String, _ arguments: Arguments) throws(Diagnostic) -> ByteString {
    let name = try arguments.exactString(0, default: "utf-8")
    let codec = try TextCodec(name)
    if let bytes = codec.encode(text) { return ByteString(bytes) }
    switch try arguments.exactString(1, default: "strict") {
    case "ignore":
      return ByteString(text.unicodeScalars.flatMap { codec.encode(String($0)) ?? [] })
    case "replace":
      return ByteString(text.unicodeScalars.flatMap { codec.encode(String($0)) ?? [0x3F] })
    default: throw arguments.error("the text has characters that the encoding '\(name)' lacks")
    }
  }
}

extension Value {
  /// The bytes that hashes and codes are made of: those of `bytes`, or of the text.
  var encoded: [UInt8] { (object as? ByteString)?.bytes ?? Array(text.utf8) }
}
