import Core
import Crypto
import Synchronization

/// Keys of files that are unlocked already, for all hosts of a run: a passphrase is asked for, and
/// stretched, once per file.
final class KeyRing: Sendable {
  static let shared = KeyRing()
  typealias Outcome = Result<SigningKey, SSHSession.Reason>

  private let tasks = Mutex<[String: Task<Outcome, Never>]>([:])

  /// The key of a file. Whoever asks first starts the work, the others wait for it.
  func key(
    _ path: String, _ file: PrivateKeyFile, _ given: Secret?, _ prompt: PassphrasePrompt?
  ) async -> Outcome {
    // Another content or passphrase is another key.
    let name = "\(path)\0\(file.publicBlob?.hashValue ?? 0)\0\(given?.hashValue ?? 0)"
    let task = tasks.withLock { tasks in
      if let task = tasks[name] { return task }
      let task = Task { await Self.unlock(path, file, given, prompt) }
      tasks[name] = task
      return task
    }
    let outcome = await task.value
    // A later host may have somebody to ask.
    if case .failure = outcome, prompt == nil { tasks.withLock { $0[name] = nil } }
    return outcome
  }

  private static func unlock(
    _ path: String, _ file: PrivateKeyFile, _ given: Secret?, _ prompt: PassphrasePrompt?
  ) async -> Outcome {
    func attempt(_ passphrase: Secret?) async -> Result<SigningKey, PrivateKeyFile.Failure> {
      await BlockingWork.run {
        Result { () throws(PrivateKeyFile.Failure) in try file.unlock(passphrase?.text) }
      }
    }
    guard file.isEncrypted else { return describe(await attempt(nil), path) }
    if let given {
      let outcome = await attempt(given)
      if case .failure(.wrongPassphrase) = outcome, prompt != nil {
      } else {
        return describe(outcome, path)
      }
    }
    guard let prompt else { return .failure(.init(text: "\(path) needs a passphrase")) }
    for number in 1...3 {
      guard let answer = await prompt(path, number) else {
        return .failure(.init(text: "\(path) needs a passphrase"))
      }
      let outcome = await attempt(answer)
      if case .failure(.wrongPassphrase) = outcome { continue }
      return describe(outcome, path)
    }
    return .failure(.init(text: "the passphrase of \(path) is wrong"))
  }

  private static func describe(
    _ outcome: Result<SigningKey, PrivateKeyFile.Failure>, _ path: String
  ) -> Outcome {
    outcome.mapError { failure in
      switch failure {
      case .wrongPassphrase: .init(text: "the passphrase of \(path) is wrong")
      case .unsupported(let what): .init(text: "\(path) cannot be used: no support for \(what)")
      }
    }
  }
}
