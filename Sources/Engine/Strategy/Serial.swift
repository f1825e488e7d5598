import Core
import Playbooks

/// `serial`: the batches of a play.
struct Serial {
  let play: Play
  let context: PlayContext
  let run: Run

  /// - Throws: `invalid` for a value that is neither a number nor a percentage.
  func batches(_ hosts: [HostState]) throws(Diagnostic) -> [[HostState]] {
    guard let first = hosts.first, let setting = play.scope.settings[.serial] else {
      return hosts.isEmpty ? [] : [hosts]
    }
    let scope = try HostScope(run: run, host: first, play: context, scope: play.scope)
    let value = try scope.render(setting.value)
    if value.isOmitted { return [hosts] }
    let sizes = try (value.list ?? [value]).map { size throws(Diagnostic) in
      try count(size, of: hosts.count, at: setting.location)
    }
    guard let last = sizes.last else { return [hosts] }
    var batches: [[HostState]] = []
    var rest = hosts[...]
    while !rest.isEmpty {
      let size = batches.count < sizes.count ? sizes[batches.count] : last
      let taken = size > 0 ? min(size, rest.count) : rest.count
      batches.append(Array(rest.prefix(taken)))
      rest = rest.dropFirst(taken)
    }
    return batches
  }

  private func count(
    _ value: Value, of total: Int, at location: SourceLocation
  ) throws(Diagnostic) -> Int {
    let text = value.text
    if text.hasSuffix("%"), let percent = Double(text.dropLast()) {
      return max(1, Int(Double(total) * percent / 100))
    }
    if let count = Int(text) { return count }
    throw Diagnostic(
      .invalid, "serial must be a number, a percentage, or a list of them, not '\(text)'",
      at: location)
  }
}
