import Core
import Jinja
import Playbooks
import Vault
import YAML

extension LinearStrategy {
  /// Reads `vars_files` for every host: their names may hold variables. A name whose variables
  /// are not known yet is left for the next time, when facts are there.
  ///
  /// - Throws: a broken file; `file` when none of an entry's files exists.
  func loadVarsFiles() throws(Diagnostic) {
    guard !play.play.varsFiles.isEmpty else { return }
    for host in hosts where host.isActive {
      host.contents.withLock { $0.varsFiles = [] }
      var maps: [Map] = []
      for file in play.play.varsFiles {
        let scope = try HostScope(run: run, host: host, play: play, scope: play.play.scope)
        if let map = try load(file, scope) { maps.append(map) }
        host.contents.withLock { $0.varsFiles = maps }
      }
    }
  }

  private func load(_ file: VarsFile, _ scope: HostScope) throws(Diagnostic) -> Map? {
    var tried: [String] = []
    for candidate in file.candidates {
      let name: Value
      do { name = try scope.render(candidate.value) } catch {
        if error.kind == .undefined { return nil }
        throw error.at(candidate.location)
      }
      let paths = SearchPath(scope: scope).candidates(name.text, kind: "vars")
      tried += paths
      guard let path = paths.first(where: Files.isFile) else { continue }
      return try VariableFile.load(path, run.settings.vault) { run.sink.receive(.warning($0)) }
        .variables
    }
    throw Diagnostic(
      .file,
      "vars file \(file.candidates.map { $0.value.text }.joined(separator: ", ")) was not found",
      at: file.candidates.first?.location, hint: "searched in: \(tried.joined(separator: ", "))")
  }
}

/// A YAML or JSON file of variables.
enum VariableFile {
  /// Reads and, where need be, decrypts it; `isSecret` says that it was encrypted.
  ///
  /// - Throws: `file`, `syntax`, or `invalid` where the file holds no map.
  static func load(
    _ path: String, _ vault: Vault, warn: (Diagnostic) -> Void
  ) throws(Diagnostic) -> (variables: Map, isSecret: Bool) {
    let file = try vault.read(path, name: path)
    guard let node = try YAMLReader.read(file, warn: warn), !node.isNull else {
      return (Map(), file.isSecret)
    }
    guard let map = node.value.map else {
      throw Diagnostic(.invalid, "a file of variables must hold a map", at: node.location)
    }
    return (map, file.isSecret)
  }
}
