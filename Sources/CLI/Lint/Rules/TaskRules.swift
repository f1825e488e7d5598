import Core
import YAML

/// The rules about single tasks: each gives what it has found.
enum TaskRules {
  static let all: [@Sendable (TaskView) -> [LintFinding]] = [
    changedWhen, shellPipe, needlessShell, commandForModule, environmentInLine, permissions, octal,
    latest, partialBecome, ignoresErrors, jinjaWhen, literalCompare, noHandler, passwords,
    relativePaths, bareVariables, localAction, names, freeForm, qualifiedName, variableNames,
  ]
}
