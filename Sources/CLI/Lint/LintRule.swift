import Core

/// A rule of `bosun lint`. Names and profiles are ansible-lint's.
struct LintRule: Sendable {
  /// Profiles, each with all rules of those before it.
  enum Profile: String, CaseIterable, Comparable, Sendable {
    case min, basic, moderate, safety, shared, production

    static func < (left: Profile, right: Profile) -> Bool {
      guard let left = allCases.firstIndex(of: left), let right = allCases.firstIndex(of: right)
      else {
        return false
      }
      return left < right
    }
  }

  let name: String
  let profile: Profile
  let help: String

  static let all: [LintRule] = Profile.allCases.flatMap { profile in
    (tables[profile] ?? "").split(separator: "\n").compactMap { line in
      SummaryTable.read(String(line)).first.map {
        LintRule(name: $0.key, profile: profile, help: $0.value)
      }
    }
  }

  static func named(_ name: String) -> LintRule? { all.first { $0.name == name } }

  private static let tables: [Profile: String] = [
    .min: """
    syntax-check : What keeps a playbook or role from being run.
    load-warning : What works but was most likely not meant so.
    """,
    .basic: """
    ansible-cfg : Settings that nothing knows, and values that do not fit.
    command-instead-of-module : A command does what a module does better.
    command-instead-of-shell : The shell is not needed where none of it is used.
    deprecated-bare-vars : A variable's name without braces is taken for text.
    deprecated-local-action : delegate_to says the same, and leaves the module readable.
    inline-env-var : The module command has no shell that would set the variable.
    literal-compare : A comparison with true or false says less than the value itself.
    name : Plays and tasks have names, so that the output tells what is done.
    no-free-form : Arguments as key=value text are not checked by YAML.
    no-jinja-when : Conditions are expressions already, without braces.
    partial-become : become_user has no effect without become.
    var-naming : Names of variables are letters, digits and underscores, and no words of the language.
    """,
    .safety: """
    package-latest : The result depends on the day of the run.
    risky-file-permissions : Without mode, a new file has whatever the umask leaves.
    risky-octal : A mode that is no octal number, or one without its leading zero, means something else.
    risky-shell-pipe : Without pipefail, only the last command of a pipe can fail.
    """,
    .shared: """
    ignore-errors : All errors are ignored, not only the one that was meant.
    no-changed-when : A command counts as a change in every run.
    no-handler : What runs when something has changed is a handler.
    no-log-password : A loop over passwords shows them.
    no-relative-paths : Files of a role are found without ../files and ../templates.
    """,
    .production: """
    fqcn : The module's whole name does not depend on what is installed.
    """,
  ]
}

/// Something that a rule has found.
struct LintFinding {
  let rule: String
  let message: String
  let place: SourceLocation?
  var notes: [Diagnostic.Note] = []
  var hint: String?

  init(_ rule: String, _ message: String, at place: SourceLocation?, hint: String? = nil) {
    self.rule = rule
    self.message = message
    self.place = place
    self.hint = hint
  }

  init(_ rule: String, _ diagnostic: Diagnostic) {
    self.init(rule, diagnostic.message, at: diagnostic.location, hint: diagnostic.hint)
    notes = diagnostic.notes
  }

  /// For the order, and to tell what was found twice.
  var key: String { "\(place?.file.name ?? "") \(place?.line ?? 0) \(rule) \(message)" }
}
