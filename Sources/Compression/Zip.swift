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
    // Below zero: without zlib's header and checksum.
    let packed = Deflate.pack(content, level: 6, window: -15)
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
}
