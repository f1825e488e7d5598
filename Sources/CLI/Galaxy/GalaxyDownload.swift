import Core

/// Brings the content of a source into a folder.
struct GalaxyDownload {
  /// What settings say of transfers.
  struct Network {
    /// `ignore_certs`
    var ignoresCertificates = false
    /// `server_timeout`: seconds in which a server has to answer.
    var timeout = 60
  }

  let source: GalaxySource
  let network: Network
  /// What is said on the way.
  let say: (String) -> Void

  /// The content as a tree below `scratch`; the tar file itself is unpacked.
  ///
  /// - Returns: the folder.
  /// - Throws: `file` with the words of the program that failed, or for what needs a server.
  func unpack(into scratch: String) throws(Diagnostic) -> String {
    switch source.place {
    case .folder(let path): return path
    case .git(let url, let folder): return Path.join(try clone(url, scratch), folder)
    case .file(let path): return try extract(path, scratch)
    case .url(let url):
      say("- downloading role from \(url)")
      let file = scratch + "/download.tar.gz"
      try Self.check(
        OtherProgram(
          ["curl", "-fsSL", "--connect-timeout", "\(network.timeout)"]
            + (network.ignoresCertificates ? ["--insecure"] : []) + ["-o", file, "--", url]),
        "cannot download \(url)")
      return try extract(file, scratch)
    case .server(let name):
      if name.contains("/") { throw Diagnostic(.file, "there is no file or folder '\(name)'") }
      throw Diagnostic(
        .file, "'\(name)' would have to be looked up on a Galaxy server, which Bosun does not do",
        hint: "give a Git repository (git+https://…), the URL of a tar file, or a local path")
    }
  }

  private func clone(_ url: String, _ scratch: String) throws(Diagnostic) -> String {
    let repository = scratch + "/repository"
    var checkout = GitCheckout(url: url, folder: repository, version: source.version)
    checkout.ignoresCertificates = network.ignoresCertificates
    do { _ = try checkout.update() } catch {
      throw Diagnostic(.file, "failed to clone \(url): \(error.message)")
    }
    // What the repository leaves out of its archives is left out here too.
    let tree = scratch + "/tree"
    try Files.makeFolder(tree)
    let archive = scratch + "/archive.tar"
    try Self.check(
      OtherProgram(["git", "archive", "--format=tar", "-o", archive, "HEAD"], in: repository),
      "git archive failed")
    try Self.check(OtherProgram(["tar", "-xf", archive, "-C", tree]), "cannot unpack \(archive)")
    return tree
  }

  private func extract(_ file: String, _ scratch: String) throws(Diagnostic) -> String {
    let tree = scratch + "/tree"
    try Files.makeFolder(tree)
    try Self.check(
      OtherProgram(["tar", "--no-same-owner", "-xf", file, "-C", tree]), "cannot unpack \(file)")
    return tree
  }

  static func check(_ program: OtherProgram, _ message: String) throws(Diagnostic) {
    let answer = try program.run()
    if answer.isGood { return }
    throw Diagnostic(.file, "\(message): \(answer.output.trimmingBlanks)")
  }
}

extension Configuration {
  /// - Throws: `usage` for a value that does not fit.
  var galaxyNetwork: GalaxyDownload.Network {
    get throws(Diagnostic) {
      GalaxyDownload.Network(
        ignoresCertificates: try changed("GALAXY_IGNORE_CERTS")?.bool ?? false,
        timeout: try current("GALAXY_SERVER_TIMEOUT").int ?? 60)
    }
  }
}
