import Core
import Crypto

extension SSHIdentity {
  /// All keys to try, in order, and what is wrong with those that cannot be.
  ///
  /// Key files that somebody named come first, by way of the agent where that has them. Without
  /// any the agent's keys come first, then OpenSSH's usual files.
  static func all(for target: SSHEndpoint) async -> ([SSHIdentity], problems: [String]) {
    guard target.methods.contains("publickey") else { return ([], []) }
    return await BlockingWork.run {
      var problems: [String] = []
      let held =
        target.agentSocket.flatMap { $0.isEmpty ? nil : SSHAgent(path: $0) }?
        .identities() ?? []
      let files = target.keyFiles.compactMap { name -> SSHIdentity? in
        let path = Path.expandingHome(name)
        if Files.isFile(path + "-cert.pub") {
          problems.append("the certificate of \(path) needs ansible_connection=openssh")
        }
        do throws(Diagnostic) { return try find(path, held, target.privateKeyPassphrase) } catch {
          if target.areKeysChosen { problems.append(error.message) }
          return nil
        }
      }
      // The agent signs without a passphrase.
      let chosen = files.map { file in held.first { $0.blob == file.blob } ?? file }
      let others = target.usesOnlyKeyFiles ? [] : held
      let order = target.areKeysChosen || target.usesOnlyKeyFiles ? chosen + others : others + files
      var seen: Set<[UInt8]> = []
      return (order.filter { seen.insert($0.blob).inserted }, problems)
    }
  }

  /// The key of a file, or the agent's where only its public half is there.
  private static func find(
    _ path: String, _ held: [SSHIdentity], _ passphrase: Secret?
  ) throws(Diagnostic) -> SSHIdentity {
    if !Files.isFile(path) || path.hasSuffix(".pub"),
      let blob = publicBlob(path) ?? publicBlob(path + ".pub"),
      let identity = held.first(where: { $0.blob == blob })
    {
      return identity
    }
    guard let file = PrivateKeyFile(try Files.read(path)) else {
      throw Diagnostic(.file, "\(path) is no private key")
    }
    guard
      let blob = file.publicBlob ?? publicBlob(path + ".pub")
        ?? (try? file.unlock(passphrase?.text).publicBlob)
    else {
      throw Diagnostic(.file, "\(path) does not tell its public key, and there is no \(path).pub")
    }
    let identity = SSHIdentity(source: .file(path, file), name: path, blob: blob)
    guard !identity.type.contains("@") else {
      throw Diagnostic(
        .file, "\(path) (\(identity.type)) needs a device, and so ansible_connection=openssh")
    }
    return identity
  }

  private static func publicBlob(_ path: String) -> [UInt8]? {
    guard let text = try? Files.read(path) else { return nil }
    let fields = text.split(separator: UInt8(ascii: " "))
    return fields.count >= 2 ? Base64.decode(fields[1]) : nil
  }
}
