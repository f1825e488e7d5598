import Core
import Crypto

/// Brings content to a file at the far end. Small content travels with the call; large content only
/// when the far end has found that its file differs, and then as a stream.
struct FileDelivery {
  let context: ActionContext
  /// The parameters of `copy`, without `src` and `content`.
  let arguments: Map
  let content: Content
  /// Appended to a destination that is a folder.
  let sourceName: String
  /// Shown in diffs as the source.
  let sourceTitle: String
  /// Whether the task sends nothing after this.
  var isLast = true

  /// Content up to this size is sent without asking first.
  static let inlineLimit = 64 << 10

  /// - Throws: what a call of `copy` throws, and `file` when the content cannot be read.
  func deliver() async throws(Diagnostic) -> Map {
    var engine: Map = [
      "_checksum": .string(content.sha1), "_source_name": .string(sourceName),
    ]
    engine.merge(Self.limit(context.run.settings)) { $1 }
    var values: Map
    if case .bytes(let bytes) = content, bytes.count <= Self.inlineLimit {
      engine.merge(Self.inline(bytes)) { _, new in new }
      values = try await context.call(
        "ansible.builtin.copy", arguments, engine: engine, isLast: isLast)
    } else {
      engine["_size"] = .int(content.count)
      values = try await context.call(
        "ansible.builtin.copy", arguments, engine: engine, isLast: isLast,
        stream: FileUpload(content: content))
    }
    if values["failed"]?.isTrue ?? false, values["msg"] != "can not use content with a dir as dest"
    {
      values["checksum"] = .string(content.sha1)
    }
    if values["changed"]?.isTrue ?? false, !context.checkMode {
      values["md5sum"] = .string(try content.md5())
    }
    try addDiff(&values)
    return values
  }

  /// Text as it is where a shell can hold it, anything else in Base64.
  static func inline(_ content: [UInt8]) -> Map {
    let isText = content.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x0A || $0 == 0x09 }
    if isText, let text = String(validating: content, as: UTF8.self) {
      return ["_content": .string(text)]
    }
    return ["_content_b64": .string(Base64.encode(content))]
  }

  /// What the far end is told of `max_file_size_for_diff`, where it is not the usual.
  static func limit(_ settings: RunSettings) -> Map {
    settings.diffLimit == RunSettings.usualDiffLimit
      ? [:] : ["_diff_limit": .int(settings.diffLimit)]
  }

  private func addDiff(_ values: inout Map) throws(Diagnostic) {
    var before = values.removeValue(forKey: "_before")?.string
    let isLarger = values.removeValue(forKey: "_larger")?.isTrue ?? false
    guard context.diffMode, values["changed"]?.isTrue ?? false else { return }
    let destination = values["dest"]?.text ?? arguments["dest"]?.text ?? ""
    guard before != nil || isLarger || values["diff"] == nil else {
      values["diff"] = values["diff"].map { Self.naming(destination, in: $0) }
      return
    }
    let isBinary = before?.utf8.prefix(8192).contains(0) ?? false
    if isBinary { before = "" }
    let limit = context.run.settings.diffLimit
    var diff = try Self.diff(
      content, from: sourceTitle, before: before, at: destination, limit: limit)
    if isLarger {
      diff["before"] = nil
      diff["dst_larger"] = .int(limit)
    } else if isBinary {
      diff["before"] = nil
      diff["dst_binary"] = 1
    }
    // As in Ansible other content is all that is shown, whatever becomes of the mode.
    values["diff"] = .list([.map(diff)])
  }

  /// What differs but for the content, with the path that Ansible's module `file` tells.
  private static func naming(_ path: String, in diff: Value) -> Value {
    guard var sides = diff.map else { return diff }
    for side in ["before", "after"] {
      guard var fields = sides[.string(side)]?.map else { continue }
      fields["path"] = .string(path)
      sides[.string(side)] = .map(fields)
    }
    return .map(sides)
  }

  /// A difference in the form that Ansible's callbacks take; `before` is nil for a new file, and content of
  /// more than `limit` bytes is not shown, where that is not 0.
  static func diff(
    _ content: Content, from source: String, before: String?, at destination: String, limit: Int
  ) throws(Diagnostic) -> Map {
    var diff: Map = ["after_header": .string(source), "before": .string(before ?? "")]
    if before != nil { diff["before_header"] = .string(destination) }
    if limit > 0, content.count > limit {
      diff["src_larger"] = .int(limit)
      return diff
    }
    var pieces = try content.pieces()
    let bytes = try pieces.next(content.count)
    if let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) {
      diff["after"] = .string(text)
    } else {
      diff["src_binary"] = 1
    }
    return diff
  }
}
