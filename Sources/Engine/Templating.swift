import Connections
import Core
import Jinja
import Modules
import Playbooks
import Vault

/// Puts template engine, lookups and loader together.
package enum Templating {
  /// An environment with Ansible's lookups.
  ///
  /// - Parameter folders: where `include`, `import` and `extends` look for templates.
  static func environment(
    sink: any EventSink, settings: Jinja.Settings = .ansible, folders: [String] = [],
    vault: Vault = Vault()
  ) -> JinjaEnvironment {
    JinjaEnvironment(
      settings: settings, lookups: EngineLookups(), loader: FolderTemplates(folders: folders),
      vault: vault, warn: { sink.receive(.warning($0)) })
  }

  /// What the loader of playbooks needs of the rest: modules, lookups, templates.
  ///
  /// - Parameters:
  ///   - extraVars: known before the run, so names of imports may use them.
  ///   - rolesPath: `roles_path`; nil is Ansible's default.
  ///   - vault: decrypts playbooks, files of tasks and of variables.
  package static func loaderServices(
    extraVars: Map, rolesPath: [String]? = nil, catalog: Modules.ModuleCatalog = .builtin,
    vault: Vault = Vault(), sink: any EventSink
  ) -> LoaderServices {
    let jinja = environment(sink: sink, vault: vault)
    let files = TemplateFiles(by: vault.reading)
    var services = LoaderServices(
      catalog: EngineCatalog(catalog),
      isLookup: { Lookups.named($0) != nil || ForeignLookups.collection(of: $0) != nil },
      checkTemplate: { text, isExpression in
        do throws(Diagnostic) {
          try jinja.check(text, isExpression: isExpression)
          return nil
        } catch {
          return error
        }
      },
      render: { (text, layers) throws(Diagnostic) in
        try jinja.render(text, scope: LayeredScope(layers + [extraVars], jinja))
      },
      read: vault.reading, rolesPath: rolesPath ?? LoaderServices.defaultRolesPath)
    services.missingPlugin = { keyword, name in
      let isThere =
        keyword == .connection
        ? ConnectionKinds.named(name) != nil || name.isEmpty : BecomeMethods.isThere(name)
      if isThere { return nil }
      let missing =
        keyword == .connection ? ConnectionKinds.missing(name) : BecomeMethods.missing(name)
      return (missing.error, missing.isKnownElsewhere)
    }
    services.version = MagicVariables.versionText
    services.checkTemplateFile = { path in
      guard let template = try? files.load(path) else { return nil }
      do throws(Diagnostic) {
        try jinja.check(template, isExpression: false, isFile: true)
        return nil
      } catch {
        return error
      }
    }
    return services
  }
}

extension RunSettings {
  /// How templates of playbooks are read and what they give.
  var templates: Jinja.Settings {
    var settings = Jinja.Settings.ansible
    settings.null = nullRepresentation
    return settings
  }
}

/// Templates in folders, the first that has the name.
struct FolderTemplates: TemplateLoader {
  let folders: [String]
  private let files = TemplateFiles(by: SourceFile.read)

  init(folders: [String]) { self.folders = folders }

  func load(_ name: String) throws(Diagnostic) -> TemplateText? {
    let candidates = name.hasPrefix("/") ? [name] : folders.map { Path.join($0, name) }
    return try candidates.first(where: Files.isFile).map { path throws(Diagnostic) in
      try files.load(path)
    }
  }
}
