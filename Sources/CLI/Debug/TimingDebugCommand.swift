import ArgumentParser
import Core
import Glibc
import Jinja

/// Compiles and renders templates again and again and prints what that takes, as JSON: for
/// `Tests/Bench/templates`.
///
/// The file holds `variables`, and `cases`: each with `mode` (`text`, `value` or `condition`), `texts`, and how often
/// to go through them all (`rounds`) and to measure that (`samples`). For each case the answer has seconds for one pass
/// through its texts, `compile` and `render`, for each sample, and the `results` as text.
struct TimingDebugCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "timing", abstract: "Measure the rendering of templates.")

  @Argument(help: "A JSON file with variables and cases.") var file: String

  func run() throws {
    let table = try JSONReader.read(try Files.read(file), name: file)
    let scope = MapScope(table["variables"]?.map ?? Map())
    var answers: [Value] = []
    for entry in table["cases"]?.list ?? [] {
      let workload = TemplateWorkload(entry, scope)
      answers.append(try workload.measured())
    }
    print(JSONWriter().write(.list(answers)))
  }
}

/// One case: texts that are compiled and rendered in one of three ways.
private struct TemplateWorkload {
  let mode: String
  let texts: [String]
  let rounds: Int
  let samples: Int
  let scope: any Scope
  let environment = JinjaEnvironment()

  init(_ entry: Value, _ scope: any Scope) {
    mode = entry["mode"]?.text ?? "text"
    texts = (entry["texts"]?.list ?? []).map(\.text)
    rounds = max(1, entry["rounds"]?.int ?? 1)
    samples = max(1, entry["samples"]?.int ?? 1)
    self.scope = scope
  }

  func measured() throws(Diagnostic) -> Value {
    // The first text once before: the tables of names are made then.
    var templates = texts.prefix(1).map { TemplateText($0) }
    for template in templates { _ = try render(template) }
    var (compiling, rendering): ([Value], [Value]) = ([], [])
    for _ in 0..<samples {
      templates = texts.map { TemplateText($0) }
      let start = Self.now
      for template in templates {
        try environment.check(template, isExpression: mode == "condition", isFile: mode == "text")
      }
      compiling.append(.float(Self.now - start))
    }
    let results = try templates.map { (template) throws(Diagnostic) in try render(template) }
    for _ in 0..<samples {
      let start = Self.now
      for _ in 0..<rounds { for template in templates { _ = try render(template) } }
      rendering.append(.float((Self.now - start) / Double(rounds)))
    }
    return [
      "compile": .list(compiling), "render": .list(rendering),
      "results": .list(results.map { .string($0.text) }),
    ]
  }

  private func render(_ template: TemplateText) throws(Diagnostic) -> Value {
    switch mode {
    case "condition": try environment.evaluate(template, scope: scope)
    case "value": try environment.render(template, scope: scope)
    default: .string(try environment.renderText(template, scope: scope))
    }
  }

  /// Seconds of processor time.
  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
