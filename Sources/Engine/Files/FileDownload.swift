import Compression
import Core
import Crypto
import Synchronization

/// A file of a host on its way into a file of the controller, in pieces.
///
/// The shell's reader calls `take` while the task waits for the reply; hence the mutex.
final class FileDownload: Sendable {
  fileprivate struct State {
    let path: String
    /// Made when the first bytes come, or the file is empty.
    var writer: FileWriter?
    let sha1 = RunningDigest(.sha1)
    let md5 = RunningDigest(.md5)
    var reader: GzipReader?
    var size = 0
    var problem: Diagnostic?
    /// When the first bytes came, and how many came after them until when.
    var first: ContinuousClock.Instant?
    var timed = 0
    var last = ContinuousClock.now
    /// The first bytes, which show whether packing helps.
    var sample: [UInt8] = []

    mutating func opened() throws(Diagnostic) -> FileWriter {
      if let writer { return writer }
      try Files.makeFolder(Path.folder(path))
      let made = try FileWriter(path)
      writer = made
      return made
    }

    mutating func keep(_ bytes: ArraySlice<UInt8>) throws(Diagnostic) {
      try opened().write(bytes)
      sha1.update(bytes)
      md5.update(bytes)
      size += bytes.count
    }
  }

  private let state: Mutex<State>

  /// - Parameter path: where the file will be; until `finish` it is as it was.
  init(to path: String) { state = Mutex(State(path: path)) }

  /// From here on the bytes are packed.
  func unpack() { state.withLock { $0.reader = GzipReader() } }

  func take(_ bytes: [UInt8]) {
    state.withLock { state in
      guard state.problem == nil else { return }
      do throws(Diagnostic) {
        if let reader = state.reader {
          try reader.read(bytes) { (piece) throws(Diagnostic) in try state.keep(piece) }
        } else {
          state.note(bytes)
          try state.keep(bytes[...])
        }
      } catch { state.problem = error }
    }
  }

  /// Whether what is still to come gets here sooner when the host packs it.
  var isWorthPacking: Bool {
    state.withLock { state in
      guard state.timed > 0, let first = state.first, !state.sample.isEmpty else { return false }
      let rate = Double(state.timed) / max(first.duration(to: state.last).inSeconds, 1e-9)
      let ratio = Double(Gzip.pack(state.sample).count) / Double(state.sample.count)
      return ratio < 0.8 && rate < Self.packingRate
    }
  }

  /// What `gzip -1` packs in a second on a modest host.
  private static let packingRate = 20e6

  /// How many bytes the file has so far, and what has gone wrong with it.
  var progress: (size: Int, problem: Diagnostic?) { state.withLock { ($0.size, $0.problem) } }

  var checksums: (sha1: String, md5: String) { state.withLock { ($0.sha1.hex, $0.md5.hex) } }

  /// Gives the file its name.
  func finish() throws(Diagnostic) {
    try state.withLock { state throws(Diagnostic) in try state.opened().finish() }
  }
}

extension FileDownload.State {
  fileprivate mutating func note(_ bytes: [UInt8]) {
    if sample.count < 32 << 10 { sample += bytes.prefix((32 << 10) - sample.count) }
    last = .now
    if first == nil { first = last } else { timed += bytes.count }
  }
}
