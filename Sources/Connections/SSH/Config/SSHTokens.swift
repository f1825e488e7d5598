import Core
import Crypto
import Glibc

/// The tokens of ssh_config(5), "TOKENS", for one host.
struct SSHTokens {
  /// The name as it was asked for (`%n`).
  let original: String
  /// The name to connect to (`%h`).
  let address: String
  let port: Int
  let user: String
  let hostKeyAlias: String?

  /// Replaces `%x`.
  ///
  /// - Throws: `unreachable` for a token that does not exist.
  func expand(_ text: String, at place: String) throws(Diagnostic) -> String {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
    var result = ""
    var rest = text[...]
    while let start = rest.firstIndex(of: "%") {
      result += rest[..<start]
      rest = rest[start...].dropFirst()
      guard let token = rest.popFirst(), let value = value(of: token) else {
        throw Diagnostic(.unreachable, "\(place): '\(text)' has a token that does not exist")
      }
      result += value
    }
    return result + rest
  }

  /// A path with its tokens, `${NAME}`s and `~` replaced.
  ///
  /// - Throws: `unreachable` for a token or variable that does not exist.
  func path(_ text: String, at place: String) throws(Diagnostic) -> String {
    Path.expandingHome(try Self.expandVariables(expand(text, at: place), at: place))
  }

  private func value(of token: Character) -> String? {
    switch token {
    case "%": "%"
    case "C": Digest.sha1.hex(Array("\(Self.localHost)\(address)\(port)\(user)".utf8))
    case "d": Path.expandingHome("~")
    case "h": address
    case "i": String(getuid())
    case "k": hostKeyAlias ?? original
    case "L": String(Self.localHost.prefix { $0 != "." })
    case "l": Self.localHost
    case "n": original
    case "p": String(port)
    case "r": user
    case "u": ConnectionTarget.currentUser
    default: nil
    }
  }

  private static var localHost: String {
    var name = [CChar](repeating: 0, count: 256)
    gethostname(&name, name.count - 1)
    return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// Replaces `${NAME}` by variables of the environment.
  ///
  /// - Throws: `unreachable` for one that is not set.
  static func expandVariables(
    _ text: String, at place: String
  ) throws(Diagnostic) -> String {
    var result = ""
    var rest = text[...]
    while let start = rest.firstIndex(of: "$") {
      result += rest[..<start]
      rest = rest[start...].dropFirst()
      guard rest.first == "{", let end = rest.firstIndex(of: "}") else {
        result += "$"
        continue
      }
      let name = String(rest[..<end].dropFirst())
      guard let value = ProcessEnvironment[name] else {
        throw Diagnostic(.unreachable, "\(place): the variable '\(name)' is not set")
      }
      result += value
      rest = rest[end...].dropFirst()
    }
    return result + rest
  }
}
