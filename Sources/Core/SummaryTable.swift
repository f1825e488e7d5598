/// Tables of names with a line about each, written as text: `name : line`.
package enum SummaryTable {
  package static func read(_ text: String) -> [String: String] {
    Dictionary(
      text.parts(between: UInt8(ascii: "\n")).compactMap { $0.halves(around: " : ") }
    ) { $1 }
  }
}
