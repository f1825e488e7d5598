import Core
import Testing

@testable import YAML

/// A text as one document.
func read(_ text: String) throws -> Node? {
  try YAMLReader.read(Array(text.utf8), name: "test.yml")
}

/// The error of a broken text.
func problem(_ text: String) -> Diagnostic? {
  do {
    _ = try YAMLReader.read(Array(text.utf8), name: "test.yml")
    return nil
  } catch {
    return error
  }
}

@Suite("Reader") struct ReaderTests {
  @Test func keepsPlaces() throws {
    let node = try #require(try read("a: 1\nb:\n  - x\n  - 'y'\nc: |\n  text {{ z }}\n"))
    #expect(node["a"]?.location.description == "test.yml:1:4")
    #expect(node["b"]?.list?[1].location.description == "test.yml:4:5")
    #expect(node["b"]?.list?[1].textLocation.description == "test.yml:4:6")
    #expect(node["c"]?.location.description == "test.yml:6:3")
  }

  @Test func emptyTextHasNoNode() throws {
    #expect(try read("# nothing\n") == nil)
    #expect(try read("---\n")?.isNull == true)
  }
}
