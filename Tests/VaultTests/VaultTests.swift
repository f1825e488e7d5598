import Core
import Crypto
import Glibc
import Testing

@testable import Vault

/// Passwords for tests.
func vault(_ passwords: (String, String)..., matching: Bool = false) -> Vault {
  Vault(
    passwords.map { Vault.Identity(label: $0.0, password: SecretBytes(Array($0.1.utf8))) },
    matchesLabels: matching)
}

/// What ansible-core has encrypted.
struct Vector {
  let password, label, envelope: String
  let salt, text: [UInt8]

  static let all: [Vector] = {
    let path = Path.join(Path.folder(#filePath), "Cases/vectors.json")
    let list = (try? JSONReader.read(Files.read(path), name: path))?.list ?? []
    return list.map { value in
      func text(_ name: String) -> String { value[name]?.text ?? "" }
      return Vector(
        password: text("password"), label: text("label"), envelope: text("envelope"),
        salt: Hex.decode(Array(text("salt").utf8)) ?? [],
        text: Hex.decode(Array(text("text").utf8)) ?? [])
    }
  }()
}

@Suite struct VectorTests {
  @Test func vectorsAreThere() { #expect(Vector.all.count == 50) }

  @Test func whatAnsibleEncryptedIsDecrypted() throws {
    for vector in Vector.all {
      let decrypted = try vault(("any", vector.password)).decrypt(Array(vector.envelope.utf8))
      #expect(decrypted.text == vector.text)
      #expect(decrypted.label ?? "default" == vector.label)
    }
  }

  /// With the same salt it is the same to the byte, so Ansible can decrypt it.
  @Test func encryptsAsAnsibleDoes() throws {
    for vector in Vector.all {
      let identity = Vault.Identity(
        label: vector.label, password: SecretBytes(Array(vector.password.utf8)))
      let made = try Vault.encrypt(vector.text, for: identity, salt: vector.salt)
      #expect(String(decoding: made, as: UTF8.self) == vector.envelope)
    }
  }

  @Test func saltsAreRandom() throws {
    let identity = Vault.Identity(password: SecretBytes(Array("x".utf8)))
    let two = try (0..<2).map { _ in try Vault.encrypt([1, 2, 3], for: identity) }
    #expect(two[0] != two[1])
    #expect(try VaultEnvelope(two[0]).salt.count == 32)
    #expect(throws: Diagnostic.self) { try Vault.encrypt(two[0], for: identity) }
  }
}

@Suite struct PasswordTests {
  let text: [UInt8] =
    (try? Vault.encrypt(
      Array("text".utf8),
      for: Vault.Identity(label: "dev", password: SecretBytes(Array("right".utf8))))) ?? []

  @Test func severalPasswordsAreTried() throws {
    let vault = vault(("default", "wrong"), ("prod", "right"))
    #expect(try vault.decrypt(text).identity.label == "prod")
    #expect(try vault.decrypt(text).label == "dev")
  }

  @Test func labelsMustMatchOnDemand() throws {
    #expect(try vault(("dev", "right"), matching: true).decrypt(text).text == Array("text".utf8))
    let error = #expect(throws: Diagnostic.self) {
      try vault(("prod", "right"), matching: true).decrypt(text)
    }
    #expect(error?.hint?.contains("vault_id_match") == true)
  }

  @Test func noPassword() {
    let error = #expect(throws: Diagnostic.self) { try Vault().decrypt(text) }
    #expect(error?.message == "Attempting to decrypt but no vault secrets found")
    #expect(error?.hint?.contains("--ask-vault-pass") == true)
  }

  @Test func aProvenPasswordIsNotCalledWrong() throws {
    let vault = vault(("dev", "right"))
    let other = try Vault.encrypt([1], for: .init(password: SecretBytes(Array("other".utf8))))
    let before = #expect(throws: Diagnostic.self) { try vault.decrypt(other) }
    #expect(before?.hint?.contains("password is wrong") == true)
    _ = try vault.decrypt(text)
    let after = #expect(throws: Diagnostic.self) { try vault.decrypt(other) }
    #expect(after?.hint?.contains("another password") == true)
  }

  /// Many hosts ask for the same values: keys are derived once.
  @Test func keysAreKept() throws {
    let vault = vault(("prod", "wrong"), ("dev", "right"))
    let elapsed = try ContinuousClock().measure {
      for _ in 0..<2000 { _ = try vault.decrypt(text) }
    }
    #expect(elapsed < .seconds(5))
  }

  @Test func errorsHaveThePlaceAndNoPassword() {
    let file = SourceFile(name: "group_vars/all.yml")
    let place = SourceLocation(file: file, line: 4, column: 3)
    let value = EncryptedText(String(decoding: text, as: UTF8.self), at: place)
    let error = #expect(throws: Diagnostic.self) { try vault(("dev", "hush")).decrypt(value) }
    #expect(error?.location?.description == "group_vars/all.yml:4:3")
    #expect(error?.description.contains("hush") == false)
    #expect("\(SecretBytes(Array("hush".utf8)))" == "********")
  }
}

/// What is damaged is told from a wrong password wherever that can be told.
@Suite struct DamageTests {
  let envelope = Vector.all[9].envelope
  let password = Vector.all[9].password

  private func message(_ text: String) -> String? {
    do {
      _ = try vault(("default", password)).decrypt(Array(text.utf8))
      return nil
    } catch { return error.message }
  }

  @Test func formsOfDamage() {
    let lines = envelope.split(separator: "\n").map(String.init)
    #expect(message(envelope) == nil)
    #expect(message("$ANSIBLE_VAULT;1.1")?.contains("no header") == true)
    #expect(message("$ANSIBLE_VAULT;1.0;AES\n" + lines[1]) == "AES cipher could not be found")
    #expect(message(lines[0] + "\n")?.contains("damaged") == true)
    #expect(message(lines.dropLast().joined(separator: "\n"))?.contains("damaged") == true)
    #expect(message(String(envelope.dropLast(2)))?.contains("Odd-length") == true)
    let foreign = lines[0] + "\nxyz" + lines[1].dropFirst(3) + lines[2...].joined()
    #expect(message(foreign)?.contains("Non-hexadecimal digit found") == true)
  }

  @Test func lineEndsAndIndentationDoNotMatter() {
    #expect(message(envelope.split(separator: "\n").joined(separator: "\r\n")) == nil)
    #expect(message(envelope.split(separator: "\n").joined(separator: "\n   ")) == nil)
  }

  /// No change of a digit goes unnoticed, and none crashes.
  @Test func everyChangedDigitIsNoticed() {
    var generator = SystemRandomNumberGenerator()
    let start =
      envelope.utf8.firstIndex(of: 0x0A).map {
        envelope.utf8.distance(from: envelope.startIndex, to: $0)
      } ?? 0
    for _ in 0..<60 {
      var bytes = Array(envelope.utf8)
      let place = Int.random(in: start + 1..<bytes.count - 1, using: &generator)
      if bytes[place] == 0x0A { continue }
      bytes[place] = bytes[place] == UInt8(ascii: "1") ? UInt8(ascii: "2") : UInt8(ascii: "1")
      if bytes == Array(envelope.utf8) { continue }
      #expect(message(String(decoding: bytes, as: UTF8.self)) != nil)
    }
  }

  @Test func randomTextsDoNotCrash() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<500 {
      let noise = (0..<Int.random(in: 0..<200, using: &generator)).map { _ in
        UInt8.random(in: .min ... .max, using: &generator)
      }
      _ = try? VaultEnvelope(Array("$ANSIBLE_VAULT;1.1;AES256\n".utf8) + noise)
    }
  }
}

/// `WRITE_VECTORS=file` writes what Bosun encrypts, for `record.py --check file`.
@Test func writesVectorsForAnsible() throws {
  guard let path = ProcessEnvironment["WRITE_VECTORS"] else { return }
  let list = try Vector.all.map { vector -> Value in
    let identity = Vault.Identity(
      label: vector.label, password: SecretBytes(Array(vector.password.utf8)))
    let made = try Vault.encrypt(vector.text, for: identity)
    return [
      "password": .string(vector.password), "label": .string(vector.label),
      "text": .string(Hex.encode(vector.text)),
      "envelope": .string(String(decoding: made, as: UTF8.self)),
    ]
  }
  try Files.write(Array(JSONWriter().write(.list(list)).utf8), to: path)
}
