import Core
import Glibc

/// Facts that outlive a run: one JSON file per host in a folder, as ansible-core's `jsonfile` writes
/// them, so that both can read the other's.
package struct FactCache: Sendable {
  private let folder: String
  private let prefix: String
  /// Seconds after which a file no longer counts; 0 is never.
  private let timeout: Double

  /// - Throws: `file` for a folder that cannot be made or used.
  package init(folder: String, prefix: String, timeout: Double) throws(Diagnostic) {
    self.folder = folder
    self.prefix = prefix
    self.timeout = timeout
    try Files.makeFolder(folder)
    guard access(folder, R_OK | W_OK | X_OK) == 0 else {
      throw Diagnostic(
        .file, "the fact cache '\(folder)' cannot be used: it must be a folder to read and write")
    }
  }

  private func path(of host: String) -> String { Path.join(folder, prefix + host) }

  /// The facts of a host, nil where there are none or they are too old.
  ///
  /// - Throws: `file` for a file that holds no JSON. It is removed, so that the next run begins anew.
  func facts(of host: String) throws(Diagnostic) -> HostFacts? {
    // A name with a slash could reach any file.
    guard !host.isEmpty, !host.contains("/") else { return nil }
    let path = path(of: host)
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    if timeout > 0, Double(time(nil) - status.st_mtim.tv_sec) > timeout { return nil }
    guard let map = try? JSONReader.read(Files.read(path)).map else {
      unlink(path)
      throw Diagnostic(
        .file,
        "The cache file \(path) was corrupt, or did not otherwise contain valid data. "
          + "It has been removed, so you can re-run your command now.")
    }
    return HostFacts(map)
  }

  /// The facts of a host as variables, empty where there are none.
  ///
  /// - Throws: as `facts`.
  package func variables(of host: String) throws(Diagnostic) -> Map {
    try facts(of: host)?.given ?? [:]
  }

  /// - Throws: `file` when the file cannot be written.
  func keep(_ facts: HostFacts, of host: String) throws(Diagnostic) {
    guard !host.isEmpty, !host.contains("/") else { return }
    let text = JSONWriter(indent: 4, sortKeys: true, escapesNonASCII: true).write(.map(facts.given))
    try Files.write(Array(text.utf8), to: path(of: host), mode: 0o644)
  }

  /// Forgets a host's facts (`meta: clear_facts`, `--flush-cache`).
  package func forget(_ host: String) {
    guard !host.isEmpty, !host.contains("/") else { return }
    unlink(path(of: host))
  }
}
