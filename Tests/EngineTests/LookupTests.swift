import Core
import Glibc
import Inventory
import Playbooks
import Synchronization
import Testing

@testable import Engine

/// Playbooks that are written by the test, run on the host `a` of the cases.
enum ShortPlaybook {
  /// The messages of `debug` tasks with these templates, in order; failed ones begin with `failed: `.
  static func messages(
    _ templates: [String], variables: String = "{}", warned: ((String) -> Void)? = nil
  ) async throws -> [String] {
    var text = "- hosts: a\n  gather_facts: false\n  ignore_errors: true\n"
    text += "  vars: \(variables)\n  tasks:\n"
    for template in templates {
      text += "    - debug:\n        msg: >-\n          \(template)\n"
    }
    let sink = Messages()
    try await run(text, sink)
    sink.warnings.forEach { warned?($0) }
    return sink.messages
  }

  @discardableResult
  static func run(
    _ text: String, _ sink: any EventSink, files: [String: String] = [:]
  ) async throws -> Run {
    let folder = try Cases.temporaryFolder()
    defer { Cases.remove(folder) }
    for (name, content) in files {
      try Files.makeFolder(Path.folder(Path.join(folder, name)))
      try Files.write(Array(content.utf8), to: Path.join(folder, name))
    }
    let path = Path.join(folder, "play.yml")
    try Files.write(Array(text.utf8), to: path)
    var settings = RunSettings()
    settings.connection.kind = "local"
    let loader = Loader(services: Templating.loaderServices(extraVars: [:], sink: sink))
    let loaded = try loader.playbook(path)
    loaded.warnings.forEach { sink.receive(.warning($0)) }
    let inventory = try Inventory.load(
      [Path.join(Cases.folder, "hosts.ini")], warn: { _ in })
    let run = Run(settings: settings, inventory: inventory, loader: loader, sink: sink)
    _ = await run.execute([loaded.content])
    return run
  }
}

/// Collects what tasks say.
final class Messages: EventSink {
  private let contents = Mutex<(messages: [String], warnings: [String])>(([], []))

  var messages: [String] { contents.withLock { $0.messages } }
  var warnings: [String] { contents.withLock { $0.warnings } }

  func receive(_ event: Event) {
    switch event {
    case .result(let result):
      let text = result.values["msg"]?.text ?? ""
      contents.withLock { $0.messages.append(result.failed ? "failed: \(text)" : text) }
    case .warning(let warning): contents.withLock { $0.warnings.append(warning.message) }
    default: break
    }
  }
}

@Suite struct LookupNamesTests {
  /// The checklist: ansible-core's lookups, and those of collections that playbooks use most.
  static let wanted = """
    config csvfile dict env file fileglob first_found indexed_items ini inventory_hostnames items lines list
    nested password pipe random_choice sequence subelements template together unvault url varnames vars
    flattened cartesian filetree random_string dependent merge_variables index_of get_path to_paths
    """.split(whereSeparator: \.isWhitespace).map(String.init)

  @Test func everyLookupIsThere() {
    #expect(Lookups.all.keys.sorted() == Self.wanted.sorted())
  }

  /// Recorded playbooks, or the tests of this file.
  @Test(arguments: wanted) func hasCases(name: String) throws {
    let texts =
      try Files.list(Cases.folder).filter { $0.hasSuffix(".yml") }.map {
        try Files.text(Path.join(Cases.folder, $0))
      } + [
        try Files.text(#filePath),
        try Files.text(Path.join(Path.folder(#filePath), "URLLookupTests.swift")),
      ]
    #expect(
      texts.contains { text in
        ["lookup", "query"].contains {
          text.contains("\($0)('\(name)'") || text.contains(".\(name)'")
        }
      })
  }

  @Test func wholeNames() {
    #expect(Lookups.named("ansible.builtin.file") != nil)
    #expect(Lookups.named("ansible.legacy.file") != nil)
    #expect(Lookups.named("community.general.flattened") != nil)
    #expect(Lookups.named("community.general.file") == nil)
    #expect(Lookups.named("ansible.builtin.flattened") == nil)
  }

  @Test(arguments: [
    ("passwordstore", "community.general"), ("hashi_vault", "community.hashi_vault"),
    ("amazon.aws.aws_secret", "amazon.aws"), ("my.own.thing", "my.own"),
  ])
  func thoseOfOthersAreNamed(name: String, collection: String) {
    let error = Lookups.missing(name)
    #expect(error.message.contains("of the collection \(collection)"))
    #expect(error.hint != nil)
  }
}

@Suite struct UnknownPluginTests {
  private func failures(_ task: String, files: [String: String] = [:]) async throws -> [String] {
    let sink = Messages()
    do {
      try await ShortPlaybook.run(
        "- hosts: a\n  gather_facts: false\n  tasks:\n    - \(task)\n", sink, files: files)
      return sink.warnings.map { "warning: \($0)" }
    } catch let failure as LoadFailure {
      return failure.errors.map { "\($0.message) \($0.location?.line ?? 0) \($0.hint ?? "")" }
    }
  }

  @Test(arguments: [
    ("{{ lookup('flie', 'x') }}", "lookup plugin (flie) not found 4 did you mean 'file'?"),
    ("{{ q('ansible.builtin.itms', 1) }}", "lookup plugin (ansible.builtin.itms) not found 4"),
    ("{{ x | deflaut(1) }}", "No filter named 'deflaut'. 4 did you mean 'default'?"),
    ("{{ x is defind }}", "No test named 'defind'. 4 did you mean 'defined'?"),
    ("{{ [] | map('uper') }}", "No filter named 'uper'. 4 did you mean 'upper'?"),
    ("{{ [] | select('defind') }}", "No test named 'defind'. 4 did you mean 'defined'?"),
    ("{{ [] | rejectattr('a', 'equalo', 1) }}", "No test named 'equalo'. 4"),
    ("{{ x | ansible.builtin.nosuch }}", "No filter named 'ansible.builtin.nosuch'. 4"),
  ])
  func isAnErrorBeforeTheRun(template: String, error: String) async throws {
    let found = try await failures("debug: {msg: \"\(template)\"}")
    #expect(found.count == 1 && found[0].hasPrefix(error), "\(found)")
  }

  @Test func inFilesThatAreNamed() async throws {
    let files = ["templates/x.j2": "a\n{{ 1 | nosuch }}\n", "templates/y.j2": "[[ 1 | nosuch ]]\n"]
    let task = "template: {dest: /tmp/x, src: "
    #expect(
      try await failures("\(task)x.j2}", files: files).first?.hasPrefix(
        "No filter named 'nosuch'. 2") ?? false)
    // What has another syntax is looked at when it is rendered, as is a name that is a template.
    let own = "variable_start_string: '[[', variable_end_string: ']]'}"
    #expect(try await failures("{\(task)y.j2, \(own), when: false}", files: files) == [])
    #expect(try await failures("{\(task)\"{{ x }}.j2\"}, when: false}", files: files) == [])
  }

  @Test func withNames() async throws {
    let found = try await failures("{debug: {msg: x}, with_itms: [1]}")
    #expect(found.first?.hasPrefix("'with_itms' is not a valid attribute") ?? false, "\(found)")
  }

  /// What Python files beside the playbook bring is unknown, but no mistake.
  @Test(arguments: [
    ("{{ x | theirs }}", "filter_plugins/some.py", "No filter named 'theirs'."),
    ("{{ x is theirs }}", "roles/other/test_plugins/some.py", "No test named 'theirs'."),
    ("{{ lookup('theirs') }}", "lookup_plugins/theirs.py", "lookup plugin (theirs) not found"),
  ])
  func ofPluginFiles(template: String, file: String, message: String) async throws {
    let task = "{debug: {msg: \"\(template)\"}, when: false}"
    let content = "class X:\n  def f(self):\n    return {'theirs': None}\n"
    #expect(try await failures(task, files: [file: content]) == ["warning: \(message)"])
    #expect(try await failures(task).first?.hasPrefix(message) ?? false)
  }

  @Test func ofCollections() async throws {
    let found = try await failures(
      "{debug: {msg: \"{{ lookup('community.general.passwordstore', 'x') }}\"}, when: false}")
    #expect(found.count == 1 && found[0].hasPrefix("warning: Bosun does not have the lookup"))
  }

  @Test func optionsThatDoNotExist() async throws {
    var warnings: [String] = []
    _ = try await ShortPlaybook.messages(["{{ lookup('env', 'HOME', defautl='x') }}"]) {
      warnings.append($0)
    }
    #expect(warnings == ["the lookup 'env' has no option 'defautl'"])
  }
}

@Suite struct FilterLookupTests {
  /// Where the filter is there, the lookup is.
  @Test func asTheFilters() async throws {
    let texts = try await ShortPlaybook.messages(
      [
        "{{ lookup('ansible.utils.get_path', x, 'a.b') }}",
        "{{ lookup('ansible.utils.index_of', [1, 2, 3], 'eq', 2) }}",
        "{{ query('ansible.utils.index_of', [1, 2, 3], 'odd') }}",
        "{{ lookup('ansible.utils.to_paths', x) }}",
        "{{ lookup('ansible.utils.index_of', [1], 'eq', 2, 3, 4, 5) }}",
      ], variables: "{x: {a: {b: 5}}}")
    if !texts[3].contains("No filter named") {
      #expect(texts[0] == "5")
      #expect(texts[1] == "1")
      #expect(texts[2] == "[0, 2]")
      #expect(texts[3] == "{'a.b': 5}")
    }
    #expect(texts[4].hasPrefix("failed: "))
  }
}

@Suite struct RandomLookupTests {
  @Test func passwords() async throws {
    let texts = try await ShortPlaybook.messages([
      "{{ lookup('password', '/dev/null') }}", "{{ lookup('password', '/dev/null') }}",
      "{{ lookup('password', '/dev/null length=200 chars=digits,x') }}",
      "{{ lookup('password', '/dev/null chars=') }}",
    ])
    #expect(texts[0] != texts[1])
    #expect(texts[0].count == 20)
    #expect(Set(texts[2]).isSubset(of: Set("0123456789x")))
    #expect(Set(texts[2]).count > 5)
    #expect(texts[3].hasPrefix("failed: "))
  }

  @Test func randomStrings() async throws {
    let texts = try await ShortPlaybook.messages([
      "{{ lookup('community.general.random_string') }}",
      "{{ lookup('random_string', length=40, special=false, upper=false) }}",
      "{{ lookup('random_string', length=12, min_lower=3, min_upper=3, min_numeric=3, min_special=3) }}",
      "{{ lookup('random_string', override_all='ab', length=30) }}",
      "{{ lookup('random_string', base64=true, length=6) | b64decode | length }}",
      "{{ lookup('random_string', length=400, ignore_similar_chars=true) }}",
      "{{ lookup('random_string', upper=false, lower=false, numbers=false, special=false) }}",
    ])
    #expect(texts[0].count == 8)
    #expect(texts[1].allSatisfy { $0.isLowercase || $0.isNumber } && texts[1].count == 40)
    #expect(texts[2].count(where: \.isUppercase) == 3 && texts[2].count(where: \.isNumber) == 3)
    #expect(Set(texts[3]) == ["a", "b"])
    #expect(texts[4] == "6")
    #expect(Set(texts[5]).isDisjoint(with: Set("il1LoO0")))
    #expect(texts[6].hasPrefix("failed: "))
  }

  @Test func choices() async throws {
    let templates = Array(repeating: "{{ lookup('random_choice', 'a', 'b', 'c') }}", count: 60)
    #expect(Set(try await ShortPlaybook.messages(templates)) == ["a", "b", "c"])
  }
}
