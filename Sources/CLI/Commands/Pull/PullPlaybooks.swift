import Core
import Glibc

/// Which playbooks of a repository are for this machine.
struct PullPlaybooks {
  let folder: String
  let given: [String]

  /// The name of this machine, as it calls itself.
  static let hostName: String = {
    var buffer = [CChar](repeating: 0, count: 256)
    guard gethostname(&buffer, buffer.count - 1) == 0 else { return "localhost" }
    return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }()

  private static var shortName: String {
    hostName.split(separator: ".").first.map(String.init) ?? hostName
  }

  /// The hosts that mean this machine.
  static var limit: String {
    var names = ["localhost", "127.0.0.1", hostName]
    if shortName != hostName { names.append(shortName) }
    return names.joined(separator: ",")
  }

  /// - Throws: `usage` where there is none.
  func paths(_ warn: (Diagnostic) -> Void) throws(Diagnostic) -> [String] {
    let wanted =
      given.isEmpty
      ? ["\(Self.hostName).yml", "\(Self.shortName).yml", "local.yml"] : given
    var missing: [String] = []
    var found: [String] = []
    for name in wanted {
      let path = Path.join(folder, name)
      if !Files.isFile(path) {
        missing.append("\(path): File does not exist")
      } else if given.isEmpty {
        return [path]
      } else {
        found.append(path)
      }
    }
    if missing.isEmpty { return found }
    warn(Diagnostic(.file, missing.joined(separator: "\n")))
    throw Diagnostic(.usage, "Could not find a playbook to run.")
  }
}
