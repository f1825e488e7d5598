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
      var files: [VariableFile.Content] = []
      for entry in play.play.varsFiles {
        let scope = try HostScope(run: run, host: host, play: play, scope: play.play.scope)
        if let file = try load(entry, scope) { files.append(file) }
        host.contents.withLock { $0.varsFiles = files }
      }
    }
  }

  private func load(
    _ file: VarsFile, _ scope: HostScope
  ) throws(Diagnostic) -> VariableFile.Content? {
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
      return try VariableFile.load(path, run.settings.vault, takesLists: true) {
        run.sink.receive(.warning($0))
      }
    }
    warnOfMissing(file, tried)
    return nil
  }

  /// A file that is not there does not end the play, but who wrote it will want to know.
  private func warnOfMissing(_ file: VarsFile, _ tried: [String]) {
    let names = file.candidates.map { $0.value.text }.joined(separator: ", ")
    guard play.isFirst("vars_files \(names)") else { return }
    run.sink.receive(
      .warning(
        Diagnostic(
          .file, "vars file \(names) was not found", at: file.candidates.first?.location,
          hint: "searched in: \(tried.joined(separator: ", "))")))
  }
}

/// A YAML or JSON file of variables.
enum VariableFile {
  /// What a file holds; `isSecret` says that it was encrypted.
  struct Content: Sendable {
    let path: String
    let variables: Map
    let isSecret: Bool
  }

  /// Reads and, where need be, decrypts a file of a map.
  ///
  /// - Parameter takesLists: whether it may be a list of maps, the later ones stronger.
  /// - Throws: `file`, `syntax`, or `invalid` where the file holds something else.
  static func load(
    _ path: String, _ vault: Vault, takesLists: Bool = false, warn: (Diagnostic) -> Void
  ) throws(Diagnostic) -> Content {
    let file = try vault.read(path, name: path)
    guard let node = try YAMLFile.read(file, warn: warn), !node.isNull else {
      return Content(path: path, variables: Map(), isSecret: file.isSecret)
    }
    var variables = Map()
    for node in takesLists ? node.list ?? [node] : [node] {
      guard let map = node.value.map else {
        throw Diagnostic(.invalid, "a file of variables must hold a map", at: node.location)
      }
      variables.merge(map) { $1 }
    }
    return Content(path: path, variables: variables, isSecret: file.isSecret)
  }
}
