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
    let query = arguments[0]?.isTrue == true ? try arguments.string(0) : ""
    if query.isEmpty { return .map(parts) }
    guard let part = parts[query] else {
      throw arguments.error("unknown URL component: \(query)")
    }
    return part
  }

  private static func urlDecode(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    let text = try arguments.text(of: input)
    let bytes = PercentCoding.decode(text, plusIsBlank: true)
    // Python looks at the encoding only where something is encoded.
    if !text.utf8.contains(UInt8(ascii: "%")) { return .string(String(bytes: bytes)) }
    let codec = try TextCodec(try arguments.string(0, default: "utf-8"))
    if let text = codec.decodeStrictly(bytes) { return .string(text) }
    switch try arguments.string(1, default: "replace") {
    case "strict": throw arguments.error("the bytes are no text in this encoding")
    case "ignore": return .string(codec.decode(bytes).replacingAll("\u{FFFD}", with: ""))
    default: return .string(codec.decode(bytes))
    }
  }

  /// Text, or the pairs of a dict or list as a query.
  private static func urlEncode(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    if let text = input.string { return .string(PercentCoding.encode(text, keeping: "/")) }
    if input.map == nil, (try? Iteration.elements(of: input)) == nil {
      return .string(PercentCoding.encode(input.text, keeping: "/"))
    }
    let pairs = try Conversion.map(input)
    var parts: [String] = []
    for (key, value) in pairs {
      let words = [key.text, try value.defined().text]
      parts.append(
        words.map { PercentCoding.encode($0, plusForBlank: true) }.joined(separator: "="))
    }
    return .string(parts.joined(separator: "&"))
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

  static func decode(_ text: String, plusIsBlank: Bool = false) -> [UInt8] {
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
      out.append(plusIsBlank && bytes[index] == UInt8(ascii: "+") ? 0x20 : bytes[index])
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
