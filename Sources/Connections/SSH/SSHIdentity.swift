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
    _ data: [UInt8], algorithm: String, target: SSHEndpoint, prompt: PassphrasePrompt?
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
}
