import Compression
import Core

/// Sends a stream to a call that has asked for it, in the pieces that `stream.sh` describes.
///
/// A piece is packed where that gets it there sooner: how fast the link is shows in how long the
/// pieces before took, and what packing brings and costs in a sample of the piece itself. So content
/// that is packed already goes as it is.
struct StreamSender {
  let stream: OutgoingStream
  /// Whether the host can unpack.
  let packs: Bool
  private var link = LinkRate()
  /// Small at first, so that the speed of the link is known soon.
  private(set) var pieceSize = 64 << 10

  private static let largestPiece = 4 << 20
  private static let sampleSize = 32 << 10

  init(_ stream: OutgoingStream, packs: Bool) {
    self.stream = stream
    self.packs = packs
  }

  /// Sends one piece.
  ///
  /// - Returns: false when the host does not want any more.
  /// - Throws: `unreachable` when the connection is lost.
  mutating func send(_ bytes: [UInt8]) async throws(Diagnostic) -> Bool {
    if bytes.isEmpty { return true }
    let packed = shallPack(bytes) ? Gzip.pack(bytes) : nil
    let piece = packed ?? bytes
    let start = ContinuousClock.now
    let header = "\(packed == nil ? "raw" : "gzip") \(piece.count)\n"
    let goesOn = try await stream.send(Array(header.utf8) + piece)
    link.note(piece.count, start.duration(to: .now))
    pieceSize = min(pieceSize * 2, Self.largestPiece)
    return goesOn
  }

  /// Sends a line that is no piece: `end`, `abort`, an answer.
  func say(_ word: String) async throws(Diagnostic) {
    _ = try await stream.send(Array("\(word)\n".utf8))
  }

  private func shallPack(_ bytes: [UInt8]) -> Bool {
    guard packs, bytes.count > 512, link.rate < LinkRate.fast else { return false }
    // From the middle: the beginning of a file is often of another kind.
    let start = max(0, bytes.count / 2 - Self.sampleSize / 2)
    let sample = Array(bytes[start..<min(start + Self.sampleSize, bytes.count)])
    let began = ContinuousClock.now
    let ratio = Double(Gzip.pack(sample).count) / Double(sample.count)
    let packing = began.duration(to: .now).inSeconds / Double(sample.count)
    return packing + ratio / link.rate < 1 / link.rate && ratio < 0.95
  }
}

/// How fast a link takes bytes, by the last few pieces.
struct LinkRate {
  /// At this many bytes a second there is nothing to be won.
  static let fast = 100e6
  /// What is taken for the rate until there is something to go by.
  private static let unknown = 10e6
  private var bytes = 0.0
  private var seconds = 0.0

  /// Bytes a second. The first pieces vanish in buffers and say nothing.
  var rate: Double { bytes < 256e3 ? Self.unknown : bytes / max(seconds, 1e-9) }

  mutating func note(_ count: Int, _ time: Duration) {
    bytes = bytes / 2 + Double(count)
    seconds = seconds / 2 + time.inSeconds
  }
}

extension Duration {
  var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
