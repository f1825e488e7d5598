import CLibZ

/// zlib's compression (RFC 1951) of what is in memory.
enum Deflate {
  static let size = Int32(MemoryLayout<z_stream>.size)

  /// - Parameters:
  ///   - level: from 1, the fastest, to 9, the smallest.
  ///   - window: zlib's bits of the window, by which it also chooses what stands around the data.
  static func pack(_ bytes: [UInt8], level: Int32, window: Int32) -> [UInt8] {
    var stream = z_stream()
    let started = deflateInit2_(
      &stream, level, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
    precondition(started == Z_OK, "zlib has no memory")
    defer { deflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, uLong(bytes.count))))
    let count = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        (stream.next_in, stream.avail_in) = (input.baseAddress, uInt(input.count))
        (stream.next_out, stream.avail_out) = (output.baseAddress, uInt(output.count))
        let ended = deflate(&stream, Z_FINISH)
        precondition(ended == Z_STREAM_END, "deflateBound is the most that a text takes")
        return Int(stream.total_out)
      }
    }
    return Array(output.prefix(count))
  }
}
