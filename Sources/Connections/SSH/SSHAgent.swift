import Core
import Crypto
import Glibc

/// The agent that holds unlocked keys, by its protocol (draft-miller-ssh-agent). libssh2's own
/// client cannot ask for RSA signatures with SHA-2. Calls block: for `BlockingWork` only.
struct SSHAgent: Sendable {
  let path: String

  private enum Message {
    static let requestIdentities: UInt8 = 11
    static let identities: UInt8 = 12
    static let sign: UInt8 = 13
    static let signature: UInt8 = 14
  }

  /// The keys that can sign a login by libssh2: no certificates, no hardware keys.
  func identities() -> [SSHIdentity] {
    guard let answer = ask([Message.requestIdentities], seconds: 5) else { return [] }
    var reader = SSHReader(answer)
    guard reader.byte() == Message.identities, let count = reader.number() else { return [] }
    var identities: [SSHIdentity] = []
    for _ in 0..<count {
      guard let blob = reader.string(), let comment = reader.text() else { break }
      let identity = SSHIdentity(source: .agent(self), name: comment, blob: blob)
      if !identity.type.contains("@") { identities.append(identity) }
    }
    return identities
  }

  /// The signature without the algorithm's name; nil when the agent refuses. It may ask a person.
  func sign(_ data: [UInt8], blob: [UInt8], algorithm: String) -> [UInt8]? {
    var request = [Message.sign]
    request.appendSSH(blob)
    request.appendSSH(data)
    let flags: [String: UInt32] = ["rsa-sha2-256": 2, "rsa-sha2-512": 4]
    request.appendSSH(flags[algorithm] ?? 0)
    guard let answer = ask(request, seconds: 120) else { return nil }
    var reader = SSHReader(answer)
    guard reader.byte() == Message.signature, let signature = reader.string() else { return nil }
    var parts = SSHReader(signature)
    guard parts.text() == algorithm else { return nil }
    return parts.string()
  }

  /// Sends a message and gives the answer's bytes.
  private func ask(_ message: [UInt8], seconds: Int) -> [UInt8]? {
    let descriptor = socket(
      AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var limit = timeval(tv_sec: seconds, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    guard connects(descriptor) else { return nil }
    var request: [UInt8] = []
    request.appendSSH(message)
    guard send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count,
      let header = receive(4, from: descriptor)
    else { return nil }
    var reader = SSHReader(header)
    guard let count = reader.number(), count < 1 << 20 else { return nil }
    return receive(Int(count), from: descriptor)
  }

  private func connects(_ descriptor: Int32) -> Bool {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let room = MemoryLayout.size(ofValue: address.sun_path)
    guard path.utf8.count < room else { return false }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
  }

  private func receive(_ count: Int, from descriptor: Int32) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let got = bytes.withUnsafeMutableBytes { bytes in
        let room = UnsafeMutableRawBufferPointer(rebasing: bytes[filled...])
        return recv(descriptor, room.baseAddress, room.count, 0)
      }
      guard got > 0 else { return nil }
      filled += got
    }
    return bytes
  }
}
