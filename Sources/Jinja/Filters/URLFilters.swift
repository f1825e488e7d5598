import Core

extension Filters {
  static let urlFilters: [String: Filter] = [
    "urlsplit": Filter(["query", "alias"], splitURL),
    "urlencode": Filter(urlEncode),
    "urldecode": Filter(["encoding", "errors"], urlDecode),
  ]

  private static func splitURL(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    // What counts as false is an empty URL to Python.
    let url = input.isTrue || input.isUndefined ? try arguments.text(of: input) : ""
    guard let parts = URLParts(url)?.values else {
      throw arguments.error("'\(input.text)' is no URL: wrong brackets or port")
    }
    guard try arguments.bool(0) else { return .map(parts) }
    guard let part = parts[arguments.value(0)] else {
      throw arguments.told("urlsplit: unknown URL component: \(arguments.value(0).text)")
    }
    return part
  }

  private static func urlDecode(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let text = try arguments.text(of: input).replacingAll("+", with: " ")
    if !text.utf8.contains(UInt8(ascii: "%")) { return .string(text) }
    let codec = try TextCodec(try arguments.optionalString(0) ?? "utf-8")
    let errors = try arguments.optionalString(1) ?? "replace"
    // Only what is ASCII is in the encoding.
    var out = ""
    for run in Bytes.runs(of: Array(text.utf8), by: { $0 < 0x80 }) {
      guard run[run.startIndex] < 0x80 else {
        out += String(bytes: run)
        continue
      }
      out += try decoded(PercentCoding.decode(String(bytes: run)), codec, errors, arguments)
    }
    return .string(out)
  }

  private static func decoded(
    _ bytes: [UInt8], _ codec: TextCodec, _ errors: String, _ arguments: Arguments
  ) throws(Diagnostic) -> String {
    if let text = codec.decodeStrictly(bytes) { return text }
    switch errors {
    case "ignore": return codec.decode(bytes).replacingAll("\u{FFFD}", with: "")
    case "replace": return codec.decode(bytes)
    default: throw arguments.error("the bytes are no text in this encoding")
    }
  }

  /// Text, or the pairs of a dict or list as a query.
  private static func urlEncode(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    if let text = input.string { return .string(PercentCoding.encode(text, keeping: "/")) }
    if input.sequence == nil && input.map == nil && !(input.object is Row) {
      return .string(PercentCoding.encode(input.text, keeping: "/"))
    }
    var parts: [String] = []
    for pair in try pairs(input) {
      let texts = try pair.map { (value) throws(Diagnostic) in
        PercentCoding.encode(try value.defined().text, plusForBlank: true)
      }
      parts.append(texts.joined(separator: "="))
    }
    return .string(parts.joined(separator: "&"))
  }

  /// The entries of a dict, or the elements of anything else, of which each must have two.
  private static func pairs(_ input: Value) throws(Diagnostic) -> [[Value]] {
    if let map = input.map { return map.map { [$0.key, $0.value] } }
    var pairs: [[Value]] = []
    for element in try Iteration.elements(of: input) {
      let pair = try Iteration.elements(of: element)
      guard pair.count == 2 else {
        throw Diagnostic(
          .evaluation, "a query needs pairs, but an element has \(pair.count) values")
      }
      pairs.append(pair)
    }
    return pairs
  }
}

/// Python's `urllib.parse.quote` and `unquote`.
enum PercentCoding {
  static func encode(_ text: String, keeping: String = "", plusForBlank: Bool = false) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var out: [UInt8] = []
    for byte in text.utf8 {
      let isLetter = byte < 0x80 && Lexer.isNamePart(byte)
      if isLetter || "-.~".utf8.contains(byte) || keeping.utf8.contains(byte) {
        out.append(byte)
      } else if plusForBlank, byte == 0x20 {
        out.append(UInt8(ascii: "+"))
      } else {
        out += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(bytes: out)
  }

  static func decode(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    var out: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
        let byte = UInt8(String(bytes: bytes[(index + 1)...(index + 2)]), radix: 16)
      {
        out.append(byte)
        index += 3
        continue
      }
      out.append(bytes[index])
      index += 1
    }
    return out
  }
}

/// Python's `urlsplit`.
struct URLParts {
  private(set) var scheme = ""
  private(set) var host = ""
  private(set) var path = ""
  private var query = ""
  private var fragment = ""

  /// nil for brackets that do not match, and for a port that is none.
  ///
  /// - Parameter checksPort: false for what does not ask for it.
  init?(_ url: String, checksPort: Bool = true) {
    // Blanks and control characters before, and line breaks anywhere, are dropped (WHATWG).
    let scalars = url.unicodeScalars.drop { $0.value <= 0x20 }.filter {
      !"\n\r\t".unicodeScalars.contains($0)
    }
    var rest = String(String.UnicodeScalarView(scalars))[...]
    if let colon = rest.firstIndex(of: ":"), let first = rest.first, first.isLetter,
      rest[..<colon].allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }
      )
    {
      scheme = rest[..<colon].lowercased()
      rest = rest[rest.index(after: colon)...]
    }
    if rest.hasPrefix("//") {
      let authority = rest.dropFirst(2).prefix { !"/?#".contains($0) }
      host = String(authority)
      rest = rest.dropFirst(2 + authority.count)
    }
    if let mark = rest.firstIndex(of: "#") {
      fragment = String(rest[rest.index(after: mark)...])
      rest = rest[..<mark]
    }
    if let mark = rest.firstIndex(of: "?") {
      query = String(rest[rest.index(after: mark)...])
      rest = rest[..<mark]
    }
    path = String(rest)
    if host.contains("[") != host.contains("]") { return nil }
    let port = Self.split(host.split(separator: "@").last ?? "").1
    if let port, !port.isEmpty, checksPort {
      guard port.utf8.allSatisfy(Lexer.isDigit), Int(port).map({ $0 < 65536 }) == true else {
        return nil
      }
    }
  }

  /// The components by Python's names.
  var values: Map {
    var userInfo: Substring?
    var address = host[...]
    if let at = host.lastIndex(of: "@") {
      userInfo = host[..<at]
      address = host[host.index(after: at)...]
    }
    let user = userInfo.map {
      $0.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    }
    let (name, port) = Self.split(address)
    func text(_ part: Substring?) -> Value { part.map { .string(String($0)) } ?? .null }
    return [
      "fragment": .string(fragment), "hostname": name.isEmpty ? .null : .string(name.lowercased()),
      "netloc": .string(host), "password": text(user.flatMap { $0.count > 1 ? $0[1] : nil }),
      "path": .string(path), "port": port.flatMap { Int($0) }.map(Value.int) ?? .null,
      "query": .string(query), "scheme": .string(scheme), "username": text(user?.first),
    ]
  }

  /// Name and port; addresses of IPv6 stand in brackets.
  private static func split(_ address: Substring) -> (Substring, Substring?) {
    if address.hasPrefix("["), let end = address.firstIndex(of: "]") {
      let after = address[address.index(after: end)...]
      return (address[..<end].dropFirst(), after.hasPrefix(":") ? after.dropFirst() : nil)
    }
    guard let colon = address.lastIndex(of: ":") else { return (address, nil) }
    return (address[..<colon], address[address.index(after: colon)...])
  }
}
