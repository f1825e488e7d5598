import Core

/// `ansible.posix.timer`: how long the run took.
package final class Timer: Companion {
  package static let name = "timer"

  private let screen: Screen
  private let start = ContinuousClock.now

  package init(_ options: CompanionOptions, screen: Screen) { self.screen = screen }

  package func receive(_ event: Event) {
    guard case .recap = event else { return }
    let seconds = Int((ContinuousClock.now - start).components.seconds)
    let (days, hours) = (seconds / 86400, seconds / 3600 % 24)
    screen.banner("PLAYBOOK RECAP")
    screen.display(
      "Playbook run took \(days) days, \(hours) hours, \(seconds / 60 % 60) minutes, "
        + "\(seconds % 60) seconds\n\r")
  }
}
