import ArgumentParser
import Core
import Glibc
import Reporters

/// Which repository is brought here, and how.
struct PullOptions: ParsableArguments {
  @Option(
    name: [.customShort("U", allowingJoined: true), .long],
    help: ArgumentHelp("The repository.", valueName: "url"))
  var url: String?

  @Option(
    name: [.customShort("C", allowingJoined: true), .long],
    help: ArgumentHelp("A branch, a tag or a commit.", valueName: "version"))
  var checkout: String?

  @Option(
    name: [.customShort("d", allowingJoined: true), .long],
    help: ArgumentHelp("Where to (default: ~/.ansible/pull/HOST).", valueName: "folder"))
  var directory: String?

  @Option(
    name: [.customShort("m", allowingJoined: true), .long],
    help: ArgumentHelp("The kind of repository; only git is here.", valueName: "kind"))
  var moduleName = "git"

  @Option(
    name: [.customShort("s", allowingJoined: true), .long],
    help: ArgumentHelp("Wait for a random time, at most so long.", valueName: "seconds"))
  var sleep: Int?

  @Flag(name: [.customShort("o"), .long], help: "Run only if there is something new.")
  var onlyIfChanged = false
  @Flag(name: .shortAndLong, help: "Run even if the repository could not be reached.")
  var force = false
  @Flag(help: "Bring the whole history.") var full = false
  @Flag(help: "Take the folder away after the run.") var purge = false
  @Flag(help: "Drop changes that were made in the folder.") var clean = false
  @Flag(help: "Take the key of a host that is not known yet.") var acceptHostKey = false
  @Flag(help: "Submodules follow their branches.") var trackSubs = false
  @Flag(help: "Check the signature of the commit.") var verifyCommit = false

  func validate() throws {
    guard moduleName == "git" || moduleName == "ansible.builtin.git" else {
      throw ValidationError("Unsupported repo module \(moduleName), choices are git")
    }
    if let sleep, sleep < 0 { throw ValidationError("--sleep must not be negative") }
  }

  /// Where the repository goes.
  var folder: String {
    let standard = "~/.ansible/pull/\(PullPlaybooks.hostName)"
    return Path.absolute(Path.expandingHome(directory ?? standard))
  }

  func wait(_ screen: Screen) throws {
    guard let most = sleep, most > 0 else { return }
    let seconds = Int.random(in: 0...most)
    screen.display("Sleeping for \(seconds) seconds...")
    Glibc.sleep(UInt32(seconds))
  }

  /// Brings the folder up to date, and shows the result as the module `git` does.
  ///
  /// - Returns: whether the playbooks are to be run.
  /// - Throws: the end of the program where the repository cannot be had.
  func update(_ url: String, _ folder: String, _ session: Session) throws -> Bool {
    let checkout = GitCheckout(
      url: url, folder: folder, version: checkout, isFull: full, dropsChanges: clean,
      acceptsHostKey: acceptHostKey, tracksSubmodules: trackSubs, verifies: verifyCommit)
    do throws(Diagnostic) {
      let outcome = try checkout.update()
      let word = outcome.isChanged ? "CHANGED" : "SUCCESS"
      show(
        word,
        [
          "after": .string(outcome.after), "before": outcome.before.map { .string($0) } ?? .null,
          "changed": .bool(outcome.isChanged),
        ], outcome.isChanged ? .changed : .ok, session.screen)
      if outcome.isChanged || !onlyIfChanged { return true }
      session.screen.display("Repository has not changed, quitting.")
      return false
    } catch {
      show("FAILED!", ["changed": false, "msg": .string(error.message)], .error, session.screen)
      guard force else { throw Program.End(status: .failedHosts) }
      session.screen.display(
        "Unable to update repository. Continuing with (forced) run of playbook.")
      return true
    }
  }

  private func show(_ word: String, _ result: Map, _ color: Color, _ screen: Screen) {
    screen.display(
      "localhost | \(word) => \(JSONWriter(indent: 4, sortKeys: true).write(.map(result)))", color)
  }
}
