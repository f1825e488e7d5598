import Core
import Crypto
import Modules

/// The stream of one file, which `upload.sh` takes: from where a broken upload has ended, if what is
/// there is the beginning of this content.
struct FileUpload {
  let content: Content

  /// - Parameter request: `file FORMS HAVE CHECKSUM`.
  /// - Returns: what the call answered.
  /// - Throws: `file` when the content cannot be read, `unreachable`.
  func answer(
    _ request: String, call: Int, shell: RemoteShell
  ) async throws(Diagnostic) -> ModuleReply {
    let words = request.split(separator: " ")
    var sender = StreamSender(
      shell: shell, call: call, packs: words.count > 1 && words[1] == "gzip")
    let problem: Diagnostic?
    do {
      try await send(
        after: words.count > 3 ? Int(words[2]) ?? 0 : 0, checksum: words.last ?? "", by: &sender)
      problem = nil
    } catch {
      if error.kind == .file { try? await sender.say("abort") }
      problem = error
    }
    let reply = try await shell.end(call)
    if let problem { throw problem }
    return reply
  }

  private func send(
    after have: Int, checksum: Substring, by sender: inout StreamSender
  ) async throws(Diagnostic) {
    var pieces = try content.pieces()
    if have > 0, have <= content.count, try skip(have, &pieces) == checksum {
      try await sender.say("continue")
    } else {
      if have > 0 { pieces = try content.pieces() }
      try await sender.say("begin")
    }
    while true {
      let bytes = try pieces.next(sender.pieceSize)
      if bytes.isEmpty { break }
      if try await !sender.send(bytes) { break }
    }
    try await sender.say("end")
  }

  /// The checksum of the first bytes, which are read.
  private func skip(_ count: Int, _ pieces: inout Content.Pieces) throws(Diagnostic) -> String {
    let digest = RunningDigest(.sha1)
    var left = count
    while left > 0 {
      let bytes = try pieces.next(min(left, 1 << 20))
      if bytes.isEmpty { break }
      digest.update(bytes)
      left -= bytes.count
    }
    return digest.hex
  }
}
