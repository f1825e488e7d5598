import Core
import Jinja

/// `config`: settings of Ansible, as environment and `ansible.cfg` have them.
struct ConfigLookup: Lookup {
  let options = [
    LookupOption("on_missing", .any, "error"), LookupOption("plugin_type", .text),
    LookupOption("plugin_name", .text), LookupOption("show_origin", .bool, false),
  ]

  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    let missing = options["on_missing"] ?? "error"
    guard case .string(let reaction) = missing, ["error", "warn", "skip"].contains(reaction) else {
      throw Diagnostic(
        .invalid,
        "\"on_missing\" must be a string and one of \"error\", \"warn\" or \"skip\", not \(missing.text)"
      )
    }
    let names = [options["plugin_type"]?.string, options["plugin_name"]?.string].compactMap { $0 }
    if names.count == 1 {
      throw Diagnostic(
        .invalid,
        "Both plugin_type and plugin_name are required, cannot use one without the other")
    }
    if names.count == 2 {
      throw Diagnostic(.evaluation, "Bosun does not have the settings of Ansible's plugins")
    }
    var found: [Value] = []
    for term in terms {
      guard case .string(let name) = term else {
        throw Diagnostic(
          .invalid,
          "Invalid setting identifier, \"\(term.text)\" is not a string, its a \(term.typeName)")
      }
      guard let setting = ConfigSetting.named(name) else {
        let error = Diagnostic(
          .evaluation, "Unable to find setting \(name)",
          hint: Suggestion.hint(for: name, among: ConfigSetting.all.map(\.name)))
        if reaction == "error" { throw error }
        if reaction == "warn" {
          scope.run.sink.receive(
            .warning(Diagnostic(.invalid, "Skipping, did not find setting \(name)")))
        }
        continue
      }
      found.append(try setting.current(scope.run.settings.configured).value)
    }
    return found
  }
}
