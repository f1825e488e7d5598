import Core

extension Filters {
  /// community.crypto: serial numbers, and files of several certificates.
  static let serialFilters: [String: Filter] = [
    "parse_serial": Filter { (input, arguments, _) throws(Diagnostic) in
      guard let text = input.string else {
        throw arguments.error("a string is needed, not \(input.typeName) \(input.repr)")
      }
      var digits = ""
      for part in text.split(separator: ":", omittingEmptySubsequences: false) {
        guard let byte = PythonNumber.integer(String(part), base: 16), 0...255 ~= byte else {
          throw arguments.error("'\(part)' is not a hexadecimal number in range [0, 255]")
        }
        digits += PythonText.hex(UInt32(byte), width: 2)
      }
      guard let number = WideInteger(digits: digits.utf8, radix: 16, isNegative: false) else {
        throw arguments.error("the number is too big")
      }
      return .integer(number)
    },
    "to_serial": Filter(givesText: true) { (input, arguments, _) throws(Diagnostic) in
      guard let number = input.wideInteger, !number.isNegative else {
        throw arguments.error("an integer from 0 on is needed, not \(input.typeName) \(input.repr)")
      }
      var digits = Array(number.text(radix: 16, uppercase: true).utf8)
      if digits.count % 2 == 1 { digits.insert(UInt8(ascii: "0"), at: 0) }
      let pairs = stride(from: 0, to: digits.count, by: 2).map {
        String(bytes: Array(digits[$0..<$0 + 2]))
      }
      return .string(pairs.joined(separator: ":"))
    },
    "split_pem": Filter { (input, arguments, _) throws(Diagnostic) in
      guard let text = input.string else {
        throw arguments.error("a string is needed, not \(input.typeName) \(input.repr)")
      }
      return .list(objects(Array(text.utf8)).map { .string(String(bytes: $0)) })
    },
  ]

  /// The parts from `-----BEGIN` to `-----END`, without blank lines.
  private static func objects(_ text: [UInt8]) -> [[UInt8]] {
    var objects: [[UInt8]] = []
    var current: [UInt8]?
    for line in text.split(separator: 0x0A, omittingEmptySubsequences: true) {
      if line.allSatisfy(Lexer.isBlank) { continue }
      if line.starts(with: "-----BEGIN ".utf8) { current = [] }
      current?.append(contentsOf: line)
      let isLast = line.endIndex == text.endIndex
      if !isLast { current?.append(0x0A) }
      if line.starts(with: "-----END ".utf8), let object = current {
        objects.append(object)
        current = nil
      }
    }
    return objects
  }
}
