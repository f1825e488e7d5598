import Core
import YAML

extension TaskRules {
  static func changedWhen(_ task: TaskView) -> [LintFinding] {
    guard task.isCommand, !task.isHandler, task["changed_when"] == nil,
      task.argument("creates", "removes") == nil
    else { return [] }
    return [
      LintFinding(
        "no-changed-when", "Commands should not change things if nothing needs doing.",
        at: task.moduleKey.location,
        hint:
          "say changed_when, or creates or removes with the file that tells whether it is needed")
    ]
  }

  static func shellPipe(_ task: TaskView) -> [LintFinding] {
    guard task.module == "ansible.builtin.shell", let line = task.commandLine,
      hasPipe(line), !line.contains("pipefail")
    else { return [] }
    return [
      LintFinding(
        "risky-shell-pipe", "Shells that use pipes should set the pipefail option.",
        at: task.moduleKey.location,
        hint: "begin with set -o pipefail, and give executable: /bin/bash where sh does not know it"
      )
    ]
  }

  /// A single `|` outside of braces and quotes.
  private static func hasPipe(_ line: String) -> Bool {
    var previous: Character = " "
    var quote: Character?
    var braces = 0
    let characters = Array(line)
    for (index, character) in characters.enumerated() {
      let next = index + 1 < characters.count ? characters[index + 1] : " "
      if character == "{", next == "{" { braces += 1 }
      if character == "}", previous == "}" { braces = max(0, braces - 1) }
      if braces == 0, character == quote {
        quote = nil
      } else if braces == 0, quote == nil, character == "'" || character == "\"" {
        quote = character
      } else if character == "|", braces == 0, quote == nil, next != "|", previous != "|" {
        return true
      }
      previous = character
    }
    return false
  }

  static func needlessShell(_ task: TaskView) -> [LintFinding] {
    guard task.module == "ansible.builtin.shell", let line = task.commandLine,
      task.argument("executable") == nil
    else { return [] }
    var bare = line
    while let start = bare.firstRange(of: "{{"),
      let end = bare[start.upperBound...].firstRange(of: "}}")
    {
      bare.removeSubrange(start.lowerBound..<end.upperBound)
    }
    let special: Set<Character> = [
      "&", "|", "<", ">", ";", "$", "*", "?", "`", "~", "(", ")", "[", "\n", "{",
    ]
    if bare.contains(where: special.contains) { return [] }
    let builtins: Set = [
      "set", "source", ".", "cd", "export", "umask", "ulimit", "type", "command",
    ]
    if let first = bare.split(separator: " ").first, builtins.contains(String(first)) { return [] }
    return [
      LintFinding(
        "command-instead-of-shell", "Use shell only when shell functionality is required.",
        at: task.moduleKey.location, hint: "use the module command")
    ]
  }

  /// What modules there are for programs.
  private static let modules: [String: String] = [
    "apt-get": "apt", "apt": "apt", "yum": "dnf", "dnf": "dnf", "systemctl": "systemd",
    "service": "service", "chkconfig": "service", "useradd": "user", "usermod": "user",
    "groupadd": "group", "hostname": "hostname", "mount": "mount", "git": "git", "hg": "hg",
    "svn": "subversion", "curl": "get_url or uri", "wget": "get_url or uri", "rsync": "synchronize",
    "tar": "unarchive", "unzip": "unarchive", "sed": "template, replace or lineinfile",
    "mkdir": "file", "touch": "file", "chown": "file", "chmod": "file", "ln": "file", "rm": "file",
    "rmdir": "file", "pip": "pip", "sysctl": "sysctl", "crontab": "cron", "iptables": "iptables",
    "patch": "patch", "supervisorctl": "supervisorctl", "bzr": "bzr",
  ]
  /// Calls that no module does.
  private static let others: [String: Set<String>] = [
    "systemctl": [
      "--version", "get-default", "is-active", "is-enabled", "is-failed", "kill", "reset-failed",
      "set-default", "set-property", "show", "show-environment", "status", "list-units",
      "list-unit-files", "isolate", "preset", "cat",
    ],
    "git": [
      "branch", "log", "lfs", "rev-parse", "show", "status", "config", "describe", "diff", "tag",
      "ls-remote", "commit", "push", "add", "--version", "fetch", "ls-files",
    ],
    "apt-get": ["autoremove", "--version"], "apt": ["list"],
    "dnf": ["history", "list", "repolist", "config-manager", "--version", "module"],
    "yum": ["history", "list", "repolist", "info", "clean", "--version"],
    "rsync": ["--version"], "mount": ["-a", "-o"], "sysctl": ["-n", "--system", "-a"],
    "iptables": ["-L", "-S"], "pip": ["--version", "freeze", "list"],
    "tar": ["-c", "-cf", "-czf", "-t", "-tf"],
    "curl": ["--version"],
  ]

  static func commandForModule(_ task: TaskView) -> [LintFinding] {
    guard ["ansible.builtin.command", "ansible.builtin.shell"].contains(task.module),
      let line = task.commandLine
    else { return [] }
    let words = line.split { $0 == " " || $0 == "\n" }.map(String.init)
    guard let first = words.first else { return [] }
    let program = String(first.split(separator: "/").last ?? "")
    guard let module = modules[program] else { return [] }
    if let second = words.dropFirst().first, others[program]?.contains(second) ?? false {
      return []
    }
    return [
      LintFinding(
        "command-instead-of-module", "\(program) used in place of \(module) module",
        at: task.moduleKey.location)
    ]
  }

  static func environmentInLine(_ task: TaskView) -> [LintFinding] {
    guard task.module == "ansible.builtin.command",
      let first = task.commandLine?.split(separator: " ").first,
      let equals = first.firstIndex(of: "="), equals > first.startIndex,
      first[..<equals].allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }),
      !["chdir", "creates", "removes", "stdin", "executable", "warn"].contains(first[..<equals])
    else { return [] }
    return [
      LintFinding(
        "inline-env-var", "Command module does not accept setting environment variables inline.",
        at: task.moduleKey.location, hint: "use the keyword environment")
    ]
  }
}
