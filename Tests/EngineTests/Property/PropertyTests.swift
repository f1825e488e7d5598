import Core
import Testing

/// Run ahead changes how long a run takes and nothing else: random playbooks give the same events, the same exit code and
/// the same files on the hosts with it and without it.
///
/// `SEEDS=1-2000 swift test --filter PropertyTests` tries those seeds; a seed that fails is shown as the smallest playbook
/// that still does. `SHOW=1` shows each playbook and what came of it.
@Suite struct PropertyTests {
  static let seeds: ClosedRange<Int> = {
    let ends = (ProcessEnvironment["SEEDS"] ?? "1-60").split(separator: "-").compactMap { Int($0) }
    return (ends.first ?? 1)...(ends.last ?? 60)
  }()

  @Test(arguments: seeds) func sameWithAndWithoutRunAhead(seed: Int) async throws {
    let playbook = Generator.playbook(seed: seed)
    guard try await difference(of: playbook) != nil else { return }
    let smallest = await Shrinking.smallest(playbook) { try await difference(of: $0) != nil }
    // What depends on time may not show again.
    let shown = try await difference(of: smallest) ?? "(not always)"
    Issue.record("seed \(seed)\n\(smallest.shown)\n\(shown)")
  }

  /// What differs, `-` without run ahead and `+` with it; nil when nothing does.
  private func difference(of playbook: RandomPlaybook) async throws -> String? {
    let waiting = try await Observation.of(playbook, runAhead: false)
    if ProcessEnvironment["SHOW"] != nil { print(playbook.shown, waiting.events, waiting.files) }
    let ahead = try await Observation.of(playbook, runAhead: true)
    guard waiting != ahead else { return nil }
    return Difference.text(waiting.events, ahead.events) + "\n"
      + Difference.text(waiting.files, ahead.files)
  }
}
