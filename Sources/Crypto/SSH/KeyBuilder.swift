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
      return build("EC") { builder in
        let number = builder.number(secret)
        return OSSL_PARAM_BLD_push_utf8_string(builder.handle, "group", names[curve], 0) == 1
          && OSSL_PARAM_BLD_push_octet_string(builder.handle, "pub", point, point.count) == 1
          && OSSL_PARAM_BLD_push_BN(builder.handle, "priv", number) == 1
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
    return build("RSA") { builder in
      let (n, e, d) = (builder.number(parts[0]), builder.number(parts[1]), builder.number(parts[2]))
      let (inverse, p, q) =
        (builder.number(parts[3]), builder.number(parts[4]), builder.number(parts[5]))
      let numbers = [
        ("n", n), ("e", e), ("d", d), ("rsa-factor1", p), ("rsa-factor2", q),
        ("rsa-exponent1", builder.remainder(d, p)), ("rsa-exponent2", builder.remainder(d, q)),
        ("rsa-coefficient1", inverse),
      ]
      return numbers.allSatisfy { OSSL_PARAM_BLD_push_BN(builder.handle, $0, $1) == 1 }
    }
  }

  /// `EVP_PKEY_KEYPAIR`, a macro that Swift does not see: both keys and all parameters.
  private static let keyPair: Int32 = 0x87

  /// A key of libcrypto's `type` from the parameters that `fill` gives.
  private static func build(_ type: String, _ fill: (Parameters) -> Bool) -> OpaquePointer? {
    let builder = Parameters()
    guard fill(builder), let parameters = OSSL_PARAM_BLD_to_param(builder.handle) else {
      return nil
    }
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

/// libcrypto's parameter builder, and the numbers that must live until it is done; these are wiped.
private final class Parameters {
  let handle = OSSL_PARAM_BLD_new()
  private var numbers: [OpaquePointer?] = []

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

  private func keep(_ number: OpaquePointer?) -> OpaquePointer? {
    numbers.append(number)
    return number
  }

  deinit {
    for number in numbers { BN_clear_free(number) }
    OSSL_PARAM_BLD_free(handle)
  }
}
