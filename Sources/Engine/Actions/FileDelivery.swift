import Core
import Crypto

/// Brings content to a file at the far end. Small content travels with the call; large content only
/// when the far end says that its file differs.
struct FileDelivery {
  let context: ActionContext
  /// The parameters of `copy`, without `src` and `content`.
  let arguments: Map
  let content: [UInt8]
  /// Appended to a destination that is a folder.
  let sourceName: String
  /// Shown in diffs as the source.
  let sourceTitle: String

  /// Content up to this size is sent without asking first.
  private static let inlineLimit = 64 << 10
  /// Texts beyond this are not shown as differences (Ansible's `max_file_size_for_diff`).
  private static let diffLimit = 104_448

  /// - Throws: what a call of `copy` throws.
  func deliver() async throws(Diagnostic) -> Map {
    var engine: Map = [
      "_checksum": .string(Digest.sha1.hex(content)), "_source_name": .string(sourceName),
    ]
    let isSmall = content.count <= Self.inlineLimit
    if isSmall { engine.merge(Self.inline(content)) { _, new in new } }
    var values = try await context.call(
      "ansible.builtin.copy", arguments, engine: engine, isLast: isSmall)
    let needsContent = values.removeValue(forKey: "_needs_content")?.isTrue ?? false
    if needsContent, !context.checkMode {
      let before = values["_before"]
      engine["_upload"] = .string(try await context.upload(content))
      values = try await context.call("ansible.builtin.copy", arguments, engine: engine)
      if values["_before"] == nil { values["_before"] = before }
    }
    if values["changed"]?.isTrue ?? false, !context.checkMode {
      values["md5sum"] = .string(Digest.md5.hex(content))
    }
    addDiff(&values)
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

  private func addDiff(_ values: inout Map) {
    let before = values.removeValue(forKey: "_before")?.string
    guard context.diffMode, values["changed"]?.isTrue ?? false,
      before != nil || values["diff"] == nil
    else { return }
    let destination = values["dest"]?.text ?? arguments["dest"]?.text ?? ""
    var diff: Map = ["after_header": .string(sourceTitle), "before": .string(before ?? "")]
    if before != nil { diff["before_header"] = .string(destination) }
    if content.count > Self.diffLimit {
      diff["src_larger"] = .int(Self.diffLimit)
    } else if let text = String(validating: content, as: UTF8.self), !content.contains(0) {
      diff["after"] = .string(text)
    } else {
      diff["src_binary"] = 1
    }
    var all: [Value] = [.map(diff)]
    if let more = values["diff"] { all += more.list ?? [more] }
    values["diff"] = .list(all)
  }
}
