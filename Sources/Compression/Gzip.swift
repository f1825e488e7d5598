import CLibZ
import Core

/// The gzip format (RFC 1952), by zlib.
package enum Gzip {
  /// Packs some bytes as a file of their own, with zlib's fastest method.
  package static func pack(_ bytes: [UInt8]) -> [UInt8] {
    Deflate.pack(bytes, level: 1, window: gzipWindow)
  }

  /// 15 bits of window, and 16 for gzip's own header.
  fileprivate static let gzipWindow: Int32 = 15 + 16
}

/// Unpacks a gzip file that comes in pieces. Not to be shared.
package final class GzipReader {
  private var stream = z_stream()
  private var room = [UInt8](repeating: 0, count: 256 << 10)
  /// Whether the file has ended as it should.
  package private(set) var isComplete = false

  package init() {
    let started = inflateInit2_(&stream, Gzip.gzipWindow, ZLIB_VERSION, Deflate.size)
    precondition(started == Z_OK, "zlib has no memory")
  }

  deinit { inflateEnd(&stream) }

  /// Takes the next piece and gives `body` what it holds, in pieces.
  ///
  /// - Throws: `file` for what is not gzip, and what `body` throws.
  package func read(
    _ bytes: [UInt8], _ body: (ArraySlice<UInt8>) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    var taken = 0
    var hasMore = true
    while hasMore, !isComplete {
      let status = bytes.withUnsafeBufferPointer { input in
        room.withUnsafeMutableBufferPointer { output in
          stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress?.advanced(by: taken))
          stream.avail_in = uInt(bytes.count - taken)
          (stream.next_out, stream.avail_out) = (output.baseAddress, uInt(output.count))
          return inflate(&stream, Z_NO_FLUSH)
        }
      }
      guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
        throw Diagnostic(.file, "packed content is damaged")
      }
      taken = bytes.count - Int(stream.avail_in)
      isComplete = status == Z_STREAM_END
      let count = room.count - Int(stream.avail_out)
      if count > 0 { try body(room[..<count]) }
      hasMore = taken < bytes.count || stream.avail_out == 0
      if status == Z_BUF_ERROR { hasMore = false }
    }
  }
}
