import Core
import Synchronization

/// Collects events as lines of the form that `Cases/record/callback/events.py` writes for Ansible. Hosts
/// report in any order, so the lines of a task are sorted by host.
final class EventText: EventSink {
  private struct Contents {
    var done = ""
    var pending: [(host: String, line: String)] = []
  }

  private let contents = Mutex(Contents())

  var text: String { contents.withLock { $0.done } }

  /// What of a result is compared. `debug` shows whatever it was asked for besides.
  private static let keys: Set<String> = [
    "msg", "rc", "stdout", "stderr", "skip_reason", "skipped_reason", "false_condition",
    "attempts", "censored", "assertion", "evaluated_to", "failed_when_result", "add_host",
    "add_group", "ansible_facts", "ansible_included_var_files", "found",
    "dest", "path", "checksum", "content", "encoding", "cmd",
  ]
  private static let never: Set<String> = [
    "changed", "failed", "skipped", "unreachable", "exception", "invocation", "warnings",
    "deprecations", "results", "ansible_loop_var", "ansible_index_var", "ansible_loop",
  ]

  func receive(_ event: Event) {
    switch event {
    case .playStarted(let name, _): write("play \(name)")
    case .taskStarted(let task): write((task.isHandler ? "handler " : "task ") + task.title)
    case .noHostsMatched: write("no hosts matched")
    case .noHostsRemaining: write("no hosts remaining")
    case .item(let result): add(result, isItem: true)
    case .result(let result): add(result, isItem: false)
    case .retry(let result, let left): add(result.host, "retry, \(left) left")
    case .included(let file, let hosts, let label):
      let item = label.map { " item=" + Self.json($0) } ?? ""
      write("included \(Path.name(file)) for \(hosts.sorted().joined(separator: ", "))\(item)")
    case .recap(let hosts): recap(hosts)
    case .playbookStarted, .hostStarted, .polled, .jobEnded, .warning, .deprecation, .verbose,
      .controller, .customStatistics:
      break
    }
  }

  /// A line that no event gives.
  func note(_ line: String) { write(line) }

  private func write(_ line: String) {
    contents.withLock { contents in
      let order = contents.pending.indices.sorted {
        (contents.pending[$0].host, $0) < (contents.pending[$1].host, $1)
      }
      for index in order { contents.done += contents.pending[index].line + "\n" }
      contents.pending = []
      contents.done += line + "\n"
    }
  }

  private func add(_ host: String, delegate: String? = nil, _ line: String) {
    let arrow = delegate.map { " -> \($0)" } ?? ""
    contents.withLock { $0.pending.append((host, "  \(host)\(arrow): \(line)")) }
  }

  private func add(_ result: TaskResult, isItem: Bool) {
    if result.task.action.hasSuffix(".meta") { return }
    let values = result.values
    var line =
      result.unreachable
      ? "unreachable"
      : result.failed
        ? (result.ignored && !isItem ? "failed (ignored)" : "failed")
        : result.skipped ? "skipped" : result.changed ? "changed" : "ok"
    if isItem { line += " item=" + Self.json(result.itemLabel ?? "") }
    let itemNames = [values["ansible_loop_var"]?.text ?? "item", values["ansible_index_var"]?.text]
    let isLoop = values["results"] != nil && !isItem
    var shown = Map()
    for (name, value) in values {
      let key = name.text
      if key.hasPrefix("_ansible") || Self.never.contains(key) || itemNames.contains(key) {
        continue
      }
      guard Self.keys.contains(key) || result.task.action.hasSuffix(".debug") else { continue }
      if isLoop, key != "msg" { continue }
      if result.unreachable, key == "msg" { continue }
      // The facts of a host are never the same again.
      let action = result.task.action
      if key == "ansible_facts", action.hasSuffix(".setup") || action.hasSuffix(".gather_facts") {
        continue
      }
      shown[name] = key == "msg" ? Self.plain(value) : Self.withoutInternals(value)
    }
    if !shown.isEmpty { line += " => " + Self.json(.map(shown)) }
    add(result.host, delegate: result.delegate, line)
  }

  /// Ansible's callbacks leave out names with `_ansible_` at any depth.
  private static func withoutInternals(_ value: Value) -> Value {
    switch value {
    case .map(let map):
      .map(
        map.filter { !$0.key.text.hasPrefix("_ansible_") }.mapValues { withoutInternals($0) })
    case .list(let elements): .list(elements.map(withoutInternals))
    default: value
    }
  }

  /// Where and how templating failed is worded differently; what is undefined is the same.
  static func plain(_ value: Value) -> Value {
    guard case .string(let message) = value else { return withoutInternals(value) }
    let missing = /'[^'\n]*' is undefined|has no attribute '[^'\n]*'/
    if let match = message.firstMatch(of: missing) { return .string(String(match.0)) }
    let undefined = "The task includes an option with an undefined variable: "
    let bare = message.hasPrefix(undefined) ? message.dropFirst(undefined.count) : message[...]
    let words = bare.split(separator: "\n\nThe error appears", maxSplits: 1).first ?? bare
    // Where a file was looked for is worded differently, too.
    return .string(String(words).replacing(" on the Ansible Controller", with: ""))
  }

  static func json(_ value: Value) -> String {
    JSONWriter(sortKeys: true, escapesNonASCII: true).write(value)
  }

  private func recap(_ hosts: [(host: String, summary: HostSummary)]) {
    write("recap")
    for (host, counts) in hosts.sorted(by: { $0.host < $1.host }) {
      write(
        "  \(host): ok=\(counts.ok) changed=\(counts.changed) unreachable=\(counts.unreachable) "
          + "failed=\(counts.failed) skipped=\(counts.skipped) rescued=\(counts.rescued) "
          + "ignored=\(counts.ignored)")
    }
  }
}
