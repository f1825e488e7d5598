import Core
import YAML

extension TaskRules {
  /// Modules that make files, and the values of `state` with which they do.
  private static let makers: [String: Set<String>?] = [
    "copy": nil, "template": nil, "assemble": nil, "get_url": nil, "replace": [],
    "file": ["touch", "directory"], "blockinfile": [], "lineinfile": [],
    "archive": nil, "unarchive": [], "htpasswd": nil, "ini_file": nil,
  ]

  static func permissions(_ task: TaskView) -> [LintFinding] {
    guard let states = makers[task.shortName],
      task.value.entries != nil || task.value.string != nil,
      task.arguments["mode"] == nil, task.node["module_defaults"] == nil
    else { return [] }
    // Editing modules make a file only when they are told so.
    if ["blockinfile", "lineinfile"].contains(task.shortName) {
      guard task.arguments["create"]?.isTrueText ?? false else { return [] }
    } else if let states {
      guard let state = task.arguments["state"]?.text, states.contains(state) else { return [] }
    }
    if task.arguments["state"]?.text == "absent" { return [] }
    return [
      LintFinding(
        "risky-file-permissions", "File permissions unset or incorrect.",
        at: task.moduleKey.location, hint: "say mode, as \"0644\", or mode: preserve")
    ]
  }

  static func octal(_ task: TaskView) -> [LintFinding] {
    guard case .int(let mode)? = task.arguments["mode"], let node = task.value["mode"] else {
      return []
    }
    // YAML reads 0644 as octal, 644 as decimal.
    let written =
      node.location.file.line(node.location.line).map { line in
        line.utf8.dropFirst(node.location.column - 1).prefix {
          (0x30...0x39).contains($0) || $0 == 0x6F
        }
      }.map { String(decoding: Array($0), as: UTF8.self) } ?? String(mode)
    if written.hasPrefix("0") { return [] }
    return [
      LintFinding(
        "risky-octal",
        "`mode: \(written)` should have a string value with leading zero `mode: \"0\(written)\"` or use symbolic mode.",
        at: node.location)
    ]
  }

  static func latest(_ task: TaskView) -> [LintFinding] {
    let modules: Set = [
      "apt", "dnf", "yum", "package", "pip", "gem", "npm", "homebrew", "pacman", "zypper", "apk",
    ]
    guard modules.contains(task.shortName), task.arguments["state"]?.text == "latest",
      task.arguments["update_only"] == nil, task.arguments["only_upgrade"] == nil
    else { return [] }
    return [
      LintFinding(
        "package-latest", "Package installs should not use latest.", at: task.place(of: "state"),
        hint: "say state: present, with the version in the name where it matters")
    ]
  }

  static func relativePaths(_ task: TaskView) -> [LintFinding] {
    let folders = ["copy": "../files", "template": "../templates", "win_copy": "../files"]
    guard let folder = folders[task.shortName], let source = task.arguments["src"]?.text,
      source.hasPrefix(folder)
    else { return [] }
    return [
      LintFinding(
        "no-relative-paths", "The src argument should not use a relative path.",
        at: task.place(of: "src"),
        hint: "the folder is searched anyway: src: \(source.dropFirst(folder.count + 1))")
    ]
  }
}

extension Value {
  /// Whether it is true, or a word for it.
  fileprivate var isTrueText: Bool {
    bool ?? ["yes", "true", "on", "1"].contains(text.lowercased())
  }
}
