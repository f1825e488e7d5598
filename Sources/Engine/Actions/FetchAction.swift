import Core

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
    let known = try Files.isFile(path) ? FileDigests.sha1(try FileReader(path)) : ""
    let fetch = Fetch(context: context, source: source, path: path)
    var (values, download) = try await fetch.run(known: known)
    if values["failed"]?.isTrue ?? false {
      let message = values["msg"]?.text ?? ""
      guard checked["fail_on_missing"].isTrue else {
        return [
          "changed": false, "msg": .string(message + ", not transferring, ignored"),
          "file": .string(source),
        ]
      }
      if message.hasSuffix("does not exist") {
        values["msg"] = .string(message + ", not transferring, ignored")
      }
      return values
    }
    let checksum = values["checksum"]?.text ?? ""
    var result: Map = [
      "dest": .string(path), "checksum": .string(checksum), "changed": false,
    ]
    guard checksum != known else {
      result["file"] = .string(source)
      result["md5sum"] = .string(try FileDigests.hash(try FileReader(path), .md5))
      return result
    }
    result["remote_checksum"] = .string(checksum)
    result["remote_md5sum"] = .null
    let (sha1, md5) = download.checksums
    guard sha1 == checksum || !checked["validate_checksum"].isTrue else {
      return .failure("checksum mismatch: \(source) changed while it was fetched")
    }
    try download.finish()
    result["changed"] = true
    result["checksum"] = .string(sha1)
    result["md5sum"] = .string(md5)
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

/// The calls that bring a file here: a first part, and the rest where there is more.
private struct Fetch {
  let context: ActionContext
  let source: String
  let path: String

  /// How much comes with the first answer. It shows how fast the link is.
  private static let firstPart = 1 << 20

  /// - Returns: what the host says of the file, and the file as it has come.
  func run(known: String) async throws(Diagnostic) -> (Map, FileDownload) {
    let download = FileDownload(to: path)
    let values = try await call(
      ["_checksum": .string(known), "_limit": .int(Self.firstPart)], download)
    let size = values["size"]?.int ?? 0
    if size > Self.firstPart, download.progress.size == Self.firstPart {
      let packs = values["forms"] == "gzip" && download.isWorthPacking
      if packs { download.unpack() }
      let rest = try await call(
        ["_offset": .int(Self.firstPart), "_form": packs ? "gzip" : "raw"], download)
      if rest["failed"]?.isTrue ?? false { return (rest, download) }
    }
    if let problem = download.progress.problem { throw problem }
    return (values, download)
  }

  private func call(
    _ engine: Map, _ download: FileDownload
  ) async throws(Diagnostic) -> Map {
    try await context.call(
      "bosun.internal.fetch", ["src": .string(source)], engine: engine,
      sink: { download.take($0) })
  }
}
