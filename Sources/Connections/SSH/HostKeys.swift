import Core
import Crypto
import Glibc
import Synchronization

/// The key of a host, as it comes over the wire.
struct HostKey: Sendable {
  let blob: [UInt8]
  /// SHA-256 of the blob.
  let digest: [UInt8]

  /// `ssh-ed25519`, …: the first string of the blob.
  var type: String { SSHReader.name(of: blob) }
  /// As OpenSSH shows it.
  var fingerprint: String { "SHA256:" + Base64.encode(digest, padded: false) }
}

/// What the files of known hosts say about one host, and what follows for the key it shows.
struct HostKeys: Sendable {
  let target: SSHEndpoint
  let entries: [KnownHosts.Entry]

  static func load(for target: SSHEndpoint) async throws(Diagnostic) -> HostKeys {
    let entries = await BlockingWork.run {
      let (host, port) = target.knownName
      return KnownHosts.entries(in: target.knownHostsFiles, host: host, port: port)
    }
    return HostKeys(target: target, entries: entries)
  }

  /// The algorithms whose keys are known, to ask for these first.
  var algorithms: [String] { entries.filter { $0.marker == .none }.map(\.type) }

  /// Host-key algorithms in the order we want them, as libssh2 takes it.
  static func preference(_ known: [String]) -> String {
    let all = [
      "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521",
      "rsa-sha2-512", "rsa-sha2-256", "ssh-rsa",
    ]
    let wanted = Set(known.contains("ssh-rsa") ? known + ["rsa-sha2-512", "rsa-sha2-256"] : known)
    return (all.filter(wanted.contains) + all.filter { !wanted.contains($0) })
      .joined(separator: ",")
  }

  /// Lets a known key pass. `authentication` for one that is unknown, changed or revoked.
  func check(_ key: HostKey) async throws(Diagnostic) {
    guard target.hostKeyChecking != .off else { return }
    if let entry = entries.first(where: { $0.marker == .revoked && $0.blob == key.blob }) {
      throw Diagnostic(
        .authentication,
        "the \(key.type) key \(key.fingerprint) of \(target.place) is revoked in \(entry.place)",
        hint: "somebody may have stolen this key: ask whoever runs the host for its new one")
    }
    let keys = entries.filter { $0.marker == .none }
    if keys.contains(where: { $0.blob == key.blob }) { return }
    // A name without the port only vouches for the very same key.
    let own = keys.filter { !$0.lacksPort }
    if let entry = own.first(where: { $0.type == key.type }) { throw changed(key, entry) }
    if own.isEmpty, target.hostKeyChecking == .acceptNew { return try await accept(key) }
    throw unknown(key, others: own)
  }

  private func changed(_ key: HostKey, _ entry: KnownHosts.Entry) -> Diagnostic {
    let name = KnownHosts.name(host: target.knownName.host, port: target.knownName.port)
    return Diagnostic(
      .authentication,
      "the host key of \(target.place) has changed: it shows the \(key.type) key "
        + "\(key.fingerprint), but \(entry.place) has another one",
      hint: "if the host was set up anew, remove the old key with "
        + "ssh-keygen -f '\(entry.file)' -R '\(name)'; if not, somebody may be listening")
  }

  /// Whether the system's `ssh` could still know the host, where `key` is not known: by an authority, or by an
  /// RSA key, which libssh2 did not ask for.
  func mayKnowOtherwise(than key: HostKey) -> Bool {
    if entries.contains(where: { $0.marker == .authority }) { return true }
    let types = entries.filter { $0.marker == .none }.map(\.type)
    return !SSHLibrary.knowsRSAWithSHA2 && types.contains("ssh-rsa") && !types.contains(key.type)
  }

  private func unknown(_ key: HostKey, others: [KnownHosts.Entry]) -> Diagnostic {
    if let authority = entries.first(where: { $0.marker == .authority }) {
      return Diagnostic(
        .authentication,
        "\(authority.place) trusts \(target.place) by a certificate authority, "
          + "which this connection cannot check",
        hint: "ansible_connection=openssh can; or add the host's own \(key.type) key")
    }
    let other = others.first.map { "; \($0.place) has its \($0.type) key only" } ?? ""
    let file = target.userKnownHostsFiles.first ?? "~/.ssh/known_hosts"
    let port = target.port == 22 ? "" : "-p \(target.port) "
    return Diagnostic(
      .authentication,
      "the host key of \(target.place) is not known: it shows the \(key.type) key "
        + "\(key.fingerprint)\(other)",
      hint: "if that is right, accept it with ssh-keyscan \(port)\(target.address) >> \(file), "
        + "or set host_key_checking=False (ANSIBLE_HOST_KEY_CHECKING) to accept any key")
  }

  /// Writes the key down in the first file. One write at the end of the file, so that hosts that
  /// are accepted at the same time do not lose each other's lines.
  private func accept(_ key: HostKey) async throws(Diagnostic) {
    guard let file = target.userKnownHostsFiles.first else { return }
    var name = KnownHosts.name(host: target.knownName.host, port: target.knownName.port)
    if target.hashesKnownHosts { name = KnownHosts.hashed(name) }
    let line = "\(name) \(key.type) \(Base64.encode(key.blob))\n"
    try await BlockingWork.run { KnownHosts.append(line, to: Path.expandingHome(file)) }.get()
  }
}
