import Core
import Crypto
import Glibc

/// The format of OpenSSH's `known_hosts` files (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT").
enum KnownHosts {
  enum Marker: Sendable { case none, revoked, authority }

  /// A line that speaks of the host.
  struct Entry: Sendable {
    let marker: Marker
    let type: String
    let blob: [UInt8]
    let file: String
    let line: Int
    /// It names the host without its port, which is not the usual one.
    let lacksPort: Bool

    var place: String { "\(file):\(line)" }
  }

  /// How the files name a host: `[name]:port`, or the bare name for port 22.
  static func name(host: String, port: Int) -> String {
    port == 22 ? host.lowercased() : "[\(host.lowercased())]:\(port)"
  }

  /// A name that tells nobody which host it is (`HashKnownHosts`).
  static func hashed(_ name: String) -> String {
    let salt = (0..<20).map { _ in UInt8.random(in: 0...255) }
    let hash = Digest.sha1.hmac(key: salt, Array(name.utf8))
    return "|1|\(Base64.encode(salt))|\(Base64.encode(hash))"
  }

  /// All lines of these files that speak of the host. Files that cannot be read have none.
  static func entries(in files: [String], host: String, port: Int) -> [Entry] {
    files.flatMap { file -> [Entry] in
      let path = Path.expandingHome(file)
      guard let text = try? Files.read(path) else { return [] }
      return entries(of: text, file: path, host: host, port: port)
    }
  }

  static func entries(of text: [UInt8], file: String, host: String, port: Int) -> [Entry] {
    let name = Array(name(host: host, port: port).utf8)
    let bare = Array(host.lowercased().utf8)
    var entries: [Entry] = []
    for (index, line) in text.split(separator: newline, omittingEmptySubsequences: false)
      .enumerated()
    {
      var fields = line.split(whereSeparator: { $0 == space || $0 == tab || $0 == 13 })[...]
      guard let first = fields.first, first.first != hash else { continue }
      let marker = marker(first)
      if marker != Marker.none { fields = fields.dropFirst() }
      guard let marker, fields.count >= 3 else { continue }
      let names = fields[fields.startIndex]
      let exact = matches(names, name)
      guard exact || (port != 22 && matches(names, bare)),
        let blob = decode(fields[fields.startIndex + 2])
      else { continue }
      entries.append(
        Entry(
          marker: marker,
          type: String(decoding: fields[fields.startIndex + 1], as: UTF8.self), blob: blob,
          file: file, line: index + 1, lacksPort: !exact))
    }
    return entries
  }

  /// The marker that the first field is; nil for one that is not known.
  private static func marker(_ field: ArraySlice<UInt8>) -> Marker? {
    guard field.first == UInt8(ascii: "@") else { return Marker.none }
    if field.elementsEqual("@revoked".utf8) { return .revoked }
    return field.elementsEqual("@cert-authority".utf8) ? .authority : nil
  }

  /// The bytes of a Base64 field; nil where there are none.
  private static func decode(_ field: ArraySlice<UInt8>) -> [UInt8]? {
    let bytes = Base64.decode(field)
    return bytes?.isEmpty == true ? nil : bytes
  }

  /// Whether the first field, hashed or a list of patterns, means this name.
  private static func matches(_ field: ArraySlice<UInt8>, _ name: [UInt8]) -> Bool {
    if field.starts(with: "|1|".utf8) {
      let parts = field.dropFirst(3).split(separator: UInt8(ascii: "|"))
      guard parts.count == 2, let salt = decode(parts[0]) else { return false }
      return decode(parts[1]) == Digest.sha1.hmac(key: salt, name)
    }
    var found = false
    for var pattern in field.split(separator: UInt8(ascii: ",")) {
      let negated = pattern.first == UInt8(ascii: "!")
      if negated { pattern = pattern.dropFirst() }
      let lower = pattern.map { (65...90).contains($0) ? $0 + 32 : $0 }
      guard SSHPattern.matches(name[...], lower[...]) else { continue }
      if negated { return false }
      found = true
    }
    return found
  }

  /// Adds a line, with one write. The folder is made where it is missing.
  static func append(_ line: String, to path: String) -> Result<Void, Diagnostic> {
    Result { () throws(Diagnostic) in
      try Files.makeFolder(Path.folder(path), mode: 0o700)
      let descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
      defer { close(descriptor) }
      var bytes = Array(line.utf8)
      var last = newline
      let size = lseek(descriptor, 0, SEEK_END)
      if size > 0, pread(descriptor, &last, 1, size - 1) == 1, last != newline {
        bytes.insert(newline, at: 0)
      }
      guard descriptor >= 0, write(descriptor, bytes, bytes.count) == bytes.count else {
        throw Diagnostic(
          .file, "cannot write the host key to '\(path)': \(String(cString: strerror(errno)))")
      }
    }
  }

  private static let newline = UInt8(ascii: "\n")
  private static let space = UInt8(ascii: " ")
  private static let tab = UInt8(ascii: "\t")
  private static let hash = UInt8(ascii: "#")
}
