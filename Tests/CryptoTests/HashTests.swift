import Core
import Testing

@testable import Crypto

@Test func digestsAreThoseOfTheStandards() {
  let abc = Array("abc".utf8)
  #expect(Digest.md5.hex(abc) == "900150983cd24fb0d6963f7d28e17f72")
  #expect(Digest.sha1.hex(abc) == "a9993e364706816aba3e25717850c26c9cd0d89d")
  #expect(
    Digest.sha256.hex(abc) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  #expect(Digest.sha512.hex([]).hasPrefix("cf83e1357eefb8bdf1542850d66d8007"))
  // RFC 2202, test case 2.
  let mac = Digest.sha1.hmac(key: Array("Jefe".utf8), Array("what do ya want for nothing?".utf8))
  #expect(Hex.encode(mac) == "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79")
}

@Test func passwordHashesEqualThoseOfPasslib() throws {
  func hash(_ scheme: String, _ salt: String, _ rounds: Int? = nil) throws -> String {
    var settings = PasswordSettings()
    settings.salt = salt
    settings.rounds = rounds
    return try PasswordHash.passlib("pw", scheme: scheme, settings)
  }
  #expect(
    try hash("sha512", "saltsalt", 5000)
      == "$6$saltsalt$pauPrmdmG4BTE9h2HPmywiw152IFch6BJCEsaY6D.PLTfpV8sqvXwWdyfsgVgozkYH9B80bAip/08R2BPH2xk/"
  )
  #expect(try hash("md5", "saltsalt").hasPrefix("$1$saltsalt$"))
  #expect(try hash("sha256", "saltsalt", 10000).hasPrefix("$5$rounds=10000$saltsalt$"))
  #expect(throws: Diagnostic.self) { try hash("sha512", "salt with blanks") }
  #expect(throws: Diagnostic.self) { try hash("bcrypt", "short") }
  #expect(throws: Diagnostic.self) { try hash("rot13", "x") }
  var settings = PasswordSettings()
  settings.rounds = 1000
  let made = try PasswordHash.passlib("pw", scheme: "sha512", settings)
  #expect(PasswordHash.verify("pw", against: made))
  #expect(!PasswordHash.verify("other", against: made))
}

@Test func base64IsRFC4648() {
  for (text, code) in [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy"),
  ] {
    #expect(Base64.encode(Array(text.utf8)) == code)
    #expect(Base64.decode(code.utf8) == Array(text.utf8))
  }
}
