extension PlainScalar {
  /// A tag of YAML 1.1's scalars.
  enum Tag: String {
    case null = "tag:yaml.org,2002:null"
    case bool = "tag:yaml.org,2002:bool"
    case int = "tag:yaml.org,2002:int"
    case float = "tag:yaml.org,2002:float"
    case str = "tag:yaml.org,2002:str"
    case timestamp = "tag:yaml.org,2002:timestamp"
    case merge = "tag:yaml.org,2002:merge"
    case value = "tag:yaml.org,2002:value"
  }

  /// The tag that a plain scalar is read with, also where `resolve` has no value for it.
  static func tag(of text: String) -> Tag {
    switch resolve(text) {
    case .null: return .null
    case .bool: return .bool
    case .int, .object: return .int
    case .float: return .float
    default: break
    }
    var text = text
    return text.withUTF8 { bytes in
      if isIntegerShaped(Scan(bytes)) { return .int }
      if timestamp(Scan(bytes), existing: false) != nil { return .timestamp }
      return bytes.elementsEqual("<<".utf8) ? .merge : bytes.elementsEqual("=".utf8) ? .value : .str
    }
  }

  /// What is wrong with a text that `resolve` has no value for and that PyYAML takes for one, or
  /// nil where it is text.
  static func problem(_ text: String) -> String? {
    guard let first = text.utf8.first, first < UInt8(ascii: "A"), first != UInt8(ascii: "/") else {
      return nil
    }
    switch tag(of: text) {
    case .int where ["0b", "0x"].contains(text.filter { !"+-_".contains($0) }):
      return "'\(text)' has the form of a number and is none"
    case .timestamp where timestamp(text) == nil: return "there is no such date as '\(text)'"
    case .merge, .value: return "'\(text)' cannot be a value"
    default: return nil
    }
  }

  /// Whether a text has the form of a whole number, whatever its size.
  static func isIntegerShaped(_ start: Scan) -> Bool {
    var scan = start
    _ = scan.sign()
    if scan.take("0") {
      let radix: UInt8 = scan.take("b") ? 2 : scan.take("x") ? 16 : 8
      let digits = scan.piece { $0 == UInt8(ascii: "_") || Scan.digit($0) < radix }
      return scan.atEnd && (!digits.atEnd || radix == 8)
    }
    guard scan.digits() != nil else { return false }
    while scan.sexagesimalPart() != nil {}
    return scan.atEnd
  }
}
