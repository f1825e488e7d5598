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

/// Reads a file, edits it here, and writes it only if it is still the file that was read.
struct EditAction: Action {
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

  func run(_ context: ActionContext) async throws(Diagnostic) -> Map {
    let checked = try context.check(context.module, context.arguments)
    let edit = try make(checked)
    var passed = Map()
    for name in Self.passed where !checked[name].isNull { passed[name] = checked[name] }
    let state = try await context.call(Self.editor, passed, engine: ["_read": true])
    if state["failed"]?.isTrue ?? false { return state }
    let exists = state["_exists"]?.isTrue ?? false
    if !exists, checked["create"] == false, checked["state"] != "absent" {
      return [
        "failed": true, "rc": 257, "changed": false,
        "msg": .string("Destination \(checked["path"].text) does not exist !"),
      ]
    }
    let before = exists ? state["_content"]?.text ?? "" : nil
    // What is no UTF-8 would be written back as something else.
    if let before, let size = state["_size"]?.int, size != before.utf8.count {
      return .failure("\(checked["path"].text) is not UTF-8 text")
    }
    do {
      guard let outcome = try edit.edit(before) else {
        return ["changed": false, "msg": "file not present"]
      }
      return try await write(outcome, before, state, passed, context)
    } catch {
      guard error.kind == .task else { throw error }
      return .failure(error.message)
    }
  }

  private func write(
    _ outcome: EditOutcome, _ before: String?, _ state: Map, _ passed: Map,
    _ context: ActionContext
  ) async throws(Diagnostic) -> Map {
    let isChanged = outcome.content != before
    var values: Map
    if isChanged {
      var engine = FileDelivery.inline(Array(outcome.content.utf8))
      if let before, before.utf8.count <= Self.shortText, !before.utf8.contains(0) {
        engine["_expect_content"] = .string(before)
      } else {
        engine["_expect"] = .string(before.map { Digest.sha1.hex(Array($0.utf8)) } ?? "absent")
      }
      values = try await context.call(Self.editor, passed, engine: engine)
    } else if state["changed"]?.isTrue ?? false, !context.checkMode {
      values = try await context.call(Self.editor, passed)
    } else {
      values = state
    }
    for name in ["_exists", "_content", "_size", "_is_folder"] {
      values.removeValue(forKey: .string(name))
    }
    if values["failed"]?.isTrue ?? false { return values }
    if isChanged { values["changed"] = true }
    var message = outcome.message
    if !isChanged { message = "" }
    if !isChanged, values["changed"]?.isTrue ?? false {
      message = "ownership, perms or SE linux context changed"
    } else if isChanged, state["changed"]?.isTrue ?? false, before != nil {
      message += " and ownership, perms or SE linux context changed"
    }
    values["msg"] = .string(message)
    values["backup"] = values["backup_file"] ?? ""
    values.merge(outcome.extra) { _, new in new }
    if context.diffMode { values["diff"] = diff(before, outcome.content, passed, values) }
    return values
  }

  private func diff(_ before: String?, _ after: String, _ passed: Map, _ values: Map) -> Value {
    let path = passed["path"]?.text ?? ""
    var all: [Value] = [
      [
        "before": .string(before ?? ""), "after": .string(after),
        "before_header": .string("\(path) (content)"), "after_header": .string("\(path) (content)"),
      ]
    ]
    if let attributes = values["diff"] { all += attributes.list ?? [attributes] }
    return .list(all)
  }
}
