import Core

/// `PLAY RECAP`: a line per host, by name.
struct Recap {
  let screen: Screen
  let showsStatistics: Bool

  func show(_ hosts: [(host: String, summary: HostSummary)]) {
    let hosts = hosts.sorted {
      $0.host.unicodeScalars.lexicographicallyPrecedes($1.host.unicodeScalars)
    }
    screen.banner("PLAY RECAP")
    for (host, summary) in hosts { screen.display(line(host, summary)) }
    screen.display("")
    if showsStatistics { showCosts(hosts) }
  }

  private func line(_ host: String, _ summary: HostSummary) -> String {
    let counts: [(String, Int, Color)] = [
      ("ok", summary.ok, .ok), ("changed", summary.changed, .changed),
      ("unreachable", summary.unreachable, .unreachable), ("failed", summary.failed, .error),
      ("skipped", summary.skipped, .skip), ("rescued", summary.rescued, .ok),
      ("ignored", summary.ignored, .warning),
    ]
    let words = counts.map { name, count, color in
      screen.painted(
        "\(name)=\(TextWidth.padded(String(count), to: 4))", count == 0 ? nil : color)
    }
    return "\(name(host, summary)) : \(words.joined(separator: " "))"
  }

  private func name(_ host: String, _ summary: HostSummary) -> String {
    let hasFailed = summary.failed > 0 || summary.unreachable > 0
    let color: Color = hasFailed ? .error : summary.changed > 0 ? .changed : .ok
    return screen.painted(host, color)
      + String(repeating: " ", count: max(0, 26 - TextWidth.of(host)))
  }

  /// What each host cost on the wire, and all of them together.
  private func showCosts(_ hosts: [(host: String, summary: HostSummary)]) {
    for (host, summary) in hosts {
      screen.display("\(TextWidth.padded(host, to: 26)) : \(summary.cost.text)")
    }
    guard hosts.count > 1 else { return }
    let total = hosts.reduce(Cost()) { $0 + $1.summary.cost }
    screen.display("\(TextWidth.padded("all hosts", to: 26)) : \(total.text)")
  }
}

extension Cost {
  /// `turns=1 sent=1234 received=56`; sizes are bytes.
  var text: String { "turns=\(turns) sent=\(bytesSent) received=\(bytesReceived)" }
}
