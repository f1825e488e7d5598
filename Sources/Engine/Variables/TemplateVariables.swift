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

  /// - Throws: what the setting `ansible_managed` throws as a template; `evaluation` where it has a broken
  ///   format of a time.
  func values(_ scope: HostScope) throws(Diagnostic) -> Map {
    var status = stat()
    stat(path, &status)
    let owner = getpwuid(status.st_uid).map { String(cString: $0.pointee.pw_name) }
    var values: Map = [
      "template_host": .string(Self.hostName), "template_path": .string(name),
      "template_fullpath": .string(Path.absolute(path)),
      "template_destpath": destination.map { .string($0) } ?? .null,
      "template_uid": owner.map { .string($0) } ?? .int(Int(status.st_uid)),
      "template_mtime": JinjaEnvironment.localTime(status.st_mtim),
      "template_run_date": JinjaEnvironment.localTime(Self.now),
    ]
    values["ansible_managed"] = try scope.withLocals(values) { () throws(Diagnostic) in
      try managed(status.st_mtim.tv_sec, scope)
    }
    return values
  }

  private static let strftime = TemplateText("format | strftime(seconds)")

  /// The setting `ansible_managed`: codes of `strftime`, then `{file}`, `{host}` and `{uid}` and doubled braces,
  /// then a template. The names come in as variables, so that they can hold neither codes nor templates.
  private func managed(_ seconds: Int, _ scope: HostScope) throws(Diagnostic) -> Value {
    guard var text = scope.run.settings.configured["defaults"]?["ansible_managed"] else {
      return "Ansible managed"
    }
    if text.contains("%") {
      let variables = MapScope(["format": .string(text), "seconds": .int(seconds)])
      text = try scope.run.jinja.evaluate(Self.strftime, scope: variables).text
    }
    return try scope.run.jinja.resolve(.trusted(Self.template(text)), scope: scope)
  }

  /// Python's `format`, with expressions for the names.
  private static func template(_ text: String) -> String {
    let names = [
      "{file}": "{{ template_path }}", "{host}": "{{ template_host }}",
      "{uid}": "{{ template_uid }}",
    ]
    var rest = text[...]
    var made = ""
    while let character = rest.first {
      if let (name, expression) = names.first(where: { rest.hasPrefix($0.key) }) {
        made += expression
        rest = rest.dropFirst(name.count)
      } else {
        made.append(character)
        rest = rest.dropFirst(rest.hasPrefix("{{") || rest.hasPrefix("}}") ? 2 : 1)
      }
    }
    return made
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
