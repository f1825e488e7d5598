import Core

/// What `--stats` shows after the recap: costs per host, the costliest tasks, the controller.
struct CostTable {
  private static let nameColumns = 32
  private static let columns = [
    ("turns", 7), ("sent", 12), ("received", 12), ("connect", 10), ("network", 10), ("far end", 10),
  ]
  /// How many tasks are shown.
  private static let limit = 10

  let screen: Screen
  let tally: CostTally

  /// - Parameter hosts: in the order of the recap.
  func show(_ hosts: [(host: String, summary: HostSummary)]) {
    let spent = hosts.reduce(Cost()) { $0 + $1.summary.cost }
    heading("COST PER HOST")
    for (host, summary) in hosts { row(host, summary.cost) }
    row("all hosts", spent)
    screen.display("")
    showTasks(spent)
    showController()
  }

  private func showTasks(_ spent: Cost) {
    let shown = tally.costliest(Self.limit)
    heading("COSTLIEST TASKS")
    for task in shown { row(task.title, task.cost) }
    let others = tally.tasks.count - shown.count
    if others > 0 {
      row("\(others) others", shown.reduce(tally.total) { $0 - $1.cost })
    }
    // What hosts have spent on calls that did not count in the end.
    let vain = spent - tally.total
    if vain != Cost() { row("sent in vain", vain) }
    row("all tasks", spent)
    screen.display("")
  }

  private func showController() {
    let cost = tally.controller
    screen.display(
      "Controller: \(cost.processor.secondsText) s of processor time, "
        + "\(cost.connecting.secondsText) s of it for connecting;")
    screen.display(
      "once connected \(tally.processorPerResult.microseconds) µs for each of \(tally.results) "
        + "results (hosts × tasks).")
    screen.display("")
  }

  private func heading(_ name: String) {
    let words = Self.columns.map { name, columns in Self.right(name, columns) }
    screen.display(TextWidth.padded(name, to: Self.nameColumns) + words.joined())
  }

  private func row(_ name: String, _ cost: Cost) {
    let cells = [
      String(cost.turns), String(cost.bytesSent), String(cost.bytesReceived),
      cost.connecting.secondsText, cost.network.secondsText, cost.farEnd.secondsText,
    ]
    let words = zip(cells, Self.columns).map { cell, column in Self.right(cell, column.1) }
    screen.display(Self.name(name) + words.joined())
  }

  /// The name in its column, with an ellipsis where it is too long.
  private static func name(_ text: String) -> String {
    let cut =
      TextWidth.of(text) <= nameColumns
      ? text : TextWidth.prefix(text, columns: nameColumns - 1) + "…"
    return TextWidth.padded(cut, to: nameColumns)
  }

  private static func right(_ text: String, _ columns: Int) -> String {
    String(repeating: " ", count: max(1, columns - text.utf8.count)) + text
  }
}

extension Duration {
  var microseconds: Int { Int(self / .microseconds(1)) }

  /// `12.345`
  var secondsText: String {
    let milliseconds = Int((self / .milliseconds(1)).rounded())
    let digits = String(abs(milliseconds) % 1000)
    let sign = milliseconds < 0 ? "-" : ""
    let zeros = String(repeating: "0", count: 3 - digits.utf8.count)
    return "\(sign)\(abs(milliseconds) / 1000).\(zeros)\(digits)"
  }
}
