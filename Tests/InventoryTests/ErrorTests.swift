import Core
import Testing

@testable import Inventory

/// `Cases/errors.txt` holds broken inventories, each with the name of its file, and the whole message
/// for each; the golden form of what a person sees.
@Suite("Errors of inventories") struct ErrorTests {
  @Test func messagesNamePlaceAndCause() throws {
    let golden = try Files.text(Path.join(casesFolder, "errors.txt"))
    let folder = "/tmp/bosun-inventory-\(UInt32.random(in: 0 ... .max))"
    try Files.makeFolder(folder)
    var actual = ""
    for block in golden.split(separator: "\n====\n") {
      let text = block.split(separator: "\n----\n", maxSplits: 1)[0]
      let name = text.prefix { $0 != "\n" }
      let path = "\(folder)/\(name)"
      try Files.write(Array((text.dropFirst(name.count + 1) + "\n").utf8), to: path)
      let message = message(path).replacing(folder + "/", with: "")
      actual += "\(text)\n----\n\(message)\n====\n"
    }
    #expect(actual == golden)
    if actual != golden { try Files.write(Array(actual.utf8), to: "\(folder)/actual.txt") }
  }

  private func message(_ path: String) -> String {
    var warnings: [Diagnostic] = []
    do {
      _ = try Inventory.load([path], warn: { warnings.append($0) })
      return warnings.map { "warning: \($0)" }.joined(separator: "\n")
    } catch {
      return error.description
    }
  }
}
