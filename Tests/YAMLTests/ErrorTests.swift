import Core
import Testing

@testable import YAML

/// `Cases/errors.txt` holds broken texts and the whole message for each; the golden form of what a
/// person sees.
@Suite("Errors") struct ErrorTests {
  @Test func messagesNamePlaceAndCause() throws {
    let path = Path.join(Path.folder(#filePath), "Cases/errors.txt")
    let golden = try Files.text(path)
    var actual = ""
    for block in golden.split(separator: "\n====\n") {
      let text = block.split(separator: "\n----\n", maxSplits: 1)[0]
      // `→` stands for a tab, so that editors leave it alone.
      let input = text.split(separator: "→", omittingEmptySubsequences: false)
      actual += "\(text)\n----\n\(message(input.joined(separator: "\t") + "\n"))\n====\n"
    }
    #expect(actual == golden)
  }

  private func message(_ text: String) -> String {
    do {
      _ = try YAMLReader.read(Array(text.utf8), name: "test.yml")
      return "no error"
    } catch {
      return error.description
    }
  }

  @Test func bytesThatAreNoText() {
    do {
      _ = try YAMLReader.read(Array("a: ü\nb: ".utf8) + [0xFF, 0x0A], name: "test.yml")
      Issue.record("0xFF is no UTF-8")
    } catch {
      #expect(error.location?.description == "test.yml:2:4")
    }
  }
}
