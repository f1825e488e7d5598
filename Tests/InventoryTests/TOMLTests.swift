import Core
import Testing

@testable import Inventory

@Suite("TOML") struct TOMLTests {
  private func read(_ text: String) throws -> Map {
    try TOMLReader.read(SourceFile(name: "t.toml", text: Array(text.utf8)))
  }

  @Test func numbers() throws {
    let map = try read(
      """
      a = +1_000
      b = -0
      c = 0xdead_BEEF
      d = 0o17
      e = 0b101
      f = 1e3
      g = -6.626e-34
      h = inf
      i = 5.0
      """)
    #expect(map["a"] == 1000 && map["b"] == 0 && map["c"] == .int(0xdead_beef))
    #expect(map["d"] == 15 && map["e"] == 5)
    #expect(map["f"]?.repr == "1000.0" && map["g"]?.repr == "-6.626e-34")
    #expect(map["h"]?.repr == "inf" && map["i"]?.repr == "5.0")
  }

  @Test(arguments: [
    "01", "1_", "_1", "1__0", "0x", "0xG", "1.", ".5", "1.e3", "1e", "+0x1", "True", "yes", "",
    "1979-5-27", "\"a", "'a\nb'", "[1 2]", "{a = 1,, b = 2}", "{a = 1\n}", "\"\\x\"", "\"\\uD800\"",
  ]) func valuesThatAreNone(_ value: String) {
    #expect(throws: Diagnostic.self) { try read("a = \(value)") }
  }

  @Test func strings() throws {
    let map = try read(
      #"""
      a = "t\tn\n\"\\\u00e9\U0001F600"
      b = 'C:\raw'
      c = """
      one ""two""
      three \
         four"""
      d = '''
      a'b''c'''
      e = """x"""""
      "quoted key" = 1
      a-b_1 . c = 2
      """#)
    #expect(map["a"] == "t\tn\n\"\\é😀" && map["b"] == "C:\\raw")
    #expect(map["c"] == "one \"\"two\"\"\nthree four" && map["d"] == "a'b''c")
    #expect(map["e"] == "x\"\"" && map["quoted key"] == 1 && map["a-b_1"] == ["c": 2])
  }

  @Test func tables() throws {
    let map = try read(
      """
      top = 1 # comment
      [a.b]
      x = { y.z = 1, w = [ 1, # one
        2, ] }
      [a]
      c = 2
      [[l]]
      n = 1
      [l.sub]
      m = 2
      [[l]]
      """)
    #expect(map["a"] == ["b": ["x": ["y": ["z": 1], "w": [1, 2]]], "c": 2])
    #expect(map["l"] == [["n": 1, "sub": ["m": 2]], [:]])
  }

  @Test(arguments: [
    "a = 1\na = 2", "[a]\n[a]", "a = 1\n[a]", "[a]\nb.c = 1\n[a.b]", "[[a]]\n[a]", "[a]\n[[a]]",
    "a = {}\n[a.b]", "[a\n", "[]", "a", "a = 1 b = 2", "= 1", "[[a]", "a.b = 1\na = 2",
  ]) func textsThatAreNone(_ text: String) {
    #expect(throws: Diagnostic.self) { try read(text) }
  }

  @Test func datesAreISO() throws {
    let map = try read(
      """
      a = 1979-05-27T07:32:00Z
      b = 1979-05-27 00:32:00.5-07:00
      c = 1979-05-27
      d = 07:32:00.999999999
      """)
    #expect(map["a"] == "1979-05-27T07:32:00+00:00" && map["c"] == "1979-05-27")
    #expect(map["b"] == "1979-05-27T00:32:00.500000-07:00" && map["d"] == "07:32:00.999999")
  }

  @Test func deepNestingIsAnError() {
    let text = "a = " + String(repeating: "[", count: 100_000)
    #expect(throws: Diagnostic.self) { try read(text) }
  }

  @Test func whatIsWrittenReadsBack() throws {
    let map = try read(
      "[a]\nx = \"q\\\"\\u0001\\n\"\n\"k k\" = [1, {y = [true, 1.5]}, []]\n[a.b]\n[c]\n")
    #expect(try read(TOMLWriter.write(map)) == map)
    #expect(throws: Diagnostic.self) { try TOMLWriter.write(["a": .null]) }
  }
}
