import Core
import Glibc
import Jinja

/// What a template file sees besides the task's variables (docs.ansible.com, `template`).
struct TemplateVariables {
  /// Where the file was found.
  let path: String
  /// The file as the task names it.
  let name: String
  /// `dest`; nil for the lookup.
  let destination: String?

  /// - Throws: `evaluation` for a setting `ansible_managed` with a broken format of a time.
  func values(_ scope: HostScope) throws(Diagnostic) -> Map {
    var status = stat()
    stat(path, &status)
    let owner = getpwuid(status.st_uid).map { String(cString: $0.pointee.pw_name) }
    let user = owner ?? String(status.st_uid)
    return [
      "ansible_managed": try managed(user, status.st_mtim.tv_sec, scope),
      "template_host": .string(Self.hostName), "template_path": .string(name),
      "template_fullpath": .string(Path.absolute(path)),
      "template_destpath": destination.map { .string($0) } ?? .null,
      "template_uid": owner.map { .string($0) } ?? .int(Int(status.st_uid)),
      "template_mtime": JinjaEnvironment.localTime(status.st_mtim),
      "template_run_date": JinjaEnvironment.localTime(Self.now),
    ]
  }

  private static let strftime = TemplateText("format | strftime(seconds)")

  /// The setting `ansible_managed`, with `{file}`, `{host}`, `{uid}` and the codes of `strftime`.
  private func managed(
    _ user: String, _ seconds: Int, _ scope: HostScope
  ) throws(Diagnostic) -> Value {
    guard var text = scope.run.settings.configured["defaults"]?["ansible_managed"] else {
      return "Ansible managed"
    }
    if text.contains("%") {
      let variables = MapScope(["format": .string(text), "seconds": .int(seconds)])
      text = try scope.run.jinja.evaluate(Self.strftime, scope: variables).text
    }
    // Names of files come last, so that they can hold no codes.
    return .string(Self.filled(text, ["file": name, "host": Self.hostName, "uid": user]))
  }

  /// The text with the values of `{name}` in their places.
  private static func filled(_ text: String, _ values: [String: String]) -> String {
    var parts = text.split(separator: "{", omittingEmptySubsequences: false)
    var filled = String(parts.removeFirst())
    for part in parts {
      let pieces = part.split(separator: "}", maxSplits: 1, omittingEmptySubsequences: false)
      if pieces.count == 2, let value = values[String(pieces[0])] {
        filled += value + pieces[1]
      } else {
        filled += "{" + part
      }
    }
    return filled
  }

  private static var now: timespec {
    var clock = timespec()
    clock_gettime(CLOCK_REALTIME, &clock)
    return clock
  }

  private static var hostName: String {
    var buffer = [CChar](repeating: 0, count: 256)
    gethostname(&buffer, buffer.count - 1)
    return String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
