import Core
import Synchronization
import Testing

@testable import Reporters

/// A screen that keeps what is shown on it.
final class Paper: Sendable {
  private let lines = Mutex<(output: String, error: String)>(("", ""))

  var output: String { lines.withLock { $0.output } }
  var error: String { lines.withLock { $0.error } }

  func screen(color: Bool = false, live: Int? = nil, liveRows: Int = 24) -> Screen {
    Screen(usesColor: color, liveColumns: live, liveRows: liveRows) { stream, text in
      self.lines.withLock { lines in
        if stream == .output { lines.output += text } else { lines.error += text }
      }
    }
  }
}

/// Results as a run would report them.
enum Make {
  static func task(
    _ title: String = "Task", action: String = "ansible.builtin.command", noLog: Bool = false,
    isHandler: Bool = false
  ) -> TaskHeading {
    TaskHeading(id: 1, title: title, action: action, isHandler: isHandler, noLog: noLog)
  }

  static func result(
    _ values: Map, _ task: TaskHeading = Make.task(), item: Value? = nil
  ) -> TaskResult {
    var result = TaskResult(host: "web", task: task, values: values)
    result.itemLabel = item
    return result
  }
}

@Suite struct RegistrationTests {
  /// Every file `…Reporter.swift` is in the table.
  @Test func everyFileIsRegistered() throws {
    let folder = Path.join(Path.folder(Path.folder(Path.folder(#filePath))), "Sources/Reporters")
    let files = try Files.list(folder).filter { $0.hasSuffix("Reporter.swift") }
      .filter { $0 != "Reporter.swift" }
    let types = Reporters.all.map { "\($0).swift" }
    #expect(files.sorted() == types.sorted())
    #expect(Set(Reporters.all.map { $0.name }).count == files.count)
  }

  @Test func unknownNamesAreErrors() {
    #expect(throws: Diagnostic.self) { try Reporters.named("defualt") }
    #expect((try? Reporters.named("ansible.builtin.json"))?.name == "json")
  }
}

@Suite struct DefaultReporterTests {
  private func shown(
    _ events: [Event], verbosity: Int = 0, color: Bool = false
  ) -> (output: String, error: String) {
    let paper = Paper()
    let reporter = DefaultReporter(
      ReporterSettings(verbosity: verbosity), screen: paper.screen(color: color))
    events.forEach(reporter.receive)
    return (paper.output, paper.error)
  }

  @Test func bannersFillTheColumns() {
    let text = shown([
      .playStarted(name: "all", checkMode: false), .taskStarted(Make.task("a : b")),
    ])
    .output
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[1] == "PLAY [all] " + String(repeating: "*", count: 69))
    #expect(lines[3].hasPrefix("TASK [a : b] ***"))
    #expect(lines[3].utf8.count == 80)
    #expect(
      shown([.taskStarted(Make.task(isHandler: true))]).output.contains("RUNNING HANDLER [Task] *"))
  }

  /// What Ansible prints for each verdict, from its `default` callback.
  @Test(
    arguments: [
      (["changed": false], "ok: [web]"), (["changed": true], "changed: [web]"),
      (["changed": false, "skipped": true], "skipping: [web]"),
      (
        ["failed": true, "changed": false, "msg": "no"],
        #"fatal: [web]: FAILED! => {"changed": false, "msg": "no"}"#
      ),
      (
        ["unreachable": true, "changed": false, "msg": "gone"],
        #"fatal: [web]: UNREACHABLE! => {"changed": false, "msg": "gone", "unreachable": true}"#
      ),
    ] as [(Map, String)])
  func verdicts(_ values: Map, _ line: String) {
    let task = Make.task()
    let output = shown([.taskStarted(task), .result(Make.result(values, task))]).output
    #expect(output.split(separator: "\n").last.map(String.init) == line)
  }

  @Test(
    arguments: [
      (["changed": false], "ok: [web] => (item=a)"),
      (["changed": true], "changed: [web] => (item=a)"),
      (["skipped": true], "skipping: [web] => (item=a) "),
      (["failed": true, "item": "a"], #"failed: [web] (item=a) => {"item": "a"}"#),
    ] as [(Map, String)])
  func items(_ values: Map, _ line: String) {
    let task = Make.task()
    let output = shown([.taskStarted(task), .item(Make.result(values, task, item: "a"))]).output
    #expect(output.split(separator: "\n").last.map(String.init) == line)
  }

  /// A loop's own result shows nothing, but for what was skipped whole or ignored.
  @Test func loopsShowTheirItemsOnly() {
    let task = Make.task()
    var failed = Make.result(
      ["failed": true, "msg": "One or more items failed", "results": []], task)
    failed.ignored = true
    let output = shown([
      .taskStarted(task), .item(Make.result(["failed": true], task, item: 1)), .result(failed),
    ]).output
    #expect(output.hasSuffix("failed: [web] (item=1) => {}\n...ignoring\n"))
  }

  @Test func delegatesAreNamed() {
    var result = Make.result(["changed": true])
    result.delegate = "db"
    #expect(shown([.result(result)]).output.hasSuffix("changed: [web -> db]\n"))
  }

  @Test func valuesAreShownWithVerbosity() {
    let values: Map = ["changed": false, "rc": 0, "_ansible_no": 1, "diff": [:], "invocation": [:]]
    let one = shown([.result(Make.result(values))], verbosity: 1).output
    #expect(one.hasSuffix(#"ok: [web] => {"changed": false, "rc": 0}"# + "\n"))
    let three = shown([.result(Make.result(values))], verbosity: 3).output
    #expect(
      three.contains("{\n    \"changed\": false,\n    \"diff\": {},\n    \"invocation\": {},"))
    #expect(three.hasSuffix("  [web] turns=0 sent=0 received=0\n"))
  }

  @Test func debugShowsItsMessageOnly() {
    let task = Make.task(action: "ansible.builtin.debug")
    let values: Map = ["changed": false, "msg": "hi", "_ansible_verbose_always": true]
    let output = shown([.result(Make.result(values, task))]).output
    #expect(output.hasSuffix("ok: [web] => {\n    \"msg\": \"hi\"\n}\n"))
  }

  @Test func failuresShowTheirPlace() {
    let file = SourceFile(name: "play.yml", text: Array("- hosts: all\n  tasks: x\n".utf8))
    var result = Make.result(["failed": true, "msg": "'x' is undefined"])
    result.diagnostic = Diagnostic(
      .undefined, "'x' is undefined", at: SourceLocation(file: file, line: 2, column: 10))
    let (output, error) = shown([.result(result)])
    #expect(output.hasSuffix(#"FAILED! => {"msg": "'x' is undefined"}"# + "\n"))
    #expect(error == "  --> play.yml:2:10\n  2 |   tasks: x\n    |          ^\n")
  }

  @Test func recapHasAnsiblesColumns() {
    var summary = HostSummary()
    (summary.ok, summary.changed) = (12, 3)
    let output = shown([.recap([("web", summary), ("a", HostSummary())])]).output
    let lines = output.split(separator: "\n").map(String.init)
    #expect(
      lines[1]
        == "a                          : ok=0    changed=0    unreachable=0    failed=0    "
        + "skipped=0    rescued=0    ignored=0   ")
    #expect(lines[2].hasPrefix("web                        : ok=12   changed=3    unreachable=0 "))
    let colored = shown([.recap([("web", summary)])], color: true).output
    #expect(
      colored.contains("\u{1B}[0;33mweb\u{1B}[0m                        : \u{1B}[0;32mok=12  "))
  }

  @Test func warningsAreShownOnce() {
    let warning = Diagnostic(.usage, String(repeating: "word ", count: 20))
    let error = shown([.warning(warning), .warning(warning)]).error
    let lines = error.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 3)
    #expect(lines[0].hasPrefix("[WARNING]: word word"))
    #expect(lines.allSatisfy { $0.utf8.count <= 79 })
  }

  @Test func secretsOfLoopsStayHidden() {
    let task = Make.task(noLog: true)
    let output = shown([.item(Make.result(["changed": true], task, item: "secret"))]).output
    #expect(!output.contains("secret"))
  }
}

@Suite struct OtherReporterTests {
  private func shown(_ reporter: any Reporter.Type, _ events: [Event]) -> String {
    let paper = Paper()
    let reporter = reporter.init(ReporterSettings(), screen: paper.screen())
    events.forEach(reporter.receive)
    return paper.output
  }

  private static let ping = Make.result(
    ["changed": false, "ping": "pong"], Make.task(action: "ansible.builtin.ping"))
  private static let command = Make.result(
    ["changed": true, "rc": 0, "stdout": "a\nb", "stderr": "e"])

  @Test func minimal() {
    let output = shown(MinimalReporter.self, [.result(Self.ping), .result(Self.command)])
    #expect(
      output == "web | SUCCESS => {\n    \"changed\": false,\n    \"ping\": \"pong\"\n}\n"
        + "web | CHANGED | rc=0 >>\na\nbe\n")
  }

  @Test func oneline() {
    let output = shown(OnelineReporter.self, [.result(Self.ping), .result(Self.command)])
    #expect(
      output == #"web | SUCCESS => {"changed": false,"ping": "pong"}"# + "\n"
        + #"web | CHANGED | rc=0 | (stdout) a\nb (stderr) e"# + "\n")
  }

  @Test func json() throws {
    let output = shown(
      JSONReporter.self,
      [
        .playStarted(name: "p", checkMode: false), .taskStarted(Self.ping.task),
        .result(Self.ping), .recap([("web", HostSummary())]),
      ])
    let value = try JSONReader.read(Array(output.utf8), name: "json")
    let task = value["plays"]?.list?.first?["tasks"]?.list?.first
    #expect(task?["hosts"]?["web"]?["ping"] == "pong")
    #expect(task?["task"]?["name"] == "Task")
    #expect(value["stats"]?["web"]?["ok"] == 0)
  }
}
