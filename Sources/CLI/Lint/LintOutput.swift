import Core
import Reporters

/// The forms in which findings are printed.
enum LintFormat: String, CaseIterable, Sendable {
  /// With the lines that they are about.
  case full
  /// `file:line:column: rule: message`; ansible-lint calls it both.
  case brief, pep8
  /// Code Climate's, one list.
  case json, codeclimate
  /// Annotations of GitHub's workflows.
  case github
  /// Counts only.
  case quiet
}

struct LintOutput {
  let format: LintFormat
  let screen: Screen
  let selection: LintSelection

  func show(_ findings: [LintFinding]) {
    switch format {
    case .full: for finding in findings { screen.display(full(finding), color(finding)) }
    case .brief, .pep8: for finding in findings { screen.display(brief(finding), color(finding)) }
    case .json, .codeclimate:
      screen.display(JSONWriter(indent: 2).write(.list(findings.map(json))))
    case .github: for finding in findings { screen.display(github(finding)) }
    case .quiet: break
    }
  }

  private func color(_ finding: LintFinding) -> Color {
    selection.isFailure(finding) ? .error : .warning
  }

  private func full(_ finding: LintFinding) -> String {
    var diagnostic = Diagnostic(
      .invalid, "\(finding.rule): \(finding.message)", at: finding.place, hint: finding.hint)
    for note in finding.notes { diagnostic = diagnostic.noting(note.message, at: note.location) }
    return diagnostic.description
  }

  private func brief(_ finding: LintFinding) -> String {
    let place = finding.place.map { "\($0)" } ?? "-"
    let kind = selection.isFailure(finding) ? "" : " (warning)"
    return "\(place): \(finding.rule)\(kind): \(Self.oneLine(finding.message))"
  }

  private func json(_ finding: LintFinding) -> Value {
    [
      "type": "issue", "check_name": .string(finding.rule),
      "description": .string(finding.message),
      "severity": selection.isFailure(finding) ? "major" : "minor",
      "help": LintRule.named(finding.rule).map { .string($0.help) } ?? .null,
      "hint": finding.hint.map { .string($0) } ?? .null,
      "location": [
        "path": .string(finding.place?.file.name ?? ""),
        "positions": [
          "begin": [
            "line": .int(finding.place?.line ?? 1), "column": .int(finding.place?.column ?? 1),
          ]
        ],
      ],
    ]
  }

  private func github(_ finding: LintFinding) -> String {
    let level = selection.isFailure(finding) ? "error" : "warning"
    let place = finding.place.map { "file=\($0.file.name),line=\($0.line),col=\($0.column)," } ?? ""
    return "::\(level) \(place)title=\(finding.rule)::\(Self.oneLine(finding.message))"
  }

  private static func oneLine(_ text: String) -> String {
    text.split(separator: "\n").joined(separator: " ")
  }
}
