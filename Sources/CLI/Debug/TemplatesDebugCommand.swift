import ArgumentParser
import Core
import Engine
import Glibc
import Jinja

/// Renders templates that come as JSON lines on standard input, for comparison with other engines.
///
/// A line with `"variables"` (templates among them; and `"templates"`, texts by name) sets the scene for those after it; one with
/// `"t"` and `"mode"` (`render`, `text`, `expr`) is answered by `{"ok": repr}` or `{"fails": message}`.
struct TemplatesDebugCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "templates", abstract: "Render templates given as JSON lines.")

  func run() throws {
    var scene = Scene([:], [:])
    while let line = readLine() {
      guard let request = try JSONReader.read(Array(line.utf8)).map else { continue }
      if let variables = request["variables"]?.map {
        scene = Scene(variables, request["templates"]?.map ?? [:])
      } else {
        print(JSONWriter().write(.map(scene.answer(request))))
        fflush(nil)
      }
    }
  }
}

/// The variables and templates that the templates of a test see.
private struct Scene {
  private let variables: Map
  private let environment: JinjaEnvironment
  private let behind: (any Jinja.Scope)?

  init(_ variables: Map, _ templates: Map) {
    self.variables = variables.mapValues(\.asWritten)
    var settings = Settings.ansible
    settings.native = false
    environment = JinjaEnvironment(
      settings: settings, lookups: EngineLookups(), loader: Shelf(templates: templates))
    behind = try? LookupScope.make(self.variables)
  }

  func answer(_ request: Map) -> Map {
    let text = TemplateText(request["t"]?.text ?? "")
    do throws(Diagnostic) {
      return ["ok": .string(try value(text, request["mode"]?.text ?? "").repr)]
    } catch {
      return ["fails": .string(error.message)]
    }
  }

  private func value(_ text: TemplateText, _ mode: String) throws(Diagnostic) -> Value {
    let scope = LazyScope(variables, in: environment, enclosing: behind)
    return switch mode {
    case "text": .string(try environment.renderText(text, scope: scope))
    case "expr": try environment.evaluate(text, scope: scope)
    default: try environment.render(text, scope: scope)
    }
  }
}

/// Templates in memory.
private struct Shelf: TemplateLoader {
  let templates: Map

  func load(_ name: String) throws(Diagnostic) -> TemplateText? {
    templates[.string(name)]?.string.map { TemplateText($0) }
  }
}
