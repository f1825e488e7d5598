import Core

extension Tests {
  static let urlTests: [String: Test] = [
    "uri": Test(["schemes"]) { (input, arguments, _) throws(Diagnostic) in
      try isURI(input, arguments) { _ in true }
    },
    "url": Test(["schemes"]) { (input, arguments, _) throws(Diagnostic) in
      try isURI(input, arguments) { !$0.host.isEmpty }
    },
    "urn": Test { (input, arguments, _) throws(Diagnostic) in
      let url = URLParts(input.text)
      return url.scheme == "urn" && url.host.isEmpty && !url.path.isEmpty
    },
  ]

  private static func isURI(
    _ input: Value, _ arguments: Arguments, _ fits: (URLParts) -> Bool
  ) throws(Diagnostic) -> Bool {
    let url = URLParts(input.text)
    let schemes = try arguments.elements(0).map(\.text)
    guard !url.scheme.isEmpty, !url.host.isEmpty || !url.path.isEmpty else { return false }
    return (schemes.isEmpty || schemes.contains(url.scheme)) && fits(url)
  }
}
