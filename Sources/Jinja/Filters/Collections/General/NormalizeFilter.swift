import Core
@_spi(_Unicode) import Swift

extension Filters {
  /// community.general: Unicode's normal forms.
  static let normalizeFilters: [String: Filter] = [
    "unicode_normalize": Filter(["form"]) { (input, arguments, _) throws(Diagnostic) in
      guard let text = input.string else {
        throw arguments.error("a string is needed, not \(input.typeName) \(input.repr)")
      }
      switch try arguments.string(0, default: "NFC") {
      case "NFC": return .string(String(String.UnicodeScalarView(text._nfc)))
      case "NFD": return .string(String(String.UnicodeScalarView(text._nfd)))
      case "NFKC", "NFKD":
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return .string(text) }
        throw arguments.error("the forms NFKC and NFKD are for ASCII only here")
      case let form: throw arguments.error("\(form) is not a valid form")
      }
    }
  ]
}
