import Core
import Jinja

/// `gather_facts`: the modules that the setting `facts_modules` names, one after the other.
struct GatherFactsAction: Action {
  func run(_ context: ActionContext) async throws(Diagnostic) -> Map {
    var facts = Map()
    var failed = Map()
    var skipped = Map()
    let modules = try modules(context)
    for module in modules {
      let name = try qualified(module, context)
      let arguments = try arguments(for: name, context)
      let values =
        name == SetupAction.module
        ? try await SetupAction.facts(context, arguments)
        : try await context.call(name, arguments)
      if values["failed"]?.isTrue ?? false {
        failed[.string(module)] = .map(values)
      } else if values["skipped"]?.isTrue ?? false {
        skipped[.string(module)] = .map(values)
      } else {
        facts = Value.map(values["ansible_facts"]?.map ?? [:]).over(.map(facts)).map ?? facts
      }
    }
    facts["_ansible_facts_gathered"] = true
    var result: Map = [
      "changed": false, "ansible_facts": .map(facts), "_ansible_verbose_override": true,
    ]
    if !skipped.isEmpty {
      result["msg"] = .string("The following modules were skipped: \(Self.names(skipped))\n")
      result["skipped_modules"] = .map(skipped)
      if skipped.count == modules.count { result["skipped"] = true }
    }
    if !failed.isEmpty {
      result["failed"] = true
      result["msg"] = .string("The following modules failed to execute: \(Self.names(failed))\n")
      result["failed_modules"] = .map(failed)
    }
    return result
  }

  private static func names(_ modules: Map) -> String {
    modules.keys.map(\.text).joined(separator: ", ")
  }

  /// The modules' names; `smart` is `setup`, where that is not named besides.
  private func modules(_ context: ActionContext) throws(Diagnostic) -> [String] {
    var names = context.run.settings.factsModules
    if let own = try context.scope.definedValue(of: "ansible_facts_modules") {
      names = (own.list ?? [own]).map(\.text)
    }
    guard let smart = names.firstIndex(of: "smart") else { return names }
    names.remove(at: smart)
    let isThere = names.contains { context.run.qualified($0) == SetupAction.module }
    return isThere ? names : names + ["ansible.legacy.setup"]
  }

  private func qualified(_ name: String, _ context: ActionContext) throws(Diagnostic) -> String {
    if let name = context.run.qualified(name) { return name }
    throw Diagnostic(
      .invalid, "Bosun does not have the module '\(name)', which is to gather facts",
      at: context.task.location)
  }

  /// What the module's own defaults and the task say; only `setup` knows the keywords of plays.
  private func arguments(
    for module: String, _ context: ActionContext
  ) throws(Diagnostic) -> Map {
    var arguments = try TaskArguments(scope: context.scope, task: context.task)
      .defaults(for: module)
    arguments.merge(context.arguments) { $1 }
    var dropped = ["parallel"]
    if module != SetupAction.module { dropped += ["gather_subset", "gather_timeout", "filter"] }
    return arguments.filter { entry in
      !entry.value.isNull && !dropped.contains(entry.key.text)
    }
  }
}
