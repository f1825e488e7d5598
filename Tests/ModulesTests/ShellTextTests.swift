import Core
import Testing

@testable import Modules

@Suite struct ShellTextTests {
  static let texts = [
    "", "plain", "two words", "it's", "''", "$HOME `id` \\", "a\nb\n", "*?[x]", "-n", "é\u{1F600}",
    "\"", "~root", "a=b", "!", "\t",
  ]

  /// What a shell makes of a word, byte for byte.
  private func read(_ word: String, by shell: Shell, setup: String = "") throws -> String {
    let sandbox = try Sandbox()
    try Files.write(
      Array("\(setup)\nprintf '%s.' \(word)\n".utf8), to: sandbox.root + "/script")
    return try sandbox.sh("\(shell.testDescription) ./script").output
  }

  @Test(arguments: texts, Shell.found)
  func quotedTextComesBack(_ text: String, _ shell: Shell) throws {
    #expect(try read(ShellText.quote(text), by: shell) == text + ".")
  }

  @Test(arguments: Shell.found) func wordsComeBack(_ shell: Shell) throws {
    let words = ShellText.quote(ShellText.words(Self.texts))
    let output = try read("\"$@\"", by: shell, setup: "words=\(words)\neval \"set -- $words\"")
    #expect(output == Self.texts.map { $0 + "." }.joined())
  }

  @Test(arguments: Shell.found) func pathsAreExpanded(_ shell: Shell) throws {
    let setup = "HOME=/home/me A='x y' B='$(id)'"
    for (path, wanted) in [
      ("~/a b", "/home/me/a b"), ("~", "/home/me"), ("/a/$A/${A}z", "/a/x y/x yz"),
      ("/$B", "/$(id)"), ("$NOPE_/x", "$NOPE_/x"), ("${NOPE}", "${NOPE}"), ("a$", "a$"),
      ("/x/~", "/x/~"), ("it's $A", "it's x y"), ("$1", "$1"), ("a$(id)", "a$(id)"),
    ] {
      #expect(try read(ShellText.path(path), by: shell, setup: setup) == wanted + ".")
    }
  }
}
