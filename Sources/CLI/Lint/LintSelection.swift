import Core
import YAML

/// Which findings count: by rules, profile and comments `# noqa`.
struct LintSelection {
  var profile = LintRule.Profile.shared
  /// Only these, where there are any.
  var only: Set<String> = []
  var skipped: Set<String> = []
  /// Shown, but no failure.
  var warned: Set<String> = ["load-warning"]
  var excludedPaths: [String] = []

  /// Adds what a file `.ansible-lint` says.
  ///
  /// - Throws: what reading it throws.
  mutating func read(_ path: String) throws(Diagnostic) {
    guard let node = try YAMLFile.read(path, by: SourceFile.read, warn: { _ in }) else { return }
    func list(_ key: String) -> [String] { (node[key]?.value.list ?? []).map(\.text) }
    skipped.formUnion(list("skip_list"))
    warned.formUnion(list("warn_list"))
    excludedPaths += list("exclude_paths")
    if let name = node["profile"]?.string { profile = LintRule.Profile(rawValue: name) ?? profile }
  }

  func contains(_ finding: LintFinding) -> Bool {
    guard let rule = LintRule.named(finding.rule) else { return true }
    if skipped.contains(rule.name) || isSilenced(finding) { return false }
    return only.isEmpty ? rule.profile <= profile : only.contains(rule.name)
  }

  func isFailure(_ finding: LintFinding) -> Bool { !warned.contains(finding.rule) }

  /// `# noqa` at the end of the line: all rules, or those that are named.
  private func isSilenced(_ finding: LintFinding) -> Bool {
    guard finding.rule != "syntax-check", let place = finding.place,
      let line = place.file.line(place.line), let mark = line.firstRange(of: "# noqa")
    else { return false }
    let names = line[mark.upperBound...].split { " :,".contains($0) }.map(String.init)
    return names.isEmpty
      || names.contains { $0 == finding.rule || $0.hasPrefix(finding.rule + "[") }
  }
}
