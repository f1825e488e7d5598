import Core

/// Headers of tar archives: ustar, with GNU's entry for long names, which all tools read.
enum TarHeader {
  static let block = 512

  /// The header of a file; its content follows, filled up to a whole block.
  static func file(_ path: String, size: Int, mode: Int) -> [UInt8] {
    let name = Array(path.utf8)
    let header = block(name: Array(name.prefix(100)), size: size, mode: mode, kind: "0")
    guard name.count > 100 else { return header }
    let long = block(name: Array("././@LongLink".utf8), size: name.count + 1, mode: 0, kind: "L")
    return long + name + padding(name.count + 1, least: 1) + header
  }

  /// What fills content of this size up.
  static func padding(_ size: Int, least: Int = 0) -> [UInt8] {
    [UInt8](repeating: 0, count: (block - size % block) % block + least)
  }

  /// The end of an archive.
  static let end = [UInt8](repeating: 0, count: 2 * block)

  /// The fields by their places (pax specification, "ustar Interchange Format").
  private static func block(name: [UInt8], size: Int, mode: Int, kind: Character) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: block)
    func put(_ text: some Collection<UInt8>, at place: Int) {
      bytes.replaceSubrange(place..<place + text.count, with: text)
    }
    put(name, at: 0)
    put(octal(mode, 7), at: 100)
    put(octal(0, 7), at: 108)
    put(octal(0, 7), at: 116)
    put(octal(size, 11), at: 124)
    put(octal(0, 11), at: 136)
    put("        ".utf8, at: 148)
    put(String(kind).utf8, at: 156)
    put("ustar  ".utf8, at: 257)
    put(octal(bytes.reduce(0) { $0 + Int($1) }, 6) + [0], at: 148)
    return bytes
  }

  private static func octal(_ number: Int, _ width: Int) -> [UInt8] {
    let digits = String(number, radix: 8)
    return Array((String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits).utf8)
  }
}
