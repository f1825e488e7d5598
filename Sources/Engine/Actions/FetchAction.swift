import Core
import Crypto

/// `fetch`: a file of the host, to the controller.
struct FetchAction: Action {
  func run(_ context: ActionContext) async throws(Diagnostic) -> Map {
    let checked = try context.check(context.module, context.arguments)
    if context.checkMode {
      return [
        "changed": false, "skipped": true, "msg": "check mode not (yet) supported for this module",
      ]
    }
    let source = checked["src"].text
    let path = destination(checked["dest"].text, source, isFlat: checked["flat"].isTrue, context)
    let known = Files.isFile(path) ? Digest.sha1.hex(try Files.read(path)) : ""
    var values = try await context.call(
      "bosun.internal.fetch", ["src": .string(source)], engine: ["_checksum": .string(known)])
    if values["failed"]?.isTrue ?? false {
      guard checked["fail_on_missing"].isTrue else {
        let message = values["msg"]?.text ?? ""
        return [
          "changed": false, "msg": .string(message + ", not transferring, ignored"),
          "file": .string(source),
        ]
      }
      return values
    }
    let checksum = values["checksum"]?.text ?? ""
    let encoded = values.removeValue(forKey: "content")
    var result: Map = [
      "dest": .string(path), "checksum": .string(checksum), "remote_checksum": .string(checksum),
      "changed": false,
    ]
    guard checksum != known, let encoded else {
      result["file"] = .string(source)
      return result
    }
    guard let content = Base64.decode(Array(encoded.text.utf8)),
      Digest.sha1.hex(content) == checksum
    else {
      return .failure("checksum mismatch: \(source) changed while it was fetched")
    }
    try Files.makeFolder(Path.folder(path))
    try Files.write(content, to: path)
    result["changed"] = true
    result["md5sum"] = .string(Digest.md5.hex(content))
    return result
  }

  /// `dest/HOST/path`, or with `flat` the file itself, in the folder where `dest` ends with a slash.
  private func destination(
    _ folder: String, _ source: String, isFlat: Bool, _ context: ActionContext
  ) -> String {
    var base = Path.expandingHome(folder)
    if !base.hasPrefix("/") { base = Path.join(context.play.play.folder, base) }
    if isFlat { return base.hasSuffix("/") ? base + Path.name(source) : base }
    let host = context.delegateName ?? context.host.name
    return Path.absolute("\(base)/\(host)/\(source)")
  }
}
