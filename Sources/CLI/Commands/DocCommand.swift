import ArgumentParser
import Core
import Modules

/// `bosun doc`, as `ansible-doc`: what modules are and take, from the headers of their scripts.
struct DocCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doc", abstract: "Show what modules do and take.")

  @ArgumentParser.Argument(help: "The modules.") var names: [String] = []
  @Flag(name: .shortAndLong, help: "List all modules.") var list = false
  @OptionGroup(title: "Output") var common: CommonOptions

  func run() throws {
    let session = try Session(common)
    let catalog = ModuleCatalog.builtin
    if list {
      for name in catalog.moduleNames {
        guard let spec = catalog.spec(name) else { continue }
        let padding = String(repeating: " ", count: max(1, 40 - name.utf8.count))
        session.screen.display("\(name)\(padding)\(spec.summary)")
      }
      return
    }
    guard !names.isEmpty else {
      throw Diagnostic(.usage, "Incorrect options passed", hint: "name a module, or give --list")
    }
    for name in names {
      guard let spec = catalog.spec(name) else {
        let known = catalog.moduleNames.flatMap {
          [$0, String($0.split(separator: ".").last ?? "")]
        }
        throw Diagnostic(
          .usage, "module \(name) not found", hint: Suggestion.hint(for: name, among: known))
      }
      session.screen.display(ModuleText(spec: spec).text)
    }
  }
}

/// A module's description as text.
struct ModuleText {
  let spec: ModuleSpec

  var text: String {
    var text = "> MODULE \(spec.name)\n\n  \(spec.summary)\n"
    // Names that begin with _ are the engine's.
    let parameters = spec.parameters.filter { !$0.name.hasPrefix("_") }
    if !parameters.isEmpty {
      text += "\nOPTIONS (= is mandatory):\n"
      text += parameters.sorted { $0.name < $1.name }.map(describe).joined()
    }
    if spec.takesAnything { text += "\n  Takes any further options.\n" }
    if !spec.rules.isEmpty {
      text += "\nRULES:\n" + spec.rules.map { "  \(describe($0))\n" }.joined()
    }
    if !spec.returns.isEmpty {
      text += "\nRETURN VALUES:\n"
      text += spec.returns.map { "- \($0.name)  (\($0.type)) \($0.help)\n" }.joined()
    }
    text += "\nCheck mode: \(spec.supportsCheckMode ? "yes" : "no")\n"
    return text
  }

  private func describe(_ parameter: ModuleSpec.Parameter) -> String {
    var text = "\(parameter.isRequired ? "=" : "-") \(parameter.name)\n"
    if !parameter.help.isEmpty { text += "    \(parameter.help)\n" }
    var facts = ["type: \(parameter.kind.rawValue)"]
    if parameter.kind == .list { facts.append("elements: \(parameter.elements.rawValue)") }
    if let value = parameter.defaultText { facts.append("default: \(value)") }
    if !parameter.choices.isEmpty {
      facts.append("choices: [\(parameter.choices.joined(separator: ", "))]")
    }
    if !parameter.aliases.isEmpty {
      facts.append("aliases: [\(parameter.aliases.joined(separator: ", "))]")
    }
    return text + facts.map { "        \($0)\n" }.joined()
  }

  private func describe(_ rule: ModuleSpec.Rule) -> String {
    func words(_ names: [String]) -> String { names.joined(separator: ", ") }
    return switch rule {
    case .mutuallyExclusive(let names): "at most one of \(words(names))"
    case .requiredTogether(let names): "all or none of \(words(names))"
    case .requiredOneOf(let names): "at least one of \(words(names))"
    case .requiredIf(let parameter, let value, let needs, let any):
      "\(parameter)=\(value) needs \(any ? "one of " : "")\(words(needs))"
    case .requiredBy(let parameter, let needs): "\(parameter) needs \(words(needs))"
    }
  }
}
