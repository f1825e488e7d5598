import Core
import Testing

@testable import Modules

/// A status that is told late must be the one that was there when the call was done.
@Suite struct LateStatusTests {
  private let sandbox: Sandbox
  private let tasks: FortyTasks

  init() throws {
    sandbox = try Sandbox()
    tasks = FortyTasks(sandbox: sandbox)
  }

  /// The results of the calls in an empty folder, and the text that was sent.
  private func results(
    _ calls: [ModuleCall], late: Bool, _ shell: Shell
  ) throws -> (values: [Map], text: String) {
    try sandbox.sh("rm -rf $ROOT/*; umask 022; mkdir real; ln -s real alias")
    var session = ShellSession(catalog: .builtin, token: ShellSession.randomToken())
    var frames = session.look(calls, settles: late)
    for call in calls { frames += try session.frame(call).bytes }
    frames += session.settle()
    let replies = try sandbox.replies(to: frames, of: &session, shell: shell)
    #expect(replies.count == calls.count)
    let values = replies.sorted { $0.id < $1.id }.map(\.values)
    return (values, String(decoding: frames, as: UTF8.self))
  }

  private func expectEqual(_ calls: [ModuleCall], _ shell: Shell) throws {
    let late = try results(calls, late: true, shell)
    let plain = try results(calls, late: false, shell)
    #expect(late.text.contains("_late=1") && !plain.text.contains("_late=1"))
    for (late, plain) in zip(late.values, plain.values) {
      #expect(Value.map(late) == .map(plain))
    }
  }

  private func write(_ path: String, _ text: String, mode: String? = "0644") throws -> ModuleCall {
    var arguments: Map = ["dest": .string("$ROOT/\(path)")]
    if let mode { arguments["mode"] = .string(mode) }
    return try tasks.call(
      "copy", arguments,
      ["_content": .string(text), "_checksum": .string(try sandbox.sha1(text)), "_source_name": ""])
  }

  private func file(_ path: String, _ arguments: Map) throws -> ModuleCall {
    try tasks.call("file", arguments.merging(["path": .string("$ROOT/\(path)")]) { $1 })
  }

  @Test(arguments: Shell.found) func fortyTasks(_ shell: Shell) throws {
    try expectEqual(
      tasks.folders + tasks.copies + tasks.templates + tasks.links + tasks.lines + tasks.commands,
      shell)
  }

  @Test(arguments: Shell.found) func theSameFileAgain(_ shell: Shell) throws {
    try expectEqual(
      [
        try write("f", "one"), try write("f", "longer"), try file("f", ["mode": "0600"]),
        try write("f", "", mode: nil), try write("g", "x", mode: "0400"),
        try file("g", ["state": "absent"]), try write("g", "xyz", mode: "u=rw,go="),
      ], shell)
  }

  /// A link gives the same file a second path.
  @Test(arguments: Shell.found) func otherPathsOfTheSameFile(_ shell: Shell) throws {
    try expectEqual(
      [
        try write("real/f", "one"), try write("alias/f", "longer"), try write("real/f", "x"),
        try file("alias/d", ["state": "directory", "mode": "0700"]),
        try file("real/d", ["state": "directory", "mode": "0755"]),
        try file("l", ["state": "link", "src": "real/f"]),
        try file("l", ["state": "link", "src": "real/d"]),
        try file("real/../real/d", ["state": "directory", "mode": "0711"]),
      ], shell)
  }

  @Test(arguments: Shell.found) func commandsBetween(_ shell: Shell) throws {
    let command = try tasks.call(
      "shell", [:], ["_raw": .string(sandbox.replaced("chmod 600 $ROOT/f; echo more >>$ROOT/f"))])
    try expectEqual(
      [try write("f", "one"), command, try write("g", "two"), command, try write("f", "one")], shell
    )
  }

  /// What is no more, or has another mode than its folder's default access list lets it have.
  @Test(arguments: Shell.found) func whatWentAway(_ shell: Shell) throws {
    let calls = [try write("f", "one"), try write("g", "two")]
    try sandbox.sh("rm -rf $ROOT/*")
    var session = ShellSession(catalog: .builtin, token: ShellSession.randomToken())
    var frames = session.look(calls, settles: true)
    frames += try session.frame(calls[0]).bytes + session.frame(calls[1]).bytes
    frames += Array("rm \(sandbox.root)/f\nchmod 600 \(sandbox.root)/g\n".utf8) + session.settle()
    let replies = try sandbox.replies(to: frames, of: &session, shell: shell)
    #expect(replies.map(\.id) == [1, 2])
    #expect(replies[0].values["changed"] == true && replies[0].values["state"] == nil)
    #expect(replies[1].values["mode"] == "0644" && replies[1].values["size"] == 3)
  }

  /// Without a promise to settle nothing may be owed, as nobody would ask for it.
  @Test func nothingIsOwedUnlessItIsSettled() throws {
    let calls = [try write("f", "one"), try write("g", "two")]
    var session = ShellSession(catalog: .builtin, token: ShellSession.randomToken())
    _ = session.look(calls)
    let text = String(decoding: try session.frame(calls[0]).bytes, as: UTF8.self)
    #expect(!text.contains("_late=1"))
    #expect(session.settle().isEmpty)
  }
}
