import Core

/// A working copy of a Git repository that is made or brought up to date, as Ansible's module `git` does it.
struct GitCheckout {
  let url: String
  let folder: String
  /// A branch, a tag or a commit; the repository's own choice where none is given.
  var version: String?
  /// All of the history, not only the last commit.
  var isFull = false
  /// Drop changes that were made in the folder.
  var dropsChanges = false
  var acceptsHostKey = false
  /// Submodules follow their own branches.
  var tracksSubmodules = false
  var verifies = false
  /// Certificates of servers are not checked.
  var ignoresCertificates = false

  /// Commits before and after; nil before the first time.
  struct Outcome {
    let before: String?
    let after: String
    var isChanged: Bool { before != after }
  }

  /// - Throws: `task` with Git's own words.
  func update() throws(Diagnostic) -> Outcome {
    let isThere = Files.kind(Path.join(folder, ".git")) != nil
    let before = isThere ? try commit() : nil
    if isThere { try fetch() } else { try clone() }
    if Files.isFile(Path.join(folder, ".gitmodules")) {
      try git(["submodule", "sync", "--quiet", "--recursive"])
      try git(
        ["submodule", "update", "--quiet", "--init", "--recursive"]
          + (tracksSubmodules ? ["--remote"] : []))
    }
    if verifies, case let answer = try program(["verify-commit", "HEAD"], in: folder).run(),
      !answer.isGood
    {
      throw failure("Failed to verify GPG signature of commit/tag \"HEAD\"\n\(answer.output)")
    }
    return Outcome(before: before, after: try commit())
  }

  private func clone() throws(Diagnostic) {
    let depth = isFull ? [] : ["--depth", "1"]
    let branch = version.map { ["--branch", $0] } ?? []
    let first = try program(["clone", "--quiet"] + depth + branch + ["--", url, folder]).run()
    if first.isGood { return }
    // A commit is no branch that can be cloned.
    guard let version else { throw failure(first.output) }
    let whole = try program(["clone", "--quiet", "--", url, folder]).run()
    guard whole.isGood else { throw failure(first.output) }
    try checkOut(version)
  }

  private func checkOut(_ commit: String) throws(Diagnostic) {
    let words = ["checkout", "--quiet", "--force", "--detach", commit, "--"]
    let answer = try program(words, in: folder).run()
    guard !answer.isGood else { return }
    throw failure("Failed to checkout \(commit)\n\(answer.output)")
  }

  private func fetch() throws(Diagnostic) {
    let changes = try git(["status", "--porcelain", "--untracked-files=no"])
    if !changes.isEmpty, !dropsChanges {
      throw Diagnostic(
        .task, "Local modifications exist in the destination: \(folder) (force=no).",
        hint: "--clean drops them")
    }
    try git(["remote", "set-url", "origin", url])
    let depth = isFull ? [] : ["--depth", "1"]
    let reference = try program(
      ["fetch", "--quiet", "--force"] + depth + ["origin", version ?? "HEAD"], in: folder
    ).run()
    guard reference.isGood else {
      guard let version else { throw failure(reference.output) }
      // A commit that the server gives with its branches only.
      try git(["fetch", "--quiet", "--force", "--tags", "origin"])
      try checkOut(version)
      return
    }
    try git(["checkout", "--quiet", "--force"] + (try target()))
    try git(["reset", "--quiet", "--hard", "FETCH_HEAD"])
  }

  /// What is checked out before it is set to what was fetched: a branch of that name, or none.
  private func target() throws(Diagnostic) -> [String] {
    let branches = try program(["ls-remote", "--heads", "origin", version ?? ""], in: folder).run()
    guard let version else { return [] }
    return branches.output.isEmpty ? ["--detach", "FETCH_HEAD"] : ["-B", version]
  }

  private func commit() throws(Diagnostic) -> String {
    try git(["rev-parse", "HEAD"]).trimmingBlanks
  }

  @discardableResult
  private func git(_ words: [String]) throws(Diagnostic) -> String {
    let answer = try program(words, in: folder).run()
    guard answer.isGood else { throw failure(answer.output) }
    return answer.output
  }

  private func program(_ words: [String], in folder: String? = nil) -> OtherProgram {
    var program = OtherProgram(["git"] + words, in: folder)
    program.environment["LC_ALL"] = "C"
    program.environment["GIT_TERMINAL_PROMPT"] = "0"
    if acceptsHostKey {
      program.environment["GIT_SSH_COMMAND"] = "ssh -o StrictHostKeyChecking=accept-new"
    }
    if ignoresCertificates { program.environment["GIT_SSL_NO_VERIFY"] = "true" }
    return program
  }

  private func failure(_ words: String) -> Diagnostic { Diagnostic(.task, words.trimmingBlanks) }
}
