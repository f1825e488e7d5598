import Core
import Jinja
import Playbooks

/// Reads what a dynamic include wants, once a host has reached it.
struct IncludeReader {
  let scope: HostScope
  let task: Playbooks.Task

  /// - Throws: errors in the templates of names.
  func request(_ include: Include) throws(Diagnostic) -> IncludeRequest {
    switch include {
    case .tasks(let file):
      return IncludeRequest(
        target: .tasks(file: try text(file)), variables: Map(), label: nil)
    case .role(let reference):
      let entryPoints = RoleEntryPoints(
        tasks: try reference.tasksFrom.map(text), vars: try reference.varsFrom.map(text),
        defaults: try reference.defaultsFrom.map(text),
        handlers: try reference.handlersFrom.map(text))
      var request = IncludeRequest(
        target: .role(name: try text(reference.name), entryPoints: entryPoints),
        variables: Map(), label: nil)
      request.isPublic = try flag(
        reference.isPublic, default: scope.run.settings.rolesArePublic ?? false)
      request.allowsDuplicates = try flag(reference.allowDuplicates, default: true)
      request.validatesArguments = try flag(reference.validatesArguments, default: true)
      return request
    }
  }

  private func text(_ setting: Setting) throws(Diagnostic) -> String {
    do throws(Diagnostic) {
      let value = try scope.render(setting.value)
      if case .undefined(let undefined) = value { throw undefined.diagnostic }
      // `first_found` gives a list of one.
      return value.list?.first?.text ?? value.text
    } catch {
      throw error.at(setting.location)
    }
  }

  private func flag(_ setting: Setting?, default fallback: Bool) throws(Diagnostic) -> Bool {
    guard let setting else { return fallback }
    return KeywordType.bool.converted(try scope.render(setting.value))?.bool ?? fallback
  }
}
