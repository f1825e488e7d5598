import Core
import Glibc

extension Tests {
  /// Files of the controller.
  static let fileTests: [String: Test] = {
    let tests: [([String], @Sendable (String) -> Bool)] = [
      (["file", "is_file"], { Files.kind($0) == .file }),
      (["directory", "is_dir"], { Files.kind($0) == .folder }),
      (["exists"], { Files.kind($0) != nil }),
      (["link", "is_link"], { type(of: $0) == S_IFLNK }),
      (["link_exists"], { type(of: $0) != nil }),
      (["mount", "is_mount"], isMount),
      (["abs", "is_abs"], { $0.hasPrefix("/") }),
    ]
    var table: [String: Test] = [
      "same_file": Test(["other"], required: 1, isSame),
      "is_same_file": Test(["other"], required: 1, isSame),
    ]
    for (names, body) in tests {
      for name in names {
        table[name] = Test { (input, arguments, _) throws(Diagnostic) in
          // Python takes a number for an open file; no template has one.
          if input.asInteger != nil, mayBeNumber.contains(name) { return false }
          return body(try arguments.text(of: input))
        }
      }
    }
    return table
  }()

  private static let mayBeNumber = ["file", "is_file", "directory", "is_dir", "exists"]

  private static func status(_ path: String, followsLink: Bool = true) -> stat? {
    var status = stat()
    let result = followsLink ? stat(path, &status) : lstat(path, &status)
    return result == 0 ? status : nil
  }

  private static func type(of path: String) -> mode_t? {
    status(path, followsLink: false).map { $0.st_mode & S_IFMT }
  }

  @Sendable private static func isMount(_ path: String) -> Bool {
    guard let own = status(path, followsLink: false), let parent = status(path + "/..") else {
      return false
    }
    return own.st_mode & S_IFMT != S_IFLNK
      && (own.st_dev != parent.st_dev || own.st_ino == parent.st_ino)
  }

  private static func isSame(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Bool {
    let (first, second) = (try arguments.text(of: input), try arguments.exactString(0))
    guard let a = status(first), let b = status(second) else {
      throw arguments.error("one of '\(first)' and '\(second)' does not exist")
    }
    return a.st_dev == b.st_dev && a.st_ino == b.st_ino
  }
}
