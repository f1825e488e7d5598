import Core
import Jinja

/// A lookup that does what the filter of its name does (`ansible.utils`).
struct FilterLookup: Lookup {
  let options: [LookupOption]
  private let parameters: [String]
  private let expression: TemplateText

  /// - Parameters:
  ///   - filter: its whole name.
  ///   - parameters: the filter's input and arguments, in the order of the lookup's terms.
  init(_ filter: String, _ parameters: [String]) {
    self.parameters = parameters
    options = parameters.map { LookupOption($0) }
    let arguments = parameters.dropFirst().map { "\($0)=\($0)" }.joined(separator: ", ")
    expression = TemplateText("\(parameters[0]) | \(filter)(\(arguments), wantlist=true)")
  }

  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    guard terms.count <= parameters.count else {
      throw Diagnostic(.evaluation, "at most \(parameters.count) terms, \(terms.count) given")
    }
    var variables = options
    for (name, term) in zip(parameters, terms) { variables[name] = term }
    let result = try scope.run.jinja.evaluate(expression, scope: MapScope(variables))
    return result.list ?? [result]
  }
}
