import Core
import Glibc
import Testing

@testable import Inventory

/// A folder that is gone after the test.
func withFiles(_ files: [String: String], _ body: (String) throws -> Void) throws {
  let folder = "/tmp/bosun-inventory-\(UInt32.random(in: 0 ... .max))"
  for (name, text) in files {
    let path = Path.join(folder, name)
    try Files.makeFolder(Path.folder(path))
    try Files.write(Array(text.utf8), to: path)
  }
  defer { remove(folder) }
  try body(folder)
}

private func remove(_ path: String) {
  if Files.isFolder(path) {
    for name in (try? Files.list(path)) ?? [] { remove(Path.join(path, name)) }
    rmdir(path)
  } else {
    unlink(path)
  }
}

@Suite("Rules of inventories") struct RulesTests {
  @Test func localhostIsThereWithoutBeingNamed() throws {
    let inventory = try Inventory.load(["a,"])
    let host = try #require(inventory.host(named: "localhost"))
    #expect(host.isImplicit && host.variables["ansible_connection"] == "local")
    #expect(inventory.hosts.map(\.name) == ["a"])
    #expect(try inventory.hosts(matching: "127.0.0.1").map(\.name) == ["127.0.0.1"])
    #expect(inventory.groupNames(of: host) == [])
    #expect(inventory.host(named: "b") == nil)
  }

  @Test func aLocalHostOfTheInventoryStandsForTheOthers() throws {
    let inventory = try Inventory.load(["127.0.0.1,a"])
    #expect(inventory.host(named: "localhost")?.name == "127.0.0.1")
    #expect(inventory.host(named: "localhost")?.isImplicit == false)
    #expect(try inventory.hosts(matching: "localhost").map(\.name) == ["127.0.0.1"])
  }

  @Test func namesThatMatchNothingAreWarnings() throws {
    let inventory = try Inventory.load(["web1,web2"])
    var warnings: [Diagnostic] = []
    let hosts = try inventory.hosts(matching: "wbe1", warn: { warnings.append($0) })
    #expect(hosts.isEmpty)
    #expect(warnings.first?.message == "Could not match supplied host pattern, ignoring: wbe1")
    #expect(warnings.first?.hint == "did you mean 'web1'?")
    #expect(throws: Diagnostic.self) { try inventory.hosts(matching: "all[2]") }
    #expect(throws: Diagnostic.self) { try inventory.hosts(matching: "all", limit: "@/nowhere") }
  }

  @Test func addHostAddsAndChangesOnlyOnce() throws {
    var inventory = try Inventory.load(["a,"])
    var changes = [
      inventory.add(host: "b", groups: ["new"], variables: ["x": 1]),
      inventory.add(host: "b", groups: ["new"], variables: ["x": 1]),
      inventory.add(host: "b", groups: [], variables: ["x": 2]),
    ]
    let host = try #require(inventory.host(named: "b"))
    #expect(host.variables["x"] == 2)
    #expect(inventory.groupNames(of: host) == ["new"])
    #expect(inventory.hosts(in: "ungrouped").map(\.name) == ["a"])
    changes.append(inventory.add(host: "a", groups: ["new"], variables: [:]))
    #expect(inventory.hosts(in: "ungrouped").isEmpty)
    changes.append(inventory.add(host: "c", groups: [], variables: [:]))
    #expect(inventory.hosts(in: "ungrouped").map(\.name) == ["c"])
    #expect(Set(inventory.hosts.map(\.name)) == ["a", "b", "c"])
    #expect(changes == [true, false, true, true, true])
  }

  @Test func aHostKeptFromBeforeSeesItsNewGroups() throws {
    var inventory = try Inventory.load(["a,"])
    let host = try #require(inventory.host(named: "a"))
    let first = try inventory.add(host: "a", toGroup: "os_debian", parents: ["linux"])
    let second = try inventory.add(host: "a", toGroup: "os_debian", parents: ["linux"])
    #expect(first && !second)
    #expect(inventory.groupNames(of: host) == ["linux", "os_debian"])
    #expect(inventory.group(named: "os_debian")?.depth == 2)
    #expect(throws: Diagnostic.self) {
      _ = try inventory.add(host: "a", toGroup: "linux", parents: ["os_debian"])
    }
  }

  @Test func layersNameTheirSourcesInOrder() throws {
    let files = [
      "i/hosts": "[g]\na x=1\n[g:vars]\ny=2\n[all:vars]\nz=3\n", "i/group_vars/all": "p: 1",
      "i/group_vars/g.yml": "p: 2", "i/host_vars/a.yml": "p: 3", "p/group_vars/all.yml": "q: 1",
      "p/group_vars/g/f.yml": "q: 2", "p/host_vars/a.json": "{\"q\": 3}",
    ]
    try withFiles(files) { folder in
      let inventory = try Inventory.load(["\(folder)/i/hosts"])
      let layers = try inventory.layers(
        for: #require(inventory.host(named: "a")), playbookFolders: ["\(folder)/p"])
      #expect(layers.map(\.source.precedence) == [3, 3, 4, 5, 6, 7, 8, 9, 10])
      #expect(layers.map(\.source)[0] == .inventoryGroup("all"))
      #expect(layers.last?.source == .playbookHostFile("\(folder)/p/host_vars/a.json"))
    }
  }

  @Test func brokenFilesOfVariablesNameTheirPlace() throws {
    let files = [
      "hosts": "a\nb\nc\n", "host_vars/a.yml": "x: 1\ny: {{ z }}\n", "host_vars/b.yml": "- x\n",
    ]
    try withFiles(files) { folder in
      let inventory = try Inventory.load(["\(folder)/hosts"])
      for (name, place, words) in [
        ("a", "2:4", "must be quoted"), ("b", "1:1", "must hold a map"),
      ] {
        let host = try #require(inventory.host(named: name))
        let error = #expect(throws: Diagnostic.self) {
          try inventory.layers(for: host, playbookFolders: [])
        }
        #expect(error?.location?.description == "\(folder)/host_vars/\(name).yml:\(place)")
        #expect(error?.message.contains(words) == true)
      }
    }
  }

  @Test func templatesOfINIFilesKnowTheirPlace() throws {
    try withFiles(["hosts": "ä x=\"{{ y }}\"\n[all:vars]\nz = {{ y }}\n"]) { folder in
      let inventory = try Inventory.load(["\(folder)/hosts"])
      let host = try #require(inventory.host(named: "ä"))
      for (value, place) in [
        (host.variables["x"], "1:6"), (inventory.group(named: "all")?.variables["z"], "3:5"),
      ] {
        guard case .template(let template)? = value else {
          Issue.record("no template")
          continue
        }
        #expect(template.location?.description == "\(folder)/hosts:\(place)")
      }
    }
  }

  @Test func everyFormatStandsInTheTable() throws {
    let folder = Path.join(Path.folder(#filePath), "../../Sources/Inventory/Formats")
    let table = InventoryFormats.all.map { "\($0)" }
    var found: [String] = []
    for name in try Files.list(folder) {
      for line in try Files.text(Path.join(folder, name)).split(separator: "\n")
      where line.hasPrefix("enum ") && line.hasSuffix(": InventoryFormat {") {
        found.append(String(line.dropFirst(5).prefix { $0 != ":" }))
      }
    }
    #expect(Set(found) == Set(table) && found.count == table.count)
  }
}
