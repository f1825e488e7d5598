import Core
import Crypto
import Glibc
import Vault

/// Files as `bosun vault` reads and replaces them; `-` stands for the standard input or output.
enum VaultFile {
  static let standard = "-"

  /// The file that a link leads to.
  static func real(_ name: String) -> String {
    if name == standard { return name }
    guard let path = realpath(Path.expandingHome(name), nil) else { return name }
    defer { free(path) }
    return String(cString: path)
  }

  static func read(_ name: String) throws(Diagnostic) -> [UInt8] {
    name == standard ? try readInput() : try Files.read(name)
  }

  private static func readInput() throws(Diagnostic) -> [UInt8] {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    defer { piece.cleanse() }
    while true {
      let count = Glibc.read(STDIN_FILENO, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Diagnostic(.file, "cannot read the standard input") }
      if count == 0 { return bytes }
      bytes += piece[..<count]
    }
  }

  /// Decrypts, naming the file where that fails.
  static func decrypt(
    _ text: [UInt8], of name: String, by vault: Vault
  ) throws(Diagnostic) -> Vault.Decrypted {
    do throws(Diagnostic) { return try vault.decrypt(text) } catch {
      if error.message.contains("damaged") { throw error.prefixed(name) }
      let words =
        VaultEnvelope.isEncrypted(text)
        ? "\(error.message) on \(name)" : "\(error.message) \(name) is not a vault encrypted file"
      throw Diagnostic(error.kind, words, at: error.location, hint: error.hint)
    }
  }

  /// What becomes of the modes of a file that is replaced.
  enum Mode {
    /// They stay, as do owner and group.
    case kept
    /// Nobody but the owner may read what was encrypted before.
    case `private`
  }

  /// Replaces a file at once, or makes it (0600).
  ///
  /// - Parameter wipes: overwrites what the file held before, which was plain text.
  /// - Throws: `file`.
  static func write(
    _ bytes: [UInt8], to name: String, mode: Mode = .kept, wipes: Bool = false
  ) throws(Diagnostic) {
    if name == standard { return try print(bytes) }
    var old = stat()
    let exists = stat(name, &old) == 0
    let previous = wipes && exists && old.st_nlink == 1 ? open(name, O_WRONLY | O_CLOEXEC) : -1
    defer { if previous >= 0 { close(previous) } }
    try Files.write(bytes, to: name, mode: 0o600)
    if exists {
      chown(name, old.st_uid, old.st_gid)
      chmod(name, old.st_mode & (mode == .kept ? 0o7777 : 0o600))
    }
    if previous >= 0 { overwrite(previous, count: Int(old.st_size)) }
  }

  /// Overwrites a file in place with noise.
  static func overwrite(_ descriptor: Int32, count: Int) {
    var generator = SystemRandomNumberGenerator()
    let piece = (0..<min(count, 1 << 16)).map { _ in
      UInt8.random(in: .min ... .max, using: &generator)
    }
    var place = 0
    while place < count {
      let written = pwrite(descriptor, piece, min(piece.count, count - place), place)
      if written <= 0 { break }
      place += written
    }
    fsync(descriptor)
  }

  /// Writes bytes, of whatever kind, to the standard output.
  private static func print(_ bytes: [UInt8]) throws(Diagnostic) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw Diagnostic(.file, "cannot write to the standard output") }
      rest = rest.dropFirst(count)
    }
  }
}
