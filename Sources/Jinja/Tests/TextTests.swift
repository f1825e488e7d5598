import Core

extension Tests {
  static let textTests: [String: Test] = [
    "lower": Test { (input, _, _) in StringMethods.isLower(input.text) },
    "upper": Test { (input, _, _) in StringMethods.isUpper(input.text) },
  ]
}
