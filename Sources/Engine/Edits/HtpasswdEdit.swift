import Core
import Crypto
import Modules

/// `htpasswd`: a user's line in a file of passwords. A password that fits the line's hash changes
/// nothing, although each new hash would differ.
struct HtpasswdEdit: FileEdit {
  private let name: String
  private let password: String
  private let scheme: String
  private let isAbsent: Bool

  /// - Throws: `invalid` for an unknown scheme, or a name that cannot stand in the file.
  init(_ arguments: Modules.Arguments) throws(Diagnostic) {
    name = arguments["name"].text
    password = arguments["password"].text
    scheme = arguments["hash_scheme"].text
    isAbsent = arguments["state"] == "absent"
    guard !name.contains(":"), !name.contains("\n") else {
      throw Diagnostic(.invalid, "a user's name cannot hold ':' or a line end")
    }
    guard PasswordHash.schemes.contains(scheme) else {
      throw Diagnostic(
        .invalid, "unknown hash_scheme '\(scheme)'",
        hint: Suggestion.hint(for: scheme, among: PasswordHash.schemes)
          ?? "known are \(PasswordHash.schemes.joined(separator: ", "))")
    }
  }

  func edit(_ content: String?) throws(Diagnostic) -> EditOutcome? {
    if isAbsent {
      guard let content else { return nil }
      let kept = TextLines(content).lines.filter { !isEntry($0) }
      let isFound = kept.joined() != content
      return (kept.joined(), isFound ? "Remove \(name)" : "\(name) not present", Map())
    }
    var text = TextLines(content ?? "")
    if let index = text.lines.firstIndex(where: isEntry) {
      let hash = String(TextLines.bare(text.lines[index]).dropFirst(name.count + 1))
      if PasswordHash.verify(password, against: hash) {
        return (content ?? "", "\(name) already present", Map())
      }
      text.lines[index] = try entry()
      return (text.text, "Add/update \(name)", Map())
    }
    text.endLastLine()
    text.lines.append(try entry())
    return (text.text, content == nil ? "Created \(name)" : "Add/update \(name)", Map())
  }

  private func isEntry(_ line: String) -> Bool { line.hasPrefix("\(name):") }

  private func entry() throws(Diagnostic) -> String {
    "\(name):\(try PasswordHash.make(password, scheme: scheme))\n"
  }
}
