import Core
import Engine
import Playbooks

/// Ansible's exit codes. Nothing else in the program decides on one.
package enum ExitStatus: Int32, Sendable {
  case ok = 0
  case error = 1
  case failedHosts = 2
  /// Options that do not exist or that cannot be read: what Python's argparse gives, on which Ansible rests.
  static let notUnderstood = failedHosts
  /// Hosts that could not be reached, and texts that could not be read.
  case unreachableOrUnreadable = 4
  /// Options that make no sense together, or with what they are about.
  case badOptions = 5
  case interrupted = 99
  case unexpected = 250

  /// How a run ended; unreachable hosts weigh more than failed ones.
  init(_ outcome: Outcome) {
    if let error = outcome.error {
      self.init(error)
    } else if outcome.hasUnreachable {
      self = .unreachableOrUnreadable
    } else {
      self = outcome.hasFailures ? .failedHosts : .ok
    }
  }

  /// What the errors of a load mean: those of files alone are no mistakes in a text.
  init(_ failure: LoadFailure) {
    self = failure.errors.allSatisfy { $0.kind == .file } ? .error : .unreachableOrUnreadable
  }

  /// What an error that ends the program means.
  init(_ error: Diagnostic) {
    switch error.kind {
    case .syntax, .invalid, .undefined, .evaluation, .unreachable, .authentication:
      self = .unreachableOrUnreadable
    case .usage: self = .badOptions
    case .file: self = .error
    case .task: self = .failedHosts
    case .internal: self = .unexpected
    }
  }
}
