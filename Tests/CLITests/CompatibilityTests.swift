import Core
import Testing

/// docs/compatibility.md names the tests that show its lines: they must be there.
@Suite struct CompatibilityTests {
  private static let tests = Path.folder(Path.folder(#filePath))

  /// What stands in the last column of the tables: names with commas between them, texts after semicolons.
  private static let names: [String] = {
    let page = Path.join(Path.folder(tests), "docs/compatibility.md")
    let cells = ((try? Files.text(page)) ?? "").split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "|", omittingEmptySubsequences: false)
      return cells.count == 5 ? cells[3].split(separator: ";").first : nil
    }
    return cells.flatMap { $0.split(separator: ",") }
      .map { String($0.drop { $0 == " " }.prefix { $0 != " " }) }
      .filter { !$0.isEmpty && $0 != "---" && $0 != "shown" }
  }()

  /// The text of all Swift files of tests, for names of suites.
  private static let sources: String = {
    let folders = ((try? Files.list(tests)) ?? []).map { Path.join(tests, $0) }.filter(
      Files.isFolder)
    let files = folders.flatMap { folder in
      ((try? Files.list(folder)) ?? []).map { Path.join(folder, $0) }
    }
    return files.filter { $0.hasSuffix(".swift") }.compactMap { try? Files.text($0) }.joined()
  }()

  @Test func pageNamesTests() { #expect(Self.names.count > 100) }

  @Test(arguments: Set(names).sorted()) func isThere(_ name: String) {
    let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
    let places: [String]
    switch parts[0] {
    case "corpus": places = ["EngineTests/Cases/\(name).yml", "EngineTests/Cases/\(name)"]
    case "cli": places = ["CLITests/Cases/\(parts[1])"]
    case "broken": places = ["CLITests/Broken/" + (parts.count > 1 ? "\(parts[1]).yml" : "")]
    case "acceptance": places = ["Acceptance/\(parts[1])"]
    default: places = ["EngineTests/Cases/\(name).yml", name]
    }
    let isFile = places.contains { Files.kind(Path.join(Self.tests, $0)) != nil }
    #expect(isFile || Self.sources.contains("struct \(name) "), "\(name) is nowhere")
  }
}
