import Core
import Testing

@testable import Modules

@Suite struct ArgumentsTests {
  private let spec: ModuleSpec

  init() throws {
    let header = """
      # A module to test with.
      #
      # module test.test.sample
      # param name str required aliases=title : Names.
      # param state str default=present choices=present,absent,yes : States.
      # param count int default=3 : Numbers.
      # param force bool default=false : Flags.
      # param ratio float : Fractions.
      # param mode mode : Modes.
      # param items list elements=int : Lists.
      # param options dict : Dicts.
      # param body raw : Anything.
      # param password str no_log : Secrets.
      # param src path : Paths.
      # param _inner str : The engine's.
      # rule mutually_exclusive src options
      # rule required_if state=absent src
      # rule required_together count ratio
      query() { :; }
      """
    spec = try Script(SourceFile(name: "sample.sh", text: Array(header.utf8))).spec
  }

  private func message(_ map: Map) -> String {
    do {
      _ = try Arguments(map, for: spec)
      return ""
    } catch { return error.message }
  }

  @Test func fillsInDefaultsAndTakesAliases() throws {
    let arguments = try Arguments(["title": "x", "force": "yes"], for: spec)
    #expect(arguments["name"] == "x")
    #expect(arguments["state"] == "present" && !arguments.isGiven("state"))
    #expect(arguments["count"] == 3)
    #expect(arguments["force"] == true && arguments.isGiven("force"))
    #expect(arguments["ratio"].isNull)
  }

  @Test func nullIsNotGiven() {
    #expect(message(["name": .null]) == "missing required arguments: name")
  }

  @Test func convertsAsAnsibleDoes() throws {
    let arguments = try Arguments(
      [
        "name": 5, "ratio": "1.5", "count": "7", "mode": 420, "items": "1, 2", "options": "a=1 b=2",
        "state": true,
      ], for: spec)
    #expect(arguments["name"] == "5")
    #expect(arguments["ratio"] == 1.5)
    #expect(arguments["count"] == 7)
    #expect(arguments["mode"] == "0644")
    #expect(arguments["items"] == [1, 2])
    #expect(arguments["options"] == ["a": "1", "b": "2"])
    #expect(arguments["state"] == "yes")
  }

  private static let refused: [(Map, String)] = [
    (
      ["name": "x", "state": "gone"],
      "value of state must be one of: present, absent, yes, got: gone"
    ),
    (["name": "x", "force": "maybe"], "The value 'maybe' is not a valid boolean."),
    (["name": "x", "ratio": 1, "count": "many"], "unable to convert to int"),
    (["name": "x", "nmae": "y"], "Unsupported parameters for (test.test.sample) module: nmae."),
    (["name": "x", "_inner": "y"], "Unsupported parameters"),
    (
      ["name": "x", "src": "a", "options": "b=c"], "parameters are mutually exclusive: src|options"
    ),
    (
      ["name": "x", "state": "absent"], "state is absent but all of the following are missing: src"
    ),
    (["name": "x", "count": 1], "parameters are required together: count, ratio"),
  ]

  @Test(arguments: refused) func refuses(_ map: Map, _ words: String) {
    #expect(message(map).contains(words), "\(message(map))")
  }

  @Test func namesSecrets() throws {
    let arguments = try Arguments(["name": "x", "password": "hunter2"], for: spec)
    #expect(arguments.secrets == ["hunter2"])
  }

  @Test func assignmentsAreShellText() throws {
    var call = ModuleCall(
      module: "sample",
      arguments: try Arguments(
        ["name": "it's", "items": [1, 2], "body": ["a b": [1], "c": "d"], "src": "$HOME/x"],
        for: spec, engine: ["_inner": "i"]))
    call.checkMode = true
    call.environment = [("LC_ALL", "de_DE"), ("A", "b c")]
    let text = try call.exports + call.assignments + ModuleCall.defaults(of: spec)
    for line in [
      "p_name='it'\\''s'", "p_items='1 2'", "p_body='{\"a b\": [1], \"c\": \"d\"}'",
      "p_body_words=''\\''a b'\\'' 1 c d'", "p__inner=i", "p_ratio=''", "p_count=3",
      "_given=' name items body src _inner ' _check=true _diff=false", "export A='b c'",
      "export LC_ALL=de_DE",
    ] { #expect(text.contains(line + "\n"), "\(line) in \(text)") }
  }
}
