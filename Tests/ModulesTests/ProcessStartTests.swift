import Core
import Glibc
import Testing

@testable import Modules

/// A process start is what costs most at the far end, so their numbers are held here.
@Suite struct ProcessStartTests {
  private let sandbox: Sandbox
  private let tasks: FortyTasks

  init() throws {
    sandbox = try Sandbox()
    tasks = FortyTasks(sandbox: sandbox)
  }

  /// The programs that the calls start when they are sent together.
  private func starts(_ calls: [ModuleCall]) throws -> [String] {
    var session = ShellSession(catalog: .builtin, token: ShellSession.randomToken())
    var frames = session.look(calls, settles: true)
    for call in calls { frames += try session.frame(call).bytes }
    frames += session.settle()
    let shell = try #require(Shell.found.first)
    let (replies, started) = try sandbox.counting {
      try sandbox.replies(to: frames, of: &session, shell: shell)
    }
    #expect(replies.count == calls.count)
    for reply in replies { #expect(reply.values["failed"] == nil, "\(reply.values)") }
    return started
  }

  /// Those of `stat` that no one can ask a shell for.
  private let askedFor = ["file", "lsattr", "sha1sum"]

  @Test func anUnchangedTaskStartsOne() throws {
    _ = try starts(tasks.first)
    for call in [
      try tasks.folders[3], try tasks.copies[2], try tasks.templates[1], try tasks.links[4],
      try tasks.reads[0],
    ] {
      #expect(try starts([call]) == ["stat"], "\(call.module)")
    }
    let bare = ["get_checksum", "get_mime", "get_attributes"].map { ($0, Value.bool(false)) }
    let path = ("path", Value.string("$ROOT/hosts/dir1/file1.conf"))
    let call = try tasks.call(
      "stat", Map(uniqueKeysWithValues: (bare + [path]).map { (.string($0), $1) }))
    #expect(try starts([call]) == ["stat"])
    #expect(Set(try starts([tasks.looks[0]])).subtracting(askedFor) == ["stat"])
    #expect(try starts([tasks.commands[0]]) == [])
  }

  @Test func fortyUnchangedTasksStartOneOfEach() throws {
    _ = try starts(tasks.first)
    let started = try starts(tasks.again)
    #expect(Set(started).count == started.count, "\(started)")
    #expect(started.count <= 4)
  }

  /// The same by hand (folders: mkdir, chmod; files: cmp, mv, chmod; …) are 82.
  @Test func fortyChangesStartNoMoreThanByHand() throws {
    let started = try starts(tasks.first)
    #expect(started.count <= 64, "\(started)")
    let counts = Dictionary(grouping: started) { $0 }.mapValues(\.count)
    #expect(counts["mkdir"] == 12, "one for each folder, and the private one")
    #expect(counts["chmod"] == nil && counts["chown"] == nil && counts["cat"] == nil)
  }

  /// What a call applies may change what was seen for those after it.
  @Test(arguments: Shell.found) func nothingStaleIsTold(_ shell: Shell) throws {
    let file: Map = ["path": "$ROOT/f"]
    func command(_ line: String) throws -> ModuleCall {
      try tasks.call("shell", [:], ["_raw": .string(sandbox.replaced(line))])
    }
    let look = try tasks.call("stat", file)
    let calls = [
      look, try command("echo abc >$ROOT/f"), look, try command("printf ab >$ROOT/f"), look, look,
      try tasks.call("file", ["path": "$ROOT/f", "mode": "0600"]), look,
      try tasks.call("file", ["path": "$ROOT/f", "state": "absent"]), look,
    ]
    try sandbox.sh("echo x >f; chmod 644 f")
    var session = ShellSession(catalog: .builtin, token: ShellSession.randomToken())
    var frames = session.look(calls)
    for call in calls { frames += try session.frame(call).bytes }
    let replies = try sandbox.replies(to: frames, of: &session, shell: shell)
    let seen = replies.compactMap { $0.values["stat"]?.map }
    #expect(seen.map { $0["size"] ?? .null } == [2, 4, 2, 2, 2, .null])
    #expect(seen.map { $0["mode"] ?? .null } == ["0644", "0644", "0644", "0644", "0600", .null])
    #expect(seen[1]["checksum"] == .string(try sandbox.sha1("abc\n")))
    #expect(seen[2]["checksum"] == .string(try sandbox.sha1("ab")))
  }

  /// Names that tools print in their own way, or on more than one line.
  @Test(arguments: Shell.found) func strangeNamesAreSeenAsTheyAre(_ shell: Shell) throws {
    let names = ["a b", "it's", "back\\slash", "new\nline", "é", "-n", "a -> b", "`x` \"", "*"]
    var calls: [ModuleCall] = []
    for (index, name) in names.enumerated() {
      let path = sandbox.root + "/" + name
      try Files.write(Array(repeating: 65, count: index + 1), to: path)
      symlink(name, path + ".link")
      for path in [path, path + ".link"] {
        calls.append(try tasks.call("stat", ["path": .string(path)]))
      }
    }
    var session = ShellSession(catalog: .builtin, token: ShellSession.randomToken())
    var frames = session.look(calls)
    for call in calls { frames += try session.frame(call).bytes }
    let seen = try sandbox.replies(to: frames, of: &session, shell: shell)
      .compactMap { $0.values["stat"]?.map }
    for (index, name) in names.enumerated() {
      #expect(seen[2 * index]["size"] == .int(index + 1), "\(name)")
      #expect(
        seen[2 * index]["checksum"]
          == .string(try sandbox.sha1(String(repeating: "A", count: index + 1))))
      #expect(seen[2 * index + 1]["lnk_target"] == .string(name))
    }
  }
}
