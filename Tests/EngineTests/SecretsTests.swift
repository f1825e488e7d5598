import Core
import Testing

@testable import Engine

@Suite struct SecretsTests {
  @Test func maskedWhereverTheyShow() {
    let secrets = Secrets()
    secrets.add(["hunter2"])
    let masked = secrets.masked(["msg": "it is hunter2!", "list": ["hunter2", 5], "rc": 0])
    #expect(masked["msg"] == "it is ********!")
    #expect(masked["list"] == ["VALUE_SPECIFIED_IN_NO_LOG_PARAMETER", 5])
    #expect(masked["rc"] == 0)
    let keys = secrets.masked(["hunter2": ["a-hunter2": 1]])
    #expect(keys == ["hunter2": ["a-********": 1]])
  }

  /// Whatever order they came in, no part of the longer one stays.
  @Test func aSecretInsideAnother() {
    for _ in 0..<20 {
      let secrets = Secrets()
      secrets.add(["pass", "password-long"])
      #expect(secrets.masked("x password-long pass") == "x ******** ********")
    }
  }

  @Test func everydayWordsStay() {
    let secrets = Secrets()
    secrets.add(["true", "no", ""])
    #expect(secrets.masked("true or no") == "true or no")
  }
}

/// Expected values are those of Python's `shlex.split`.
@Suite struct CommandLineWordsTests {
  @Test(
    arguments: [
      ("a  b", ["a", "b"]), ("a 'b c' \"d e\"", ["a", "b c", "d e"]), ("", []), ("''", [""]),
      ("a\\ b", ["a b"]), ("'a\\b'", ["a\\b"]), ("\"a\\b\\\"c\"", ["a\\b\"c"]),
      ("x'y'z", ["xyz"]), (" a\tb\n", ["a", "b"]),
    ] as [(String, [String])])
  func asShlex(line: String, words: [String]) {
    #expect(CommandLineWords.split(line) == words)
  }

  /// A command may have printed one line of a secret so far.
  @Test func linesOfLongSecrets() {
    let secrets = Secrets()
    secrets.add(["BEGIN\nabcdef\nEND", "abc"])
    #expect(
      secrets.masked(lines: ["x abcdef", "BEGIN", "fine"])
        == ["x ********", "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER", "fine"])
  }
}
