import Core
import Testing

@testable import Modules

@Suite struct ReplyReaderTests {
  private let token = "0123456789abcdef"

  private func bytes(_ text: String) -> [UInt8] {
    Array(
      text.split(separator: "TOKEN", omittingEmptySubsequences: false)
        .joined(separator: token).utf8)
  }

  private func read(_ text: String) throws -> [ModuleReply] {
    var reader = ReplyReader(token: token)
    return try reader.receive(bytes(text)).compactMap(\.reply)
  }

  private let whole = """
    Welcome to this host!
    B TOKEN 1
    s 4 msg
    a
    b

    j 4 changed
    true
    { 0 outer
    [ 0 list
    s 1\u{20}
    x
    } 0\u{20}
    } 0\u{20}
    d 0 stdout
    s 1 fake
    B 0 fake

    .TOKEN
    d 1 stderr
    text


    .TOKEN
    w 4\u{20}
    care
    < 3 mode
    old
    > 3 mode
    new
    E TOKEN 1 0
    """ + "\n"

  @Test func readsEveryKindOfRecord() throws {
    let reply = try #require(try read(whole).first)
    #expect(reply.id == 1 && reply.status == 0)
    #expect(reply.warnings == ["care"])
    let wanted: Map = [
      "msg": "a\nb\n", "changed": true, "outer": ["list": ["x"]],
      "stdout": "s 1 fake\nB 0 fake\n", "stderr": "text",
      "diff": ["before": ["mode": "old"], "after": ["mode": "new"]],
    ]
    #expect(Value.map(reply.values) == .map(wanted))
  }

  @Test func takesBytesOneByOne() throws {
    var reader = ReplyReader(token: token)
    var replies: [ModuleReply] = []
    for byte in bytes(whole + whole.replacing("TOKEN 1", with: "TOKEN 2")) {
      // The noise of a login may only come before the first reply.
      replies += ((try? reader.receive([byte])) ?? []).compactMap(\.reply)
    }
    let once = try #require(try read(whole).first)
    #expect(replies.first.map { Value.map($0.values) } == .map(once.values))
    #expect(reader.preamble == "Welcome to this host!\n")
  }

  @Test(arguments: [
    "B TOKEN 1\nE wrong 1 0\n", "B TOKEN 1\nB other 2\n", "B TOKEN 1\nB TOKEN 2\n",
    "B TOKEN 1\nE TOKEN 2 0\n", "B TOKEN 1\nE TOKEN 1\n",
    "B TOKEN 1\ns 3 key\nabcd\n", "B TOKEN 1\nx 0 key\n\n", "B TOKEN 1\nhello\n",
    "B TOKEN 1\nE TOKEN 1 0\ns 1 late\nx\n",
  ])
  func refusesWhatTheLibraryDoesNotWrite(_ text: String) {
    #expect(throws: Diagnostic.self) { _ = try read(text) }
  }

  @Test func aWrongTokenIsNoBeginning() throws {
    #expect(try read("B 0000 1\nE 0000 1 0\n").isEmpty)
  }

  @Test func waitsForTheRestOfData() throws {
    var reader = ReplyReader(token: token)
    #expect(try reader.receive(bytes("B TOKEN 7\nd 0 out\nabc\n.TOK")).isEmpty)
    #expect(try reader.receive(bytes("\n.TOKE")).isEmpty)
    let replies = try reader.receive(bytes("x\n.TOKEN\nE TOKEN 7 0\n"))
    #expect(replies.first?.reply?.values["out"] == "abc\n.TOK\n.TOKEx")
  }

  @Test func aScriptThatDiedFails() throws {
    var reader = ReplyReader(token: token)
    _ = try reader.receiveError(
      bytes("sh: older\n\nE TOKEN 2\nsh: 12: p_x: parameter not set\n\nE TOKEN 3\n"))
    let reply = try #require(
      try reader.receive(bytes("B TOKEN 3\ns 1 a\nb\nE TOKEN 3 2\n")).first?.reply)
    #expect(reply.values["failed"] == true)
    #expect(reply.values["changed"] == false)
    #expect(reply.values["rc"] == 2)
    #expect(reply.values["module_stderr"] == "sh: 12: p_x: parameter not set")
    #expect(reply.values["msg"]?.text.contains("parameter not set") == true)
  }

  /// It may have been killed before it said anything, or after it had said all.
  @Test func aCallMayEndWithoutABeginOrTwice() throws {
    let replies = try read("B TOKEN 1\nE TOKEN 1 64\nE TOKEN 1 0\nE TOKEN 2 66\nE TOKEN 3 63\n")
    #expect(replies.map(\.id) == [1, 2, 3])
    #expect(replies.map(\.isSkippedAhead) == [false, true, false])
    #expect(replies.map(\.status) == [0, 0, 0])
  }

  @Test func aCallThatWaitsForBytesSaysSo() throws {
    var reader = ReplyReader(token: token)
    let events = try reader.receive(bytes("B TOKEN 4\n! TOKEN 4\n"))
    #expect(events.count == 1 && events.first?.reply == nil)
  }

  /// Every byte is counted with one reply: noise with the first, a stream with the call that sends it.
  @Test func repliesHaveSizes() throws {
    let text = "noise\nB TOKEN 1\ns 1 a\nb\nE TOKEN 1 0\nB TOKEN 2\nb 0\nab\n.TOKEN\nE TOKEN 2 0\n"
    #expect(try read(text).map(\.size) == [58, 69])
    var reader = ReplyReader(token: token)
    var sizes: [Int] = []
    for byte in bytes(text) { sizes += try reader.receive([byte]).compactMap { $0.reply?.size } }
    #expect(sizes.reduce(0, +) == bytes(text).count)
  }

  @Test func endlessNoiseIsRefused() {
    var reader = ReplyReader(token: token)
    #expect(throws: Diagnostic.self) {
      _ = try reader.receive([UInt8](repeating: 65, count: 2 << 20))
    }
  }
}
