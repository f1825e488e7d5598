import Core
import Testing

@testable import Regex

private func search(_ pattern: String, _ text: String, _ flags: Regex.Flags = []) throws -> String?
{
  try Regex.compiled(pattern, flags).search(text)
}

@Test func findsAsPythonDoes() throws {
  #expect(try search(#"\d+"#, "ab12c") == "12")
  #expect(try search("(?P<x>b)(?P=x)", "abbc") == "bb")
  #expect(try search("a$", "a\n") == "a")
  #expect(try search(#"a\Z"#, "a\n") == nil)
  #expect(try search("^b", "a\nb") == nil)
  #expect(try search("^b", "a\nb", .multiLine) == "b")
  #expect(try search("a.b", "a\nb") == nil)
  #expect(try search("a.b", "a\nb", .dotAll) == "a\nb")
  #expect(try search("(?i)ABC", "abc") == "abc")
  #expect(try search("ä", "Ä", .ignoreCase) == "Ä")
  #expect(try search(#"\w+"#, "éa b") == "éa")
  #expect(try search("(?<=a)b(?!c)", "abc ab") == "b")
  #expect(try search("a+?", "aaa") == "a")
}

@Test func replacesAsPythonDoes() throws {
  func sub(_ pattern: String, _ new: String, _ text: String, count: Int = 0) throws -> String {
    try Regex.compiled(pattern).replacing(in: text, with: new, count: count).text
  }
  #expect(try sub("(a)(b)", #"\2\1"#, "abab") == "baba")
  #expect(try sub("(?P<n>b)", #"[\g<n>]"#, "abc") == "a[b]c")
  #expect(try sub("b", #"\g<0>\g<0>"#, "abc") == "abbc")
  #expect(try sub("(x)?b", #"<\1>"#, "ab") == "a<>")
  #expect(try sub("", "-", "ab") == "-a-b-")
  #expect(try sub("x*", "-", "axb") == "-a--b-")
  #expect(try sub("a", "b", "aaa", count: 2) == "bba")
  #expect(try sub("é", "e", "éé") == "ee")
  #expect(throws: Diagnostic.self) { try sub("a", #"\2"#, "a") }
  #expect(throws: Diagnostic.self) { try sub("a", #"\g<no>"#, "a") }
}

@Test func brokenPatternsAndExplosionsAreErrors() throws {
  #expect(throws: Diagnostic.self) { try search("(", "a") }
  #expect(throws: Diagnostic.self) {
    try search("(a+)+$", String(repeating: "a", count: 40) + "b")
  }
}

@Test func groupsThatTookNoPartAreNil() throws {
  let match = try #require(try Regex.compiled("(a)|(b)").firstMatch(in: Array("b".utf8)))
  #expect(match.groups.count == 3)
  #expect(match.groups[1] == nil)
  #expect(match.groups[2] == 0..<1)
}
