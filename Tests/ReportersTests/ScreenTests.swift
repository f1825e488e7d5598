import Core
import Testing

@testable import Reporters

@Suite struct UnifiedDiffTests {
  /// Texts and what Python's `difflib.unified_diff` makes of them.
  @Test(
    arguments: [
      ("a\nb\nc\n", "a\nx\nc\n", "@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n"),
      ("", "one\ntwo\n", "@@ -0,0 +1,2 @@\n+one\n+two\n"),
      ("one\n", "", "@@ -1 +0,0 @@\n-one\n"),
      (
        "a\nb\na\nb\nc\n", "b\na\nb\na\nc\nd\n",
        "@@ -1,5 +1,6 @@\n+b\n a\n b\n a\n-b\n c\n+d\n"
      ),
      (
        numbers(0..<30),
        numbers(0..<3) + "x3\nx4\n" + numbers(5..<20) + "x20\n" + numbers(21..<25)
          + numbers(26..<30),
        "@@ -1,8 +1,8 @@\n 0\n 1\n 2\n-3\n-4\n+x3\n+x4\n 5\n 6\n 7\n"
          + "@@ -18,12 +18,11 @@\n 17\n 18\n 19\n-20\n+x20\n 21\n 22\n 23\n 24\n-25\n 26\n 27\n 28\n"
      ),
    ])
  func likePython(_ before: String, _ after: String, _ expected: String) {
    let text = DiffText(screen: Paper().screen(), settings: ReporterSettings()).text([
      "before": .string(before), "after": .string(after),
    ])
    #expect(text == "--- before\n+++ after\n" + expected + "\n")
  }

  private static func numbers(_ range: Range<Int>) -> String { range.map { "\($0)\n" }.joined() }

  /// Lines that are frequent in a long text do not pull the match apart.
  @Test func frequentLines() {
    let lines = (0..<240).map { $0 % 3 == 0 ? "l\($0)\n" : "same\n" }
    let after = lines.indices.filter { ![30, 31, 120].contains($0) }.map { lines[$0] }
    let text = UnifiedDiff(lines, after).lines(from: "before", to: "after").joined()
    #expect(
      text
        == "--- before\n+++ after\n@@ -28,8 +28,6 @@\n l27\n same\n same\n-l30\n-same\n same\n l33\n"
        + " same\n@@ -118,7 +116,6 @@\n l117\n same\n same\n-l120\n same\n same\n l123\n")
  }

  @Test func equalTextsHaveNone() {
    #expect(UnifiedDiff(["a\n"], ["a\n"]).lines(from: "a", to: "b").isEmpty)
  }

  @Test func headersMapsAndMissingNewlines() {
    let text = DiffText(screen: Paper().screen(), settings: ReporterSettings()).text([
      "before_header": "/etc/x", "before": "a", "after": ["b": 1],
    ])
    #expect(
      text == "--- before: /etc/x\n+++ after\n@@ -1 +1,3 @@\n-a\n\\ No newline at end of file\n"
        + "+{\n+    \"b\": 1\n+}\n\n")
  }
}

@Suite struct ScreenTests {
  @Test func widths() {
    #expect(TextWidth.of("abc") == 3)
    #expect(TextWidth.of("日本") == 4)
    #expect(TextWidth.of("e\u{301}") == 1)
    #expect(TextWidth.prefix("日本語", columns: 5) == "日本")
    #expect(TextWidth.wrapped("a bb ccc", columns: 4) == "a bb\nccc")
    #expect(TextWidth.wrapped("a /a/long/path b", columns: 4) == "a\n/a/long/path\nb")
  }

  @Test func everyLineIsPaintedByItself() {
    let paper = Paper()
    paper.screen(color: true).display("a\nb", .ok)
    #expect(paper.output == "\u{1B}[0;32ma\u{1B}[0m\n\u{1B}[0;32mb\u{1B}[0m\n")
  }

  /// The live line goes before other output and comes back after it.
  @Test func liveLine() {
    let paper = Paper()
    let screen = paper.screen(live: 8)
    screen.setLiveLine("running for long")
    screen.display("text")
    screen.setLiveLine("")
    #expect(paper.output == "text\n")
    #expect(paper.error == "running\r\u{1B}[Krunning\r\u{1B}[K")
    screen.holdLiveLine()
    screen.setLiveLine("more")
    #expect(!paper.error.contains("more"))
  }

  /// Several live lines are cut each by itself and go together.
  @Test func liveLines() {
    let paper = Paper()
    let screen = paper.screen(live: 8)
    screen.setLiveLine("one and more\ntwo")
    screen.end("over")
    screen.setLiveLine("more")
    screen.display("more")
    #expect(paper.output == "over\n")
    #expect(paper.error == "one and\ntwo\r\u{1B}[1A\u{1B}[J")
  }

  /// Each host has its share of the rows, and nothing of what a command prints moves the cursor.
  @Test func outputOfCommands() async throws {
    let paper = Paper()
    let live = LiveLine(paper.screen(live: 40, liveRows: 6))
    for host in ["a", "b"] { live.start(host: host, title: "Task") }
    live.show((1...9).map { "line \($0)" }, of: "a")
    live.show(["\u{1B}[2J\u{1B}[31mred\tblack\u{7}"], of: "b")
    live.show(["of nobody"], of: "c")
    while paper.error.isEmpty { try await Task.sleep(for: .milliseconds(20)) }
    live.stop()
    let shown = try #require(paper.error.split(separator: "\r").first)
    #expect(shown.hasPrefix("a | line 8\na | line 9\nb | red black \nTask: 2 hosts"))
  }
}
