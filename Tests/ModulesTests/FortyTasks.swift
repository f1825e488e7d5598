import Core
import Testing

@testable import Modules

/// The far end's share of forty ordinary tasks: folders, copies, templates, links, lines, looks and
/// commands, as the engine calls them.
struct FortyTasks {
  let sandbox: Sandbox
  private let spec = ModuleCatalog.builtin.spec

  /// What `lineinfile` asks for first.
  var reads: [ModuleCall] {
    get throws { try (0..<5).map { _ in try edit(["_read": true]) } }
  }

  var folders: [ModuleCall] {
    get throws {
      try ([""] + (1...10).map { "/dir\($0)" }).map {
        try call(
          "file", ["path": .string("$ROOT/hosts\($0)"), "state": "directory", "mode": "0755"])
      }
    }
  }

  var copies: [ModuleCall] {
    get throws {
      try (0..<8).map { try copy("dir1/file\($0).conf", "key\($0) = value\nlevel = \($0)\n") }
    }
  }

  var templates: [ModuleCall] {
    get throws {
      try (0..<5).map { number in
        let names = ["alpha", "beta", "gamma"].map {
          "  server_name \($0)-\(number).example.org;\n"
        }
        return try copy(
          "dir2/site\(number).conf", "server {\n  listen 5000;\n\(names.joined())}\n")
      }
    }
  }

  var links: [ModuleCall] {
    get throws {
      try (0..<5).map {
        try call(
          "file",
          [
            "src": .string("$ROOT/hosts/dir1/file\($0).conf"),
            "dest": .string("$ROOT/hosts/dir3/link\($0)"), "state": "link",
          ])
      }
    }
  }

  var looks: [ModuleCall] {
    get throws {
      try (0..<3).map {
        try call("stat", ["path": .string("$ROOT/hosts/dir1/file\($0).conf")])
      }
    }
  }

  var commands: [ModuleCall] {
    get throws {
      try (0..<3).map {
        let file = "$ROOT/hosts/dir5/done\($0)"
        return try call(
          "command", ["creates": .string(file)],
          ["_raw": .string(sandbox.replaced("touch \(file)"))])
      }
    }
  }

  /// The five lines: the file is read once, and each is written onto what the one before left.
  var lines: [ModuleCall] {
    get throws {
      try [edit(["_read": true])]
        + (0..<5).map { number in
          func text(_ count: Int) -> String { (0..<count).map { "opt\($0)=on\n" }.joined() }
          let expected: Map =
            number == 0 ? ["_expect": "absent"] : ["_expect_content": .string(text(number))]
          return try edit(expected.merging(["_content": .string(text(number + 1))]) { $1 })
        }
    }
  }

  /// All of them on an empty host.
  var first: [ModuleCall] {
    get throws { try folders + copies + templates + links + lines + looks + commands }
  }

  /// All of them where nothing is to change.
  var again: [ModuleCall] {
    get throws { try folders + copies + templates + links + reads + looks + commands }
  }

  func edit(_ engine: Map) throws -> ModuleCall {
    try call(
      "bosun.internal.edit", ["path": "$ROOT/hosts/dir4/options", "create": true], engine)
  }

  func copy(_ path: String, _ content: String) throws -> ModuleCall {
    try call(
      "copy", ["dest": .string("$ROOT/hosts/\(path)"), "mode": "0644"],
      [
        "_content": .string(content), "_checksum": .string(try sandbox.sha1(content)),
        "_source_name": "",
      ])
  }

  func call(_ module: String, _ arguments: Map, _ engine: Map = [:]) throws -> ModuleCall {
    let spec = try #require(ModuleCatalog.builtin.spec(module))
    let values = sandbox.replaced(.map(arguments)).map ?? [:]
    return ModuleCall(
      module: module, arguments: try Arguments(values, for: spec, engine: engine))
  }
}
