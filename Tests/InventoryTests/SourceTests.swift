import Core
import Glibc
import Testing

@testable import Inventory

/// Sources beside plain files: programs, settings, what is read again.
@Suite("Sources of inventories") struct SourceTests {
  private func script(_ text: String, _ body: (String) throws -> Void) throws {
    try withFiles(["hosts.sh": "#!/bin/sh\n" + text]) { folder in
      chmod("\(folder)/hosts.sh", 0o755)
      try body("\(folder)/hosts.sh")
    }
  }

  @Test func scriptsAreAskedForHostsOnlyWithoutMeta() throws {
    try script(
      """
      case $1 in
      --list) echo '{"g": ["a", "b"], "one": {"x": "{{ y }}"}}' ;;
      --host) test "$2" = b || echo "{\\"name\\": \\"$2\\"}" ;;
      esac
      """
    ) { path in
      let inventory = try Inventory.load([path])
      #expect(inventory.hosts.map(\.name) == ["a", "b", "one"])
      #expect(inventory.host(named: "a")?.variables["name"] == "a")
      #expect(inventory.host(named: "b")?.variables.isEmpty == true)
      #expect(inventory.group(named: "one")?.variables["x"]?.holdsTemplate == true)
      #expect(inventory.host(named: "a")?.file == path)
    }
  }

  @Test func outputOfScriptsMayBeLong() throws {
    try script(
      """
      yes 'a line on standard error' | head -n 20000 >&2
      printf '{"g": {"hosts": ["a"'
      i=0; while [ $i -lt 20000 ]; do i=$((i + 1)); printf ',"h%s"' $i; done
      echo ']}, "_meta": {"hostvars": {}}}'
      """
    ) { path in
      var warnings: [Diagnostic] = []
      let inventory = try Inventory.load([path], warn: { warnings.append($0) })
      #expect(inventory.hosts.count == 20001 && warnings.count == 1)
      var settings = InventorySettings()
      settings.showsScriptErrors = false
      _ = try Inventory.load(
        [path], settings, warn: { _ in Issue.record("nothing to warn about") })
    }
  }

  @Test(arguments: [
    ("echo oops >&2; exit 7", "status 7: oops"), ("echo '[]'", "printed no JSON object"),
    ("echo '{'", "invalid JSON"), ("printf '\\377'", "no UTF-8"), ("kill -9 $$", "status 137"),
    ("echo '{\"g\": {\"hosts\": \"a\"}}'", "'hosts' of the group 'g' is no list"),
    ("echo '{\"g\": {\"hosts\": [1]}}'", "holds 1, which is no name"),
    ("echo '{\"g\": [\"a\"], \"_meta\": {\"hostvars\": {\"a\": 1}}}'", "variables of 'a'"),
    ("echo '{\"g\": {\"vars\": []}}'", "variables of the group 'g'"),
  ]) func brokenScripts(_ text: String, _ words: String) throws {
    try script(text) { path in
      var warnings: [String] = []
      let inventory = try Inventory.load([path], warn: { warnings.append($0.description) })
      #expect(!inventory.isParsed)
      #expect(warnings.contains { $0.contains(words) }, "\(warnings)")
    }
  }

  @Test func unsafeTextsOfScriptsStayPlain() throws {
    try script(
      """
      echo '{"_meta": {"hostvars": {"a": {"x": {"__ansible_unsafe": "{{ y }}"}, "z": ["{{ y }}"]}}}, "g": ["a"]}'
      """
    ) { path in
      let host = try #require(try Inventory.load([path]).host(named: "a"))
      #expect(host.variables["x"]?.holdsTemplate == false && host.variables["x"] == "{{ y }}")
      #expect(host.variables["z"]?.holdsTemplate == true)
    }
  }

  @Test func brokenSourcesAreWarnedOfOrErrors() throws {
    try withFiles(["a.yml": "all: [", "b.yml": "g: {hosts: {x: }}"]) { folder in
      var warnings: [Diagnostic] = []
      let inventory = try Inventory.load([folder, "/nowhere"], warn: { warnings.append($0) })
      #expect(inventory.isParsed && inventory.hosts.map(\.name) == ["x"])
      #expect(
        warnings.map(\.message) == [
          "* Failed to parse \(folder)/a.yml with yaml plugin: did not find expected node content",
          "Unable to parse \(folder)/a.yml as an inventory source",
          "Unable to parse /nowhere as an inventory source",
        ])
      #expect(warnings[0].location?.description == "\(folder)/a.yml:2:1")
      var settings = InventorySettings()
      settings.failsOnBrokenSource = true
      for source in [folder, "/nowhere"] {
        #expect(throws: Diagnostic.self) { try Inventory.load([source], settings) }
      }
      settings.failsOnBrokenSource = false
      settings.failsWithoutInventory = true
      #expect(throws: Diagnostic.self) { try Inventory.load(["/nowhere"], settings) }
    }
  }

  @Test func formatsAreThoseThatAreEnabled() throws {
    var settings = InventorySettings()
    settings.formats = ["ansible.builtin.advanced_host_list"]
    #expect(try Inventory.load(["a[1:3],"], settings).hosts.count == 3)
    settings.formats = ["no.such.plugin"]
    #expect(throws: Diagnostic.self) { try Inventory.load(["a,"], settings) }
    #expect(InventoryFormats.named("ansible.legacy.ini") == INIFormat.self)
    #expect(InventoryFormats.hint(for: "constructd") == "did you mean 'constructed'?")
  }

  @Test func namesOfGroupsAreMadeValid() throws {
    #expect(Group.plainName(of: "1a-b.ü") == "_a_b_ü" && Group.plainName(of: "a1") == "a1")
    var settings = InventorySettings()
    settings.groupNames = .always
    try withFiles(["hosts": "[a-b]\nx\n[c:children]\na-b\n[a-b:vars]\nv=1\n"]) { folder in
      let inventory = try Inventory.load(["\(folder)/hosts"], settings)
      #expect(inventory.hosts(in: "c").map(\.name) == ["x"])
      #expect(inventory.group(named: "a_b")?.variables["v"] == 1)
    }
  }

  @Test func refreshingReadsAgainAndKeepsWhatPlaysAdded() throws {
    try withFiles(["hosts": "[g]\na\n", "group_vars/g.yml": "v: 1"]) { folder in
      var inventory = try Inventory.load(["\(folder)/hosts"])
      _ = inventory.add(host: "new", groups: ["g"], variables: ["x": 1])
      _ = try inventory.add(host: "a", toGroup: "made", parents: ["g"])
      try Files.write(Array("[g]\na\nb\n".utf8), to: "\(folder)/hosts")
      try Files.write(Array("v: 2".utf8), to: "\(folder)/group_vars/g.yml")
      let refreshed = try inventory.refreshed { _ in }
      #expect(Set(refreshed.hosts(in: "g").map(\.name)) == ["a", "b", "new"])
      #expect(refreshed.host(named: "new")?.variables["x"] == 1)
      #expect(refreshed.hosts(in: "made").map(\.name) == ["a"])
      let host = try #require(refreshed.host(named: "b"))
      let variables = try InventoryTests.variables(of: host, in: refreshed, play: nil)
      #expect(variables["v"] == 2)
    }
  }

  @Test func theUngroupedComeFirst() throws {
    try withFiles(["h.yml": "all: {children: {g: {hosts: {a: }}}, hosts: {b: }}"]) { folder in
      let inventory = try Inventory.load(["\(folder)/h.yml"])
      #expect(inventory.hosts.map(\.name) == ["b", "a"])
    }
  }
}
