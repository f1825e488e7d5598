import Core

extension Tests {
  static let urlTests: [String: Test] = [
    // Every text is a URI that can be taken apart.
    "uri": Test(["schemes"]) { (input, arguments, _) throws(Diagnostic) in
      try isURI(input, arguments) { _ in true }
    },
    "url": Test(["schemes"]) { (input, arguments, _) throws(Diagnostic) in
      try isURI(input, arguments) { !$0.host.isEmpty || $0.scheme == "file" }
    },
    "urn": Test { (input, arguments, _) throws(Diagnostic) in
      try isURI(input, arguments) { $0.scheme == "urn" }
    },
  ]

  private static func isURI(
    _ input: Value, _ arguments: Arguments, _ fits: (URLParts) -> Bool
  ) throws(Diagnostic) -> Bool {
    guard input.string != nil || input.isNull,
      let url = URLParts(input.string ?? "", checksPort: false)
    else {
      return false
    }
    let schemes = arguments.value(0)
    // Schemes that nothing can be in are no error.
    if schemes.isTrue, (try? Ordering.contains(schemes, .string(url.scheme))) != true {
      return false
    }
    return fits(url)
  }
}
