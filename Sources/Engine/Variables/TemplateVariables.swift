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
    for (name, value) in [("file", name), ("host", Self.hostName), ("uid", user)] {
      while let range = text.firstRange(of: "{\(name)}") {
        text.replaceSubrange(range, with: value)
      }
    }
    guard text.contains("%") else { return .string(text) }
    let variables = MapScope(["format": .string(text), "seconds": .int(seconds)])
    return try scope.run.jinja.evaluate(Self.strftime, scope: variables)
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
