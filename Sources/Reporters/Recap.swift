import Core

/// `PLAY RECAP`: a line per host, by name.
struct Recap {
  let screen: Screen
  /// What `--stats` asks for; nil without it.
  let costs: CostTally?

  func show(_ hosts: [(host: String, summary: HostSummary)]) {
    let hosts = hosts.sorted {
      $0.host.unicodeScalars.lexicographicallyPrecedes($1.host.unicodeScalars)
    }
    screen.banner("PLAY RECAP")
    for (host, summary) in hosts { screen.display(line(host, summary)) }
    screen.display("")
    if let costs { CostTable(screen: screen, tally: costs).show(hosts) }
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
}

extension Cost {
  /// `turns=1 sent=1234 received=56`; sizes are bytes.
  var text: String { "turns=\(turns) sent=\(bytesSent) received=\(bytesReceived)" }
}
