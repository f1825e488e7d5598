import Core

/// What `bosun doc` shows of one module, filter, keyword, …, whatever table it comes from.
struct Documentation {
  struct Option {
    let name: String
    var help: [String] = []
    var type = "str"
    var elements: String?
    var isRequired = false
    var fallback: Value = .null
    var choices: [String] = []
    var aliases: [String] = []
    /// What sets it besides the task.
    var environment: [String] = []
    var settings: [(section: String, key: String)] = []
    var variables: [String] = []
    /// Options of a dict, or of the dicts of a list.
    var options: [Option] = []
  }

  struct Return {
    let name: String
    let type: String
    let help: String
  }

  let type: DocumentationType
  /// With its collection.
  let name: String
  let summary: String
  /// The file that it stands in; empty for what is in the program alone.
  var file = ""
  var options: [Option] = []
  var takesAnything = false
  /// Names of the arguments that may stand without a name, in order; nil where that is no question.
  var positional: [String]?
  /// Sentences about how options depend on each other.
  var rules: [String] = []
  var returns: [Return] = []
  /// Whether check mode runs it; nil where that is no question.
  var supportsCheckMode: Bool?

  /// The name without its collection.
  var shortName: String { String(name.split(separator: ".").last ?? "") }
}

/// Ansible's kinds of what can be documented.
enum DocumentationType: String, CaseIterable {
  case become, cache, callback, cliconf, connection, httpapi, inventory, lookup, netconf, shell,
    vars
  case module, strategy, test, filter, role, keyword

  static var words: String { allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ") }
}
