import Core
import Crypto

/// The stream of one file, which `upload.sh` takes: from where a broken upload has ended, if what is
/// there is the beginning of this content.
struct FileUpload: StreamSource {
  let content: Content

  /// - Parameter request: `file FORMS HAVE CHECKSUM`.
  func answer(
    _ request: String, to stream: OutgoingStream
  ) async throws(Diagnostic) -> Diagnostic? {
    let words = request.split(separator: " ")
    var sender = StreamSender(stream, packs: words.count > 1 && words[1] == "gzip")
    let have = words.count > 3 ? Int(words[2]) ?? 0 : 0
    var (pieces, isPart): (Content.Pieces, Bool)
    do {
      (pieces, isPart) = try start(after: have, checksum: words.last ?? "")
    } catch {
      try await sender.say("begin\nabort")
      return error
    }
    try await sender.say(isPart ? "continue" : "begin")
    while true {
      let bytes: [UInt8]
      do { bytes = try pieces.next(sender.pieceSize) } catch {
        try await sender.say("abort")
        return error
      }
      if bytes.isEmpty { break }
      if try await !sender.send(bytes) { break }
    }
    try await sender.say("end")
    return nil
  }

  /// The content that has to be sent, and whether it follows on what the host has.
  private func start(
    after have: Int, checksum: Substring
  ) throws(Diagnostic) -> (Content.Pieces, Bool) {
    var pieces = try content.pieces()
    if have == 0 { return (pieces, false) }
    if have <= content.count, try skip(have, &pieces) == checksum { return (pieces, true) }
    return (try content.pieces(), false)
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
