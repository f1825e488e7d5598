/// Tables of names with a line about each, written as text: `name : line`.
package enum SummaryTable {
  package static func read(_ text: String) -> [String: String] {
    Dictionary(
      text.split(separator: "\n").compactMap { line -> (String, String)? in
        guard let colon = line.firstRange(of: " : ") else { return nil }
        return (String(line[..<colon.lowerBound]), String(line[colon.upperBound...]))
      }
    ) { $1 }
  }
}
