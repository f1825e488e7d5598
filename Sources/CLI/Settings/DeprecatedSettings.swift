import Core
import Engine

/// Settings that ansible-core will do without (`deprecated` in its `base.yml`).
struct DeprecatedSettings {
  let configuration: Configuration

  private static let settings: [String: (why: String, instead: String, version: String)] = [
    "ANSIBLE_CONNECTION_PATH": ("This setting has no effect.", "none", "2.22"),
    "PARAMIKO_HOST_KEY_AUTO_ADD": (moved, "Use the option from the plugin itself", "2.20"),
    "PARAMIKO_LOOK_FOR_KEYS": (moved, "Use the option from the plugin itself", "2.20"),
    "STRING_CONVERSION_ACTION": (
      "This option is no longer used in the Ansible Core code base.",
      "There is no alternative at the moment. A different mechanism would have to be implemented in "
        + "the current code base", "2.19"
    ),
  ]

  private static let moved = "This option was moved to the plugin itself"

  /// What is set of them, in Ansible's words.
  var warnings: [Diagnostic] {
    var warnings: [Diagnostic] = []
    for (name, (why, instead, version)) in Self.settings.sorted(by: { $0.key < $1.key })
    where (try? configuration.changed(name)) != .some(.none) {
      warnings.append(Self.warning(name, why, instead, version))
    }
    let plural = "does not fit var naming standard, use the singular form "
    if ProcessEnvironment["ANSIBLE_COLLECTIONS_PATHS"] != nil {
      warnings.append(
        Self.warning(
          "ANSIBLE_COLLECTIONS_PATHS", plural + "ANSIBLE_COLLECTIONS_PATH instead", "none", "2.19"))
    }
    if configuration.file?.value("defaults", "collections_paths") != nil {
      warnings.append(
        Self.warning(
          "[defaults]collections_paths", plural + "collections_path instead", "none", "2.19"))
    }
    return warnings
  }

  private static func warning(
    _ name: String, _ why: String, _ instead: String, _ version: String
  ) -> Diagnostic {
    Diagnostic(
      .usage,
      "\(name) option. Reason: \(why) Alternatives: \(instead). This feature will be removed in version "
        + "\(version). Deprecation warnings can be disabled by setting deprecation_warnings=False in "
        + "ansible.cfg.")
  }
}

extension Configuration {
  /// Extensions of Jinja2 that `jinja2_extensions` names and that are not here.
  ///
  /// - Throws: `usage` for a value that does not fit.
  var missingExtensions: [Diagnostic] {
    get throws(Diagnostic) {
      let known = ["do", "loopcontrols", "with_", "autoescape"]
      let names = try changed("DEFAULT_JINJA2_EXTENSIONS")?.text ?? ""
      return names.split { "[]', \"".contains($0) }.map(String.init)
        .filter { !known.contains(PluginOptions.short($0)) }
        .map {
          Diagnostic(.usage, "the extension '\($0)' of jinja2_extensions is not part of Bosun")
        }
    }
  }
}
