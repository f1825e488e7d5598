import Core
import Synchronization

/// `tree`: the last result of each host as JSON in a file of its name.
package final class Tree: Companion {
  package static let name = "tree"

  private let screen: Screen
  private let folder: String
  private let results: ResultText

  package init(_ options: CompanionOptions, screen: Screen) {
    self.screen = screen
    folder = options.folder("directory")
    results = ResultText(verbosity: options.verbosity)
  }

  package func receive(_ event: Event) {
    guard case .result(let result) = event, !result.skipped else { return }
    do throws(Diagnostic) {
      try Files.write(
        Array(results.whole(result).utf8), to: Path.join(folder, result.host))
    } catch {
      screen.warning(error.prefixed("Unable to write to \(result.host)'s file"))
    }
  }
}
