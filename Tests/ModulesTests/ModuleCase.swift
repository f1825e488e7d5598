import Core
import Glibc
import Testing
import YAML

/// One case of a module, from `Cases/MODULE/*.yml`:
///
///     - name: makes a folder
///       setup: mkdir -p "$ROOT/a"         # sh, in a fresh folder $ROOT
///       stubs: {useradd: "#!/bin/sh\n…"}  # commands that stand first on PATH
///       args: {path: $ROOT/a/b, state: directory}
///       expect: {changed: true}           # a part of the result
///       stream: "printf 'raw 1\\na'"       # bash, prints what the call is sent when it asks
///       fails: part of msg                # in place of expect
///       verify: test -d "$ROOT/a/b"       # sh, must succeed
///       once: true                        # a second run may change something again
///       needs: root                       # or commands that must be there
struct ModuleCase: Sendable, CustomTestStringConvertible {
  let module: String
  let name: String
  let setup: String
  let stubs: Map
  let args: Map
  let expect: Map
  let stream: String
  let fails: String?
  let verify: String
  let once: Bool
  let needs: [String]

  var testDescription: String { "\(module): \(name)" }

  /// Whether the machine has what the case needs.
  var canRun: Bool {
    needs.allSatisfy { $0 == "root" ? geteuid() == 0 : Sandbox.finds(command: $0) }
  }

  /// All cases; those of a module whose folder is not its short name say `module:`.
  static let all: [ModuleCase] = {
    let folder = Path.join(Path.folder(#filePath), "Cases")
    var cases: [ModuleCase] = []
    for module in (try? Files.list(folder)) ?? [] {
      let path = Path.join(folder, module)
      for name in (try? Files.list(path)) ?? [] where name.hasSuffix(".yml") {
        cases += read(Path.join(path, name), module: module)
      }
    }
    return cases
  }()

  private static func read(_ path: String, module: String) -> [ModuleCase] {
    do {
      let node = try YAMLReader.read(try Files.read(path), name: path)
      let list = node?.value.list ?? []
      return list.compactMap(\.map).map { ModuleCase($0, module: module) }
    } catch {
      fatalError("\(path): \(error)")
    }
  }

  private init(_ map: Map, module: String) {
    func text(_ key: String) -> String { map[.string(key)]?.string ?? "" }
    self.module = map["module"]?.string ?? module
    name = text("name")
    setup = text("setup")
    stubs = map["stubs"]?.map ?? [:]
    args = map["args"]?.map ?? [:]
    expect = map["expect"]?.map ?? [:]
    stream = text("stream")
    fails = map["fails"]?.string
    verify = text("verify")
    once = map["once"]?.bool ?? false
    needs = text("needs").split(separator: " ").map(String.init)
  }
}
