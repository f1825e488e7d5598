import Core
import Testing

@testable import JMESPath

/// Expressions with what jmespath.py gives for them; `record.py` tells the format.
@Test(arguments: ["paths", "projections", "operators", "functions", "errors"])
func givesWhatTheReferenceGives(_ topic: String) throws {
  let path = Path.folder(#filePath) + "/Cases/\(topic).json"
  let table = try JSONReader.read(try Files.read(path))
  let data = table["data"] ?? .null
  let cases = table["cases"]?.list ?? []
  #expect(cases.count > 20)
  for entry in cases {
    let text = entry["e"]?.text ?? ""
    do throws(Diagnostic) {
      let found = try JMESPath(text).search(data)
      #expect(found.repr == entry["ok"]?.text ?? "an error", "\(text)")
    } catch {
      #expect(entry["ok"] == nil, "\(text) failed: \(error)")
    }
  }
}

/// Errors point at the byte where they are found.
@Test(arguments: [
  ("a.[b", "5", "the expression ends too early"), ("a ? b", "3", "unknown token ?"),
  ("a.'b'", "3", "this was not expected"), ("nofun(@)", "1", "there is no function 'nofun'"),
  ("a | lenght(@)", "5", "there is no function 'lenght'"), ("abs('x')", "1", "abs() takes number"),
  ("a\n.b\n.=", "2", "unknown token ="),
])
func errorsHaveAPlace(_ text: String, _ column: String, _ message: String) throws {
  let error = #expect(throws: Diagnostic.self) { try JMESPath(text).search(.null) }
  let found = try #require(error)
  #expect(found.message.contains(message))
  #expect(found.location?.column == Int(column))
}

@Test func depthIsBounded() {
  let deep = String(repeating: "[", count: 100_000)
  #expect(throws: Diagnostic.self) { try JMESPath(deep) }
  let long = "a" + String(repeating: ".a", count: 50_000)
  #expect(throws: Diagnostic.self) { try JMESPath(long) }
  let nested = String(repeating: "(", count: 150) + "a" + String(repeating: "||a||a)", count: 150)
  #expect(throws: Never.self) { try JMESPath(nested).search(["a": 1]) }
  let row = "a" + String(repeating: " || a", count: 990)
  #expect(throws: Never.self) { try JMESPath(row).search(["a": 1]) }
}
