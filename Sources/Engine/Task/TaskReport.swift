import Core

/// Results as they are kept and shown.
enum TaskReport {
  /// A result as reporters may see it: censored where `no_log` holds, secrets masked elsewhere.
  static func shown(_ result: TaskResult, _ secrets: Secrets) -> TaskResult {
    var shown = result
    if result.isCensored || result.task.noLog || hides(result.values) {
      shown.values = censored(result.values)
      // `failed_when` may say otherwise, of which nothing else is told.
      if result.values["failed"] != nil { shown.values["failed"] = .bool(result.failed) }
      if shown.itemLabel != nil { shown.itemLabel = .null }
      shown.diagnostic = nil
    } else {
      if let error = result.diagnostic, error.kind == .undefined,
        result.values["msg"]?.string?.hasPrefix("\(error.message)\n\n") ?? false
      {
        shown.values["msg"] = .string(error.message)
      }
      shown.values = secrets.masked(shown.values)
      if let items = shown.values["results"]?.list, items.contains(where: hides) {
        shown.values["results"] = .list(
          items.map { hides($0) ? .map(censored($0.map ?? [:])) : $0 })
      }
    }
    return shown
  }

  /// Whether the task itself wants its result hidden: it has read an encrypted file.
  private static func hides(_ values: Map) -> Bool { values["_ansible_no_log"]?.isTrue ?? false }
  private static func hides(_ item: Value) -> Bool { item.map.map(hides) ?? false }

  /// What `no_log` leaves of a result.
  static func censored(_ values: Map) -> Map {
    var censored: Map = [
      "censored":
        "the output has been hidden due to the fact that 'no_log: true' was specified for this result"
    ]
    for key in ["changed", "failed", "skipped", "unreachable", "attempts", "retries"] {
      if let value = values[key] { censored[key] = value }
    }
    return censored
  }

  /// What `register` keeps: no entries that are for reporters only, at the items of a loop neither.
  static func registered(_ values: Map) -> Map {
    var kept = values.filter { !$0.key.text.hasPrefix("_ansible_") }
    if let items = kept["results"]?.list {
      kept["results"] = .list(items.map { item in item.map.map { .map(registered($0)) } ?? item })
    }
    return kept
  }

  /// `stdout_lines` and `stderr_lines` beside the texts.
  static func withLines(_ values: Map) -> Map {
    var values = values
    for name in ["stdout", "stderr"] {
      guard case .string(let text)? = values[name], values[name + "_lines"] == nil else { continue }
      values[name + "_lines"] = .list(lines(text).map { .string($0) })
    }
    return values
  }

  /// Python's `splitlines` for the line ends that commands write.
  static func lines(_ text: String) -> [String] {
    var lines: [String] = []
    var line: [UInt8] = []
    var afterReturn = false
    for byte in text.utf8 {
      if byte == 0x0A || byte == 0x0D {
        if !(byte == 0x0A && afterReturn) { lines.append(String(decoding: line, as: UTF8.self)) }
        line = []
      } else {
        line.append(byte)
      }
      afterReturn = byte == 0x0D
    }
    if !line.isEmpty { lines.append(String(decoding: line, as: UTF8.self)) }
    return lines
  }
}
