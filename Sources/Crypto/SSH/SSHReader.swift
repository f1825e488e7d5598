/// Reads the encodings of the SSH protocol (RFC 4251, section 5): big-endian numbers, and strings
/// with their length before them. Gives nil once the bytes do not suffice.
package struct SSHReader {
  private var rest: ArraySlice<UInt8>

  package init(_ bytes: some Sequence<UInt8>) { rest = Array(bytes)[...] }

  package mutating func byte() -> UInt8? { rest.popFirst() }

  package mutating func number() -> UInt32? {
    guard rest.count >= 4 else { return nil }
    defer { rest = rest.dropFirst(4) }
    return rest.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  package mutating func string() -> [UInt8]? {
    guard let count = number().map(Int.init), rest.count >= count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return Array(rest.prefix(count))
  }

  package mutating func text() -> String? { string().map { String(decoding: $0, as: UTF8.self) } }

  /// The bytes that are left.
  package var remainder: [UInt8] { Array(rest) }

  /// The first string of a blob: the type of a key, the algorithm of a signature.
  package static func name(of blob: [UInt8]) -> String {
    var reader = SSHReader(blob)
    return reader.text() ?? ""
  }
}

extension [UInt8] {
  /// Appends a number as the SSH protocol has it.
  package mutating func appendSSH(_ number: UInt32) {
    for shift in [24, 16, 8, 0] as [UInt32] { append(UInt8(truncatingIfNeeded: number >> shift)) }
  }

  /// Appends a string with its length.
  package mutating func appendSSH(_ string: some Collection<UInt8>) {
    appendSSH(UInt32(string.count))
    append(contentsOf: string)
  }

  /// Appends a positive number of any size (`mpint`), given by its big-endian bytes.
  package mutating func appendSSHInteger(_ magnitude: some Collection<UInt8>) {
    let digits = magnitude.drop { $0 == 0 }
    appendSSH((digits.first ?? 0) >= 0x80 ? [0] + Array(digits) : Array(digits))
  }
}
