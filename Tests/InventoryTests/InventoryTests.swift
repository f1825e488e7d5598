import Core
import Testing

@testable import Inventory

let casesFolder = Path.join(Path.folder(#filePath), "Cases")

/// What Ansible made of an inventory, as `Cases/record.py` recorded it.
struct Recorded: CustomTestStringConvertible {
  let name: String
  let expected: Value

  static let all = ["ini", "groups", "yaml", "json", "vars", "folder", "list"].map { Recorded($0) }

  init(_ name: String) {
    self.name = name
    let path = Path.join(casesFolder, "\(name)/expected.json")
    expected = (try? JSONReader.read(Files.read(path))) ?? .null
  }

  var testDescription: String { name }

  func load() throws -> Inventory {
    let sources = (expected["sources"]?.list ?? []).map(\.text)
    return try Inventory.load(sources.map { $0.contains(",") ? $0 : Path.join(casesFolder, $0) })
  }

  var play: String? { expected["play"]?.string.map { Path.join(casesFolder, $0) } }
}

/// The variables of a host as Ansible lists them: the last layer wins.
func variables(of host: Host, in inventory: Inventory, play: String?) throws -> Map {
  var map: Map = [:]
  for layer in try inventory.layers(for: host, playbookFolders: play.map { [$0] } ?? []) {
    for (key, value) in layer.variables { map[key] = plain(value) }
  }
  return map
}

/// The value with its templates as text.
func plain(_ value: Value) -> Value {
  switch value {
  case .template(let template): .string(template.source)
  case .list(let elements): .list(elements.map(plain))
  case .map(let map): .map(map.mapValues(plain))
  default: value
  }
}

@Suite("Inventory as Ansible") struct RecordedTests {
  @Test(arguments: Recorded.all) func variables(_ recorded: Recorded) throws {
    let inventory = try recorded.load()
    #expect(!inventory.hosts.isEmpty)
    for host in inventory.hosts {
      let actual = try InventoryTests.variables(of: host, in: inventory, play: recorded.play)
      let expected = recorded.expected["list"]?["_meta"]?["hostvars"]?[host.name]?.map ?? [:]
      for key in OrderedSet(expected.keys).union(actual.keys) {
        #expect(actual[key]?.repr == expected[key]?.repr, "\(host.name) \(key.text)")
      }
    }
  }

  @Test(arguments: Recorded.all) func groups(_ recorded: Recorded) throws {
    let inventory = try recorded.load()
    for (name, group) in inventory.groups {
      let expected = recorded.expected["list"]?[name]
      let hosts = inventory.directHosts(of: group).map(\.name)
      // Ansible's list leaves out the hosts that stand in `all` themselves.
      #expect(name == "all" || hosts == (expected?["hosts"]?.list ?? []).map(\.text), "\(name)")
      let children = inventory.children(of: group).map(\.name).sorted()
      #expect(children == (expected?["children"]?.list ?? []).map(\.text).sorted(), "\(name)")
    }
  }

  @Test(arguments: Recorded.all) func patterns(_ recorded: Recorded) throws {
    let inventory = try recorded.load()
    for entry in recorded.expected["patterns"]?.list ?? [] {
      guard case .list(let parts) = entry else { continue }
      let limit = parts[1].string?.replacing("@limit", with: "@\(casesFolder)/limit")
      let hosts = try inventory.hosts(matching: parts[0].text, limit: limit)
      #expect(hosts.map(\.name) == parts[2].list?.map(\.text), "\(parts[0].text) \(limit ?? "")")
    }
  }
}

extension String {
  /// Foundation's method without Foundation.
  func replacing(_ old: String, with new: String) -> String {
    var result = ""
    var rest = self[...]
    while let start = rest.indices.first(where: { rest[$0...].hasPrefix(old) }) {
      result += rest[..<start] + new
      rest = rest[start...].dropFirst(old.count)
    }
    return result + rest
  }
}
