import Core
import Crypto
import Modules

/// A change of a text file that is worked out on the controller, since it needs Python's regular
/// expressions, or hashes.
protocol FileEdit: Sendable {
  /// - Parameter content: the file's text, nil where there is none.
  /// - Returns: the new text; the same text where nothing is to change. Nil leaves a missing file
  ///   missing.
  /// - Throws: `task` for what cannot be done, with Ansible's words.
  func edit(_ content: String?) throws(Diagnostic) -> EditOutcome?
}

/// What has become of a file.
typealias EditOutcome = (content: String, message: String, extra: Map)

/// Reads a file, edits it here, and writes it only if it is still the file that was read. What an edit
/// leaves behind is known, so that the next edit of the file needs no reading: should it be wrong after
/// all, the far end says so, and it comes again with reading.
struct EditAction: Action {
  let sendsOnce = true
  let prepares = true
  let make: @Sendable (Modules.Arguments) throws(Diagnostic) -> any FileEdit

  init(_ make: @escaping @Sendable (Modules.Arguments) throws(Diagnostic) -> any FileEdit) {
    self.make = make
  }

  /// Up to here a text is sent as it is expected to be, so that no checksum has to be made.
  private static let shortText = 2048
  private static let editor = "bosun.internal.edit"
  /// The parameters that go on to the editor: where the file is, and what it shall look like.
  private static let passed = [
    "path", "create", "backup", "validate", "mode", "owner", "group", "attributes", "seuser",
    "serole", "setype", "selevel", "unsafe_writes",
  ]

  /// As Ansible's `lineinfile` does.
  private func warnOfEmptyPattern(_ checked: Modules.Arguments, _ context: ActionContext) {
    guard context.module == "ansible.builtin.lineinfile" else { return }
    let isPattern = checked["regexp"].string == ""
    guard isPattern || checked["search_string"].string == "" else { return }
    context.addWarning(
      "The \(isPattern ? "regular expression" : "search string") is an empty string, which will match "
        + "every line in the file. This may have unintended consequences, such as replacing the last line "
        + "in the file rather than appending."
        + (isPattern
          ? " If this is desired, use '^' to match every line in the file and avoid this warning."
          : ""))
  }

  func prepare(_ contexts: [ActionContext]) async {
    var asked: [(path: String, context: ActionContext, reply: PendingReply)] = []
    for context in contexts {
      guard let checked = try? context.check(context.module, context.arguments) else { continue }
      let passed = Self.passed(checked)
      let path = passed["path"]?.text ?? ""
      guard context.knownFile(path) == nil, !asked.contains(where: { $0.path == path }),
        let reply = try? await context.queue(Self.editor, passed, engine: ["_read": true])
      else { continue }
      asked.append((path, context, reply))
    }
    contexts.first?.flush()
    for (path, context, reply) in asked {
      guard let state = try? await context.values(of: reply),
        !(state["failed"]?.isTrue ?? state["unknown"]?.isTrue ?? false),
        let content = Self.content(state)
      else { continue }
      context.know(KnownFile(content: content), at: path)
    }
  }

  func run(_ context: ActionContext) async throws(Diagnostic) -> Map {
    let checked = try context.check(context.module, context.arguments)
    let edit = try make(checked)
    warnOfEmptyPattern(checked, context)
    let passed = Self.passed(checked)
    let path = passed["path"]?.text ?? ""
    if let known = context.knownFile(path),
      let values = try await apply(edit, to: known.content, nil, checked, passed, context)
    {
      return values
    }
    let state = try await context.call(Self.editor, passed, engine: ["_read": true])
    if state["failed"]?.isTrue ?? state["skipped"]?.isTrue ?? false { return state }
    guard let before = Self.content(state) else { return .failure("\(path) is not UTF-8 text") }
    return try await apply(edit, to: before, state, checked, passed, context) ?? state
  }

  private static func passed(_ checked: Modules.Arguments) -> Map {
    var passed = Map()
    for name in Self.passed where !checked[name].isNull { passed[name] = checked[name] }
    return passed
  }

  /// What was read; nil for what is no UTF-8, as that would be written back as something else.
  private static func content(_ state: Map) -> String?? {
    guard state["_exists"]?.isTrue ?? false else { return .some(nil) }
    let content = state["_content"]?.text ?? ""
    if let size = state["_size"]?.int, size != content.utf8.count { return nil }
    return content
  }

  /// - Parameters:
  ///   - before: what the file holds.
  ///   - state: what was read; nil where the content is known from what was sent before.
  /// - Returns: the result; nil where that knowledge was wrong.
  private func apply(
    _ edit: any FileEdit, to before: String?, _ state: Map?, _ checked: Modules.Arguments,
    _ passed: Map, _ context: ActionContext
  ) async throws(Diagnostic) -> Map? {
    let isBlock = context.module.hasSuffix("blockinfile")
    if before == nil, checked["create"] == false, checked["state"] != "absent" {
      guard state != nil else { return nil }
      return [
        "failed": true, "rc": 257, "changed": false,
        "msg": .string(
          "\(isBlock ? "Path" : "Destination") \(checked["path"].text) does not exist !"),
      ]
    }
    let outcome: EditOutcome
    do {
      guard let made = try edit.edit(before) else {
        guard state != nil else { return nil }
        return ["changed": false, "msg": "file not present"]
      }
      outcome = made
    } catch {
      guard error.kind == .task else { throw error }
      return state == nil ? nil : .failure(error.message)
    }
    return try await write(outcome, before, state, passed, context)
  }

  private func write(
    _ outcome: EditOutcome, _ before: String?, _ state: Map?, _ passed: Map,
    _ context: ActionContext
  ) async throws(Diagnostic) -> Map? {
    let isChanged = outcome.content != before
    let path = passed["path"]?.text ?? ""
    // A check of the whole run goes on from what would be there; a task that is one by itself changes nothing.
    let isKept = !context.checkMode || context.isCheck
    context.know(KnownFile(content: isKept ? outcome.content : before), at: path)
    var values: Map
    if let state, !isChanged, context.checkMode || !(state["changed"]?.isTrue ?? false) {
      values = state
    } else {
      var engine: Map = isChanged ? FileDelivery.inline(Array(outcome.content.utf8)) : [:]
      engine.merge(Self.expectation(before)) { _, new in new }
      engine["_ahead"] = .bool(state == nil)
      values = try await context.call(Self.editor, passed, engine: engine, isLast: true)
      if values["_recalled"]?.isTrue ?? false {
        context.recall()
        return nil
      }
    }
    let attributes = state?["changed"] ?? values["_attributes"]
    for name in Self.inner { values.removeValue(forKey: .string(name)) }
    if values["failed"]?.isTrue ?? false { return values }
    if isChanged { values["changed"] = true }
    values["msg"] = .string(
      message(outcome, isChanged, before, values, attributes?.isTrue ?? false))
    if !context.module.hasSuffix("blockinfile") { values["backup"] = values["backup_file"] ?? "" }
    values.merge(outcome.extra) { _, new in new }
    if context.diffMode { values["diff"] = diff(before, outcome.content, passed, values) }
    return values
  }

  /// Fields between the editor and us, and what Ansible's editors do not tell.
  private static let inner = [
    "_exists", "_content", "_size", "_is_folder", "_attributes", "_recalled",
    "uid", "gid", "owner", "group", "mode", "size", "state", "secontext",
  ]

  /// What the file must be when it is written.
  private static func expectation(_ before: String?) -> Map {
    guard let before else { return ["_expect": "absent"] }
    if before.utf8.count <= shortText, !before.utf8.contains(0) {
      return ["_expect_content": .string(before)]
    }
    return ["_expect": .string(Digest.sha1.hex(Array(before.utf8)))]
  }

  private func message(
    _ outcome: EditOutcome, _ isChanged: Bool, _ before: String?, _ values: Map, _ attributes: Bool
  ) -> String {
    let words = "ownership, perms or SE linux context changed"
    if isChanged { return outcome.message + (attributes && before != nil ? " and \(words)" : "") }
    return values["changed"]?.isTrue ?? false ? words : ""
  }

  private func diff(_ before: String?, _ after: String, _ passed: Map, _ values: Map) -> Value {
    let path = passed["path"]?.text ?? ""
    var all: [Value] = [
      [
        "before": .string(before ?? ""), "after": .string(after),
        "before_header": .string("\(path) (content)"), "after_header": .string("\(path) (content)"),
      ]
    ]
    for var attributes in (values["diff"].map { $0.list ?? [$0] } ?? []).compactMap(\.map) {
      for side in ["before_header", "after_header"] {
        attributes[.string(side)] = .string("\(path) (file attributes)")
      }
      all.append(.map(attributes))
    }
    return .list(all)
  }
}
