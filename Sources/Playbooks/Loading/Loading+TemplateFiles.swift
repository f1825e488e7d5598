import Core
import YAML

/// Files that tasks and plays name in plain words: what cannot work in them fails before the run.
extension Loading {
  /// Parameters of `template` by which its file may be another language.
  private static let ownSyntax: Set = [
    "block_start_string", "block_end_string", "variable_start_string", "variable_end_string",
    "comment_start_string", "comment_end_string",
  ]

  /// Checks the file of a task `template`. One that is not there is the task's own error; one that is
  /// broken is a warning where the task may fail, or something rescues it.
  func checkTemplateFile(of arguments: ArgumentList, in scope: Scope?) {
    guard !services.isForListing, let source = arguments.list.first(where: { $0.name == "src" }),
      let name = source.value.string, !TemplateText.isTemplate(name),
      !arguments.list.contains(where: { Self.ownSyntax.contains($0.name) }),
      let path = file(name, kind: "templates", near: source.location, in: scope),
      isFirst("template file \(path)"), let error = services.checkTemplateFile(path)
    else { return }
    let around = mayFail
    mayFail = mayFail || isRescued
    defer { mayFail = around }
    report(templateError: error, in: error.location?.file.name ?? path)
  }

  /// Checks the templates in a file that `vars_files` names.
  func checkVarsFile(_ name: String, near location: SourceLocation) {
    guard !services.isForListing, !TemplateText.isTemplate(name),
      let path = file(name, kind: "vars", near: location, in: nil),
      isFirst("vars file \(path)"), let file = try? services.read(path, displayed(path)),
      let node = try? YAMLReader.read(file)
    else { return }
    checkSyntax(node.value)
  }

  /// Where the run will find a file; the roles that depend on the task's role are left out.
  private func file(
    _ name: String, kind: String, near location: SourceLocation, in scope: Scope?
  ) -> String? {
    let name = Path.expandingHome(name)
    if name.hasPrefix("/") { return Files.isFile(name) ? name : nil }
    let roots = [scope?.role?.path, Path.folder(Path.absolute(location.file.name)), folder]
    return roots.compactMap(\.self)
      .flatMap { [Path.join(Path.join($0, kind), name), Path.join($0, name)] }
      .first(where: Files.isFile)
  }
}

extension Loader {
  /// The errors in templates among values that come from elsewhere, such as an inventory.
  ///
  /// - Parameter folder: the playbook's.
  package func check(_ values: [Value], folder: String) throws(LoadFailure) -> [Diagnostic] {
    let loading = Loading(services, folder: Path.absolute(folder))
    values.forEach { loading.checkSyntax($0) }
    return try loading.finish(()).warnings
  }
}
