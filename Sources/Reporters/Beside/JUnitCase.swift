/// A test case of a JUnit report.
struct JUnitCase {
  enum Status { case ok, failed, skipped }

  let name: String
  /// File and line of the task.
  let place: String
  /// Seconds.
  let time: Double
  let status: Status
  let output: String
  let message: String

  /// The report, as ansible-core's `junit_xml` lays it out.
  static func report(_ suite: String, _ cases: [JUnitCase]) -> String {
    let failures = cases.count { $0.status == .failed }
    let time = cases.reduce(0) { $0 + $1.time }
    func attributes(_ list: [(String, String)]) -> String {
      list.map { " \($0)=\"\(escaped($1))\"" }.joined()
    }
    let start = [("disabled", "0"), ("errors", "0"), ("failures", "\(failures)")]
    let end = [("tests", "\(cases.count)"), ("time", "\(time)")]
    let skipped = "\(cases.count { $0.status == .skipped })"
    let inner = start + [("name", suite), ("skipped", skipped)] + end
    return "<?xml version=\"1.0\" ?>\n<testsuites\(attributes(start + end))>\n"
      + "\t<testsuite\(attributes(inner))\(cases.isEmpty ? "/>" : ">")\n"
      + cases.map(\.text).joined() + (cases.isEmpty ? "" : "\t</testsuite>\n") + "</testsuites>\n"
  }

  private var text: String {
    let body =
      switch status {
      case .ok: "<system-out>\(Self.escaped(output))</system-out>"
      case .skipped: "<skipped>\(Self.escaped(message))</skipped>"
      case .failed:
        "<failure message=\"\(Self.escaped(message))\" type=\"failure\">\(Self.escaped(output))</failure>"
      }
    return
      "\t\t<testcase classname=\"\(Self.escaped(place))\" name=\"\(Self.escaped(name))\" time=\"\(time)\">\n"
      + "\t\t\t\(body)\n\t\t</testcase>\n"
  }

  private static func escaped(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      // XML cannot hold the other control characters.
      case "\u{0}"..."\u{8}", "\u{B}", "\u{C}", "\u{E}"..."\u{1F}": out += "\u{FFFD}"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}
