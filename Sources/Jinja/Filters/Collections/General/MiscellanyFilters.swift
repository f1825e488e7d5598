import Core

extension Filters {
  /// community.general: texts, versions, addresses.
  static let miscellanyFilters: [String: Filter] = [
    "crc32": Filter(givesText: true) { (input, arguments, _) throws(Diagnostic) in
      guard let text = input.string else {
        throw arguments.error("a string is needed, not \(input.typeName) \(input.repr)")
      }
      return .string(String(crc32(text.utf8), radix: 16))
    },
    "random_mac": Filter(["seed"], givesText: true, randomMAC),
    "version_sort": Filter(["reverse"], versionSort),
  ]

  /// CRC-32 of ISO 3309, bit by bit.
  private static func crc32(_ bytes: some Sequence<UInt8>) -> UInt32 {
    ~bytes.reduce(UInt32.max) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in sum >> 1 ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
  }

  private static func versionSort(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let versions = try Iteration.elements(of: input)
    for version in versions where version.string == nil {
      throw arguments.error("versions are strings, not \(version.typeName) \(version.repr)")
    }
    let isReverse = try arguments.bool(0)
    do {
      return .list(
        try versions.sorted { (a, b) throws in
          let order = try VersionScheme.loose.compare(a.text, b.text)
          return isReverse ? order > 0 : order < 0
        })
    } catch {
      throw arguments.error("\(error)")
    }
  }

  /// The first bytes are given; the others are random, the same ones for the same seed.
  private static func randomMAC(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    guard let prefix = input.string?.lowercased() else {
      throw arguments.error("a string is needed, not \(input.typeName) \(input.repr)")
    }
    let items = prefix.split(separator: ":", omittingEmptySubsequences: false)
    guard items.count <= 5 else {
      throw arguments.error("Invalid value (\(prefix)): 5 colon(:) separated items max")
    }
    for item in items where item.count < 2 || !item.prefix(2).allSatisfy(\.isHexDigit) {
      throw arguments.error("Invalid value (\(prefix)): '\(item)' is no hexadecimal byte")
    }
    var source = try PythonRandom(seed: arguments[0])
    // Ten digits, the first of which is not zero.
    let number = 0x10_0000_0000 + source.below(0xF0_0000_0000)
    let digits = Array(String(number, radix: 16).prefix(2 * (6 - items.count)))
    let bytes = stride(from: 0, to: digits.count, by: 2).map { ":\(digits[$0])\(digits[$0 + 1])" }
    return .string(prefix + bytes.joined())
  }
}
