import CLibZ
import Core

/// An archive in the zip format (PKWARE's APPNOTE 6.3), as Python's `zipimport` reads it: names in UTF-8,
/// no dates, no more than 4 GiB.
package struct ZipArchive {
  private var bytes: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  package init() {}

  /// Adds a file.
  package mutating func add(_ name: String, _ content: [UInt8]) {
    let packed = Self.deflated(content)
    let checksum = UInt32(crc32(0, content, uInt(content.count)))
    // Version 2.0, names in UTF-8, deflated, 1 January 1980.
    var header = Self.little(20, 2) + Self.little(0x800, 2) + Self.little(8, 2)
    header += Self.little(0, 2) + Self.little(0x21, 2) + Self.little(Int(checksum), 4)
    header += Self.little(packed.count, 4) + Self.little(content.count, 4)
    header += Self.little(name.utf8.count, 2) + Self.little(0, 2)
    directory += Self.little(0x0201_4B50, 4) + Self.little(0x0314, 2) + header
    directory += Self.little(0, 2) + Self.little(0, 2) + Self.little(0, 2)
    directory += Self.little(0o100644 << 16, 4) + Self.little(bytes.count, 4) + Array(name.utf8)
    bytes += Self.little(0x0403_4B50, 4) + header + Array(name.utf8) + packed
    count += 1
  }

  /// The whole archive.
  package var content: [UInt8] {
    var end = Self.little(0x0605_4B50, 4) + Self.little(0, 2) + Self.little(0, 2)
    end += Self.little(count, 2) + Self.little(count, 2)
    end += Self.little(directory.count, 4) + Self.little(bytes.count, 4) + Self.little(0, 2)
    return bytes + directory + end
  }

  private static func little(_ number: Int, _ size: Int) -> [UInt8] {
    (0..<size).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  /// Without zlib's header and checksum, as zip files hold it.
  private static func deflated(_ content: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    let size = Int32(MemoryLayout<z_stream>.size)
    let started = deflateInit2_(
      &stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
    precondition(started == Z_OK, "zlib has no memory")
    defer { deflateEnd(&stream) }
    var input = content
    var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, uLong(content.count))))
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
