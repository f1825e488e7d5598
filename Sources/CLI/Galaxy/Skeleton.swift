import Core
import Glibc
import Regex

/// The files that a new role or collection begins with.
struct Skeleton {
  /// By path; `NAME` stands for the role's or collection's name, `SPACE` and `SHORT` for the parts of the latter.
  let files: [(path: String, text: String)]

  /// Writes the files, or copies a folder of one's own in their place.
  ///
  /// - Parameters:
  ///   - own: a folder; its files `*.j2` are rendered by `render` and lose the ending.
  ///   - ignored: regular expressions of what is left out of it.
  /// - Throws: `file` where the target is there and `isForced` is not set.
  func write(
    to target: String, isForced: Bool, words: [String: String], from own: String?,
    without ignored: [Regex], what: String,
    render: (String) throws(Diagnostic) -> String
  ) throws(Diagnostic) {
    if Files.kind(target) != nil, !isForced {
      throw Diagnostic(
        .file,
        "- the directory \(target) already exists. You can use --force to re-initialize this directory,\n"
          + "however it will reset any main.yml files that may have\nbeen modified there already.")
    }
    if let own { return try Self.copy(own, to: target, without: ignored, render) }
    for (path, text) in files {
      let filled = words.reduce(text) { text, word in
        text.split(separator: word.key, omittingEmptySubsequences: false).joined(
          separator: word.value)
      }
      try Files.makeFolders(Path.folder(Path.join(target, path)))
      try Files.write(Array(filled.utf8), to: Path.join(target, path))
    }
    for folder in what == "role" ? ["files", "templates"] : ["docs", "roles"] {
      try Files.makeFolders(Path.join(target, folder))
    }
  }

  /// - Parameter below: the path from the root of the skeleton to `source`. As in Ansible, a folder is matched
  ///   by its name, a file by its path.
  private static func copy(
    _ source: String, to target: String, below: String = ".", without ignored: [Regex],
    _ render: (String) throws(Diagnostic) -> String
  ) throws(Diagnostic) {
    func isIgnored(_ text: String) throws(Diagnostic) -> Bool {
      for expression in ignored where try expression.search(text) != nil { return true }
      return false
    }
    guard Files.isFolder(source) else {
      throw Diagnostic(.file, "- the skeleton path '\(source)' does not exist, cannot init")
    }
    try Files.makeFolders(target)
    for name in try Files.list(source) {
      let path = Path.join(source, name)
      if Files.isFolder(path) {
        if try isIgnored(name) { continue }
        let inner = below == "." ? name : Path.join(below, name)
        try copy(path, to: Path.join(target, name), below: inner, without: ignored, render)
      } else if try isIgnored("\(below)/\(name)") {
        continue
      } else if name.hasSuffix(".j2") {
        let text = try render(try Files.text(path))
        try Files.write(Array(text.utf8), to: Path.join(target, String(name.dropLast(3))))
      } else {
        try GalaxyDownload.check(
          OtherProgram(["cp", "-P", "--", path, Path.join(target, name)]), "cannot copy \(path)")
      }
    }
  }

  static let role = Skeleton(files: [
    (
      "README.md",
      """
      # NAME

      What this role does, in a sentence or two.

      ## Variables

      Those of `defaults/main.yml`, with what they mean. `meta/argument_specs.yml` is checked before the role runs.

      ## Example

          - hosts: servers
            roles:
              - role: NAME

      """
    ),
    (
      "defaults/main.yml",
      "---\n# Variables that a playbook may set; the values are those where nobody does.\n"
    ),
    (
      "handlers/main.yml",
      "---\n# Tasks that run at the end of the play when they have been notified.\n"
    ),
    (
      "meta/main.yml",
      """
      ---
      galaxy_info:
        author: your name
        description: what the role does
        license: license (MIT, Apache-2.0, …)
        min_ansible_version: "2.15"
        galaxy_tags: []

      # Roles that run before this one.
      dependencies: []

      """
    ),
    ("tasks/main.yml", "---\n# What the role makes true.\n"),
    ("tests/inventory", "localhost ansible_connection=local\n"),
    ("tests/test.yml", "---\n- hosts: localhost\n  roles:\n    - NAME\n"),
    ("vars/main.yml", "---\n# Variables that a playbook does not set.\n"),
  ])

  static let collection = Skeleton(files: [
    ("README.md", "# SPACE.SHORT\n\nWhat this collection is for.\n"),
    (
      "galaxy.yml",
      """
      ---
      namespace: SPACE
      name: SHORT
      version: 1.0.0
      readme: README.md
      authors:
        - your name <example@domain.com>
      description: what the collection is for
      license:
        - MIT
      tags: []
      # Collections that this one needs: namespace.name: ">=1.0.0"
      dependencies: {}
      repository: https://example.com/repository
      # Patterns of files that are left out of the archive.
      build_ignore: []

      """
    ),
    ("meta/runtime.yml", "---\nrequires_ansible: \">=2.15.0\"\n"),
    (
      "plugins/README.md",
      "# Plugins\n\nModules in `modules`, other kinds in folders of their names. Bosun runs modules, and names plugins that it cannot load.\n"
    ),
  ])
}
