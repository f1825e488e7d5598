import CCrypto
import Core

/// Makes libcrypto keys from the numbers in a key file, and public blobs from libcrypto keys.
enum KeyBuilder {
  /// The private part of an OpenSSH key file, decrypted: type, numbers, comment.
  static func key(_ reader: inout SSHReader) -> OpaquePointer? {
    guard let type = reader.text() else { return nil }
    switch type {
    case "ssh-ed25519":
      guard reader.string() != nil, let pair = reader.string(), pair.count == 64 else { return nil }
      return EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, pair, 32)
    case "ssh-rsa": return rsa(&reader)
    case "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521":
      guard let curve = reader.text(), let point = reader.string(), let secret = reader.string()
      else { return nil }
      return build("EC") { parameters in
        parameters.add("group", text: names[curve] ?? "")
        parameters.add("pub", bytes: point)
        parameters.add("priv", parameters.number(secret))
      }
    default: return nil
    }
  }

  /// libcrypto's names of the curves.
  private static let names = [
    "nistp256": "prime256v1", "nistp384": "secp384r1", "nistp521": "secp521r1",
  ]

  private static func rsa(_ reader: inout SSHReader) -> OpaquePointer? {
    let parts = (0..<6).compactMap { _ in reader.string() }
    guard parts.count == 6 else { return nil }
    return build("RSA") { parameters in
      let numbers = parts.map(parameters.number)
      let (n, e, d, inverse) = (numbers[0], numbers[1], numbers[2], numbers[3])
      let (p, q) = (numbers[4], numbers[5])
      parameters.add("n", n)
      parameters.add("e", e)
      parameters.add("d", d)
      parameters.add("rsa-factor1", p)
      parameters.add("rsa-factor2", q)
      parameters.add("rsa-exponent1", parameters.remainder(d, p))
      parameters.add("rsa-exponent2", parameters.remainder(d, q))
      parameters.add("rsa-coefficient1", inverse)
    }
  }

  /// `EVP_PKEY_KEYPAIR`, a macro that Swift does not see: both keys and all parameters.
  private static let keyPair: Int32 = 0x87

  /// A key of libcrypto's `type` from the parameters that `fill` gives.
  private static func build(_ type: String, _ fill: (Parameters) -> Void) -> OpaquePointer? {
    let builder = Parameters()
    fill(builder)
    guard let parameters = OSSL_PARAM_BLD_to_param(builder.handle) else { return nil }
    defer { OSSL_PARAM_free(parameters) }
    let context = EVP_PKEY_CTX_new_from_name(nil, type, nil)
    defer { EVP_PKEY_CTX_free(context) }
    var key: OpaquePointer?
    guard EVP_PKEY_fromdata_init(context) == 1,
      EVP_PKEY_fromdata(context, &key, keyPair, parameters) == 1
    else { return nil }
    return key
  }

  /// The public key of a libcrypto key as SSH sends it; nil for types that SSH does not have.
  static func publicBlob(_ key: OpaquePointer) -> [UInt8]? {
    var blob: [UInt8] = []
    switch EVP_PKEY_get_base_id(key) {
    case EVP_PKEY_ED25519:
      var point = [UInt8](repeating: 0, count: 32)
      var count = 32
      guard EVP_PKEY_get_raw_public_key(key, &point, &count) == 1 else { return nil }
      blob.appendSSH("ssh-ed25519".utf8)
      blob.appendSSH(point)
    case EVP_PKEY_RSA:
      guard let e = number(key, "e"), let n = number(key, "n") else { return nil }
      blob.appendSSH("ssh-rsa".utf8)
      blob.appendSSHInteger(e)
      blob.appendSSHInteger(n)
    case EVP_PKEY_EC:
      var name = [CChar](repeating: 0, count: 64)
      var point = [UInt8](repeating: 0, count: 256)
      var count = 0
      guard EVP_PKEY_get_utf8_string_param(key, "group", &name, name.count, nil) == 1,
        let curve = names.first(where: { name.starts(with: $0.value.utf8.map(CChar.init)) })?.key,
        EVP_PKEY_get_octet_string_param(key, "pub", &point, point.count, &count) == 1
      else { return nil }
      blob.appendSSH("ecdsa-sha2-\(curve)".utf8)
      blob.appendSSH(curve.utf8)
      blob.appendSSH(point.prefix(count))
    default: return nil
    }
    return blob
  }

  private static func number(_ key: OpaquePointer, _ name: String) -> [UInt8]? {
    var number: OpaquePointer?
    guard EVP_PKEY_get_bn_param(key, name, &number) == 1 else { return nil }
    defer { BN_free(number) }
    var bytes = [UInt8](repeating: 0, count: (Int(BN_num_bits(number)) + 7) / 8)
    BN_bn2bin(number, &bytes)
    return bytes
  }
}

/// libcrypto's parameter builder. It keeps pointers to names and values until it is done, so they
/// live here; values are wiped then.
private final class Parameters {
  let handle = OSSL_PARAM_BLD_new()
  private var numbers: [OpaquePointer?] = []
  private var copies: [UnsafeMutablePointer<CChar>] = []

  func add(_ name: StaticString, _ number: OpaquePointer?) {
    OSSL_PARAM_BLD_push_BN(handle, pointer(name), number)
  }

  func add(_ name: StaticString, text: String) {
    OSSL_PARAM_BLD_push_utf8_string(handle, pointer(name), copy(text.utf8), text.utf8.count)
  }

  func add(_ name: StaticString, bytes: [UInt8]) {
    OSSL_PARAM_BLD_push_octet_string(handle, pointer(name), copy(bytes), bytes.count)
  }

  func number(_ bytes: [UInt8]) -> OpaquePointer? {
    keep(BN_bin2bn(bytes, Int32(bytes.count), nil))
  }

  /// `a mod (b - 1)`
  func remainder(_ a: OpaquePointer?, _ b: OpaquePointer?) -> OpaquePointer? {
    let modulus = keep(BN_dup(b))
    let result = keep(BN_new())
    let context = BN_CTX_new()
    defer { BN_CTX_free(context) }
    guard BN_sub_word(modulus, 1) == 1, BN_div(nil, result, a, modulus, context) == 1 else {
      return nil
    }
    return result
  }

  /// Static text has an address that stays.
  private func pointer(_ name: StaticString) -> UnsafePointer<CChar> {
    UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self)
  }

  private func copy(_ bytes: some Collection<UInt8>) -> UnsafeMutablePointer<CChar> {
    let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count + 1)
    for (index, byte) in bytes.enumerated() { copy[index] = CChar(bitPattern: byte) }
    copy[bytes.count] = 0
    copies.append(copy)
    return copy
  }

  private func keep(_ number: OpaquePointer?) -> OpaquePointer? {
    numbers.append(number)
    return number
  }

  deinit {
    for number in numbers { BN_clear_free(number) }
    for copy in copies { copy.deallocate() }
    OSSL_PARAM_BLD_free(handle)
  }
}
