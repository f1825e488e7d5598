import Core
import Crypto
import Glibc

/// A key that may let us in.
struct SSHIdentity: Sendable, CustomStringConvertible {
  enum Source: Sendable {
    case agent(SSHAgent)
    case file(String, PrivateKeyFile)
  }

  let source: Source
  let name: String
  /// The public key as SSH sends it.
  let blob: [UInt8]

  var type: String { SSHReader.name(of: blob) }
  var description: String {
    if case .agent = source { return "\(name) (\(type), from the agent)" }
    return "\(name) (\(type))"
  }

  /// The signature algorithm to use the key with.
  func algorithm(serverSpeaksSHA2: Bool) -> String {
    type == "ssh-rsa" && serverSpeaksSHA2 ? "rsa-sha2-512" : type
  }

  /// The public key with the type that the library is to use. Before 1.11 it takes the name of the
  /// algorithm from there, and servers know the key by this name as well.
  func blob(for algorithm: String) -> [UInt8] {
    guard type == "ssh-rsa", algorithm != "ssh-rsa", !SSHLibrary.knowsRSAWithSHA2 else {
      return blob
    }
    var named: [UInt8] = []
    named.appendSSH(algorithm.utf8)
    return named + blob.dropFirst(4 + type.utf8.count)
  }

  /// Signs the login. The passphrase of an encrypted key is asked for here, at the last moment.
  func sign(
    _ data: [UInt8], algorithm: String, target: ConnectionTarget, prompt: PassphrasePrompt?
  ) async -> Result<[UInt8], SSHSession.Reason> {
    switch source {
    case .agent(let agent):
      let (blob, name) = (blob, name)
      let signature = await BlockingWork.run {
        agent.sign(data, blob: blob, algorithm: algorithm)
      }
      guard let signature else {
        return .failure(.init(text: "the agent did not sign with \(name)"))
      }
      return .success(signature)
    case .file(let path, let file):
      return await KeyRing.shared.key(path, file, target.privateKeyPassphrase, prompt)
        .flatMap { key in
          Result { () throws(Diagnostic) in try key.sign(data, algorithm: algorithm) }
            .mapError { .init(text: "\(path): \($0.message)") }
        }
    }
  }

  /// All keys to try, in order, and what is wrong with those that cannot be.
  ///
  /// A key file that was asked for comes first, by way of the agent where that has it. Without
  /// one the agent's keys come first, then OpenSSH's default files.
  static func all(for target: ConnectionTarget) async -> ([SSHIdentity], problems: [String]) {
    let asked = target.privateKeyFile
    let agent = target.agentSocket.flatMap { $0.isEmpty ? nil : SSHAgent(path: $0) }
    let paths = asked.map { [$0] } ?? ["~/.ssh/id_ed25519", "~/.ssh/id_ecdsa", "~/.ssh/id_rsa"]
    return await BlockingWork.run {
      var problems: [String] = []
      let files = paths.compactMap { path -> SSHIdentity? in
        do throws(Diagnostic) {
          return try identity(Path.expandingHome(path), target.privateKeyPassphrase)
        } catch {
          if asked != nil { problems.append(error.message) }
          return nil
        }
      }
      let held = agent?.identities() ?? []
      let asked = asked == nil ? [] : files
      let first = asked.map { file in held.first { $0.blob == file.blob } ?? file }
      let order = first + held + files
      var seen: Set<[UInt8]> = []
      return (order.filter { seen.insert($0.blob).inserted }, problems)
    }
  }

  private static func identity(
    _ path: String, _ passphrase: Secret?
  ) throws(Diagnostic) -> SSHIdentity? {
    guard let file = PrivateKeyFile(try Files.read(path)) else {
      throw Diagnostic(.file, "\(path) is no private key")
    }
    if let blob = file.publicBlob ?? publicBlob(beside: path)
      ?? (try? file.unlock(passphrase?.text).publicBlob)
    {
      return SSHIdentity(source: .file(path, file), name: path, blob: blob)
    }
    throw Diagnostic(.file, "\(path) does not tell its public key, and there is no \(path).pub")
  }

  private static func publicBlob(beside path: String) -> [UInt8]? {
    guard let text = try? Files.read(path + ".pub") else { return nil }
    let fields = text.split(separator: UInt8(ascii: " "))
    return fields.count >= 2 ? Base64.decode(fields[1]) : nil
  }
}
