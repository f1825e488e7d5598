import Core
import Testing

@testable import Reporters

@Suite struct CostTests {
  private static let connecting = Cost(
    turns: 1, bytesSent: 70_000, bytesReceived: 1_234, connecting: .milliseconds(412),
    network: .milliseconds(101), farEnd: .microseconds(54_499))

  private func result(_ host: String, _ id: Int, _ title: String, _ cost: Cost) -> Event {
    var result = TaskResult(
      host: host, task: TaskHeading(id: id, title: title, action: "ping"), values: [:])
    result.cost = cost
    return .result(result)
  }

  /// Two hosts and thirteen tasks, the first of which connects; host b has sent something in vain.
  private var events: [Event] {
    var (a, b) = (HostSummary(), HostSummary())
    var events: [Event] = [.playStarted(name: "p", checkMode: false)]
    for id in 1...13 {
      let cost = id == 1 ? Self.connecting : Cost(bytesSent: id, farEnd: .milliseconds(id))
      let title = id == 13 ? "A task with a name that does not fit into its column" : "Task \(id)"
      events += [result("a", id, title, cost), result("b", id, title, cost)]
      a.cost += cost
      b.cost += cost
    }
    b.cost += Cost(bytesSent: 100, bytesReceived: 10)
    return events + [
      .controller(ControllerCost(processor: .milliseconds(50), connecting: .milliseconds(24))),
      .recap([("a", a), ("b", b)]),
    ]
  }

  private func shown(_ reporter: any Reporter.Type, stats: Bool = true) -> String {
    let paper = Paper()
    let reporter = reporter.init(
      ReporterSettings(showsStatistics: stats), screen: paper.screen())
    events.forEach(reporter.receive)
    return paper.output
  }

  @Test func table() throws {
    let output = shown(DefaultReporter.self)
    let lines = output.split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex { $0.hasPrefix("COST PER HOST") })
    #expect(
      lines[start...].joined(separator: "\n") == """
        COST PER HOST                     turns        sent    received   connect   network   far end
        a                                     1       70090        1234     0.412     0.101     0.144
        b                                     1       70190        1244     0.412     0.101     0.144
        all hosts                             2      140280        2478     0.824     0.202     0.289

        COSTLIEST TASKS                   turns        sent    received   connect   network   far end
        Task 1                                2      140000        2468     0.824     0.202     0.109
        A task with a name that does no…      0          26           0     0.000     0.000     0.026
        Task 12                               0          24           0     0.000     0.000     0.024
        Task 11                               0          22           0     0.000     0.000     0.022
        Task 10                               0          20           0     0.000     0.000     0.020
        Task 9                                0          18           0     0.000     0.000     0.018
        Task 8                                0          16           0     0.000     0.000     0.016
        Task 7                                0          14           0     0.000     0.000     0.014
        Task 6                                0          12           0     0.000     0.000     0.012
        Task 5                                0          10           0     0.000     0.000     0.010
        3 others                              0          18           0     0.000     0.000     0.018
        sent in vain                          0         100          10     0.000     0.000     0.000
        all tasks                             2      140280        2478     0.824     0.202     0.289

        Controller: 0.050 s of processor time, 0.024 s of it for connecting;
        once connected 1000 µs for each of 26 results (hosts × tasks).


        """)
    #expect(lines[start...].allSatisfy { TextWidth.of(String($0)) <= 100 })
  }

  @Test func onlyWhereTheyAreAskedFor() throws {
    let recap = shown(DefaultReporter.self, stats: false)
    #expect(!recap.contains("COST"))
    let run = try JSONReader.read(
      Array(shown(JSONReporter.self, stats: false).utf8), name: "json")
    #expect(run["controller"] == nil)
    #expect(run["stats"]?["a"]?["cost"] == nil)
  }

  @Test func json() throws {
    let run = try JSONReader.read(Array(shown(JSONReporter.self).utf8), name: "json")
    #expect(
      run["stats"]?["a"]?["cost"] == [
        "turns": 1, "sent": 70090, "received": 1234, "connect": 0.412, "network": 0.101,
        "far_end": 0.144499,
      ])
    let tasks = run["plays"]?.list?.first?["tasks"]?.list ?? []
    #expect(tasks.map { $0["cost"]?["sent"] ?? .null }.first == 140_000)
    #expect(tasks.count == 13)
    #expect(
      run["controller"] == [
        "processor": 0.05, "connect": 0.024, "results": 26, "processor_per_result": 0.001,
      ])
  }
}
