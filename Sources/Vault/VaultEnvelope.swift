import Core
import Crypto

/// An encrypted text as it stands in a file: a header, then digits in lines of 80.
///
/// `$ANSIBLE_VAULT;1.1;AES256` or `$ANSIBLE_VAULT;1.2;AES256;label`; the digits are the hexadecimal
/// form of three lines that are hexadecimal themselves: salt, hash, encrypted text.
package struct VaultEnvelope: Sendable {
  /// The label that a text of version 1.2 carries: a name, which nothing guards.
  package let label: String?
  package let salt: [UInt8]
  package let hash: [UInt8]
  package let ciphertext: [UInt8]

  private static let mark = "$ANSIBLE_VAULT;"
  private static let cipher = "AES256"
  private static let lineLength = 80

  /// Whether a text says that it is encrypted.
  package static func isEncrypted(_ text: some Collection<UInt8>) -> Bool {
    text.starts(with: mark.utf8)
  }

  package static func isEncrypted(_ text: String) -> Bool { text.hasPrefix(mark) }

  /// Whether a file says that it is encrypted.
  ///
  /// - Throws: `file` where it cannot be read.
  package static func isEncrypted(file path: String) throws(Diagnostic) -> Bool {
    isEncrypted(try FileReader(path).read(mark.utf8.count))
  }

  init(label: String?, salt: [UInt8], hash: [UInt8], ciphertext: [UInt8]) {
    self.label = label
    self.salt = salt
    self.hash = hash
    self.ciphertext = ciphertext
  }

  /// Takes a text apart.
  ///
  /// - Throws: `file` with what is wrong with the text: that can be told without a password.
  package init(_ text: [UInt8]) throws(Diagnostic) {
    let headerEnd = text.firstIndex { $0 == 0x0A || $0 == 0x0D } ?? text.endIndex
    let header = String(decoding: text[..<headerEnd], as: UTF8.self)
      .split(separator: ";", omittingEmptySubsequences: false)
      .map(Self.trimmed)
    guard header.count >= 3, header[0] == "$ANSIBLE_VAULT" else {
      throw Self.damaged("its first line is no header '$ANSIBLE_VAULT;1.1;AES256'")
    }
    guard header[2] == Self.cipher else {
      throw Diagnostic(
        .file, "\(header[2]) cipher could not be found",
        hint: "Ansible writes \(Self.cipher) since 1.5.1; older texts need an older Ansible")
    }
    label = header.count > 3 && !header[3].isEmpty ? header[3] : nil
    let parts = try Self.parts(text[headerEnd...])
    (salt, hash, ciphertext) = (parts[0], parts[1], parts[2])
    guard hash.count == VaultCipher.hashSize, VaultCipher.isWhole(ciphertext.count) else {
      throw Self.damaged("a part of it is missing")
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    let start = text.drop(while: \.isWhitespace)
    return String(start.dropLast(start.reversed().prefix(while: \.isWhitespace).count))
  }

  private static func parts(_ body: ArraySlice<UInt8>) throws(Diagnostic) -> [[UInt8]] {
    let digits = body.filter { $0 > 0x20 }
    guard let inner = Hex.decode(digits) else {
      throw damaged(
        digits.count % 2 == 0
          ? "Vault format unhexlify error: Non-hexadecimal digit found"
          : "Vault format unhexlify error: Odd-length string")
    }
    let lines = inner.split(separator: 0x0A, maxSplits: 2, omittingEmptySubsequences: false)
    guard lines.count == 3 else { throw damaged("a part of it is missing") }
    var parts: [[UInt8]] = []
    for line in lines {
      guard let part = Hex.decode(line) else {
        throw damaged("Vault format unhexlify error: what it holds is not hexadecimal digits again")
      }
      parts.append(part)
    }
    return parts
  }

  private static func damaged(_ how: String) -> Diagnostic {
    Diagnostic(
      .file, "the vault text is damaged: \(how)",
      hint: "this is no matter of the password; restore the text from a copy")
  }

  /// The whole text, which ends with a line feed.
  package var text: [UInt8] {
    let isLabelled = label != nil && label != Vault.defaultLabel
    var header = Self.mark + (isLabelled ? "1.2;" : "1.1;") + Self.cipher
    if isLabelled, let label { header += ";" + label }
    let inner = [salt, hash, ciphertext].map(Hex.encode).joined(separator: "\n")
    let digits = Array(Hex.encode(Array(inner.utf8)).utf8)
    var out = Array(header.utf8) + [0x0A]
    for start in stride(from: 0, to: digits.count, by: Self.lineLength) {
      out += digits[start..<min(start + Self.lineLength, digits.count)]
      out.append(0x0A)
    }
    return out
  }
}
