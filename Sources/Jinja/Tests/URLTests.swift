import Core

extension Tests {
  /// What is no text is no URL.
  static let urlTests: [String: Test] = [
    // Every text is a URI that can be taken apart.
    "uri": Test(["schemes"], takesUndefined: true) { (input, arguments, _) throws(Diagnostic) in
      try isURI(input, arguments) { _ in true }
    },
    "url": Test(["schemes"], takesUndefined: true) { (input, arguments, _) throws(Diagnostic) in
      try isURI(input, arguments) { !$0.host.isEmpty || $0.scheme == "file" }
    },
    "urn": Test(takesUndefined: true) { (input, arguments, _) throws(Diagnostic) in
      try isURI(input, arguments) { $0.scheme == "urn" }
    },
  ]

  private static func isURI(
    _ input: Value, _ arguments: Arguments, _ fits: (URLParts) -> Bool
  ) throws(Diagnostic) -> Bool {
    // Python takes anything that counts as false for an empty text.
    guard !input.isUndefined, input.string != nil || !input.isTrue,
      let url = URLParts(input.string ?? "", checksPort: false)
    else { return false }
    let schemes = arguments.value(0)
    if case .undefined(let undefined) = schemes, !undefined.isLenient { return false }
    // Schemes that nothing can be in are no error.
    if schemes.isTrue, input.string == nil { return false }
    if schemes.isTrue, (try? Ordering.contains(schemes, .string(url.scheme))) != true {
      return false
    }
    return fits(url)
  }
}
