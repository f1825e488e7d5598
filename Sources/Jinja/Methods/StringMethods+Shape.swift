import Core

extension StringMethods {
  // MARK: strip

  static let trimming = [
    Method("strip", ["chars"]) { (receiver, arguments) throws(Diagnostic) in
      .string(strip(receiver.text, try arguments.optionalExactString(0)))
    },
    Method("lstrip", ["chars"]) { (receiver, arguments) throws(Diagnostic) in
      .string(strip(receiver.text, try arguments.optionalExactString(0), right: false))
    },
    Method("rstrip", ["chars"]) { (receiver, arguments) throws(Diagnostic) in
      .string(strip(receiver.text, try arguments.optionalExactString(0), left: false))
    },
  ]

  /// Without blanks, or without the given characters, at the ends.
  static func strip(
    _ text: String, _ characters: String? = nil, left: Bool = true, right: Bool = true
  ) -> String {
    let set = characters.map { Set($0.unicodeScalars) }
    func goes(_ scalar: Unicode.Scalar) -> Bool {
      set?.contains(scalar) ?? PythonText.isSpace(scalar)
    }
    var view = text.unicodeScalars[...]
    if left { while let first = view.first, goes(first) { view.removeFirst() } }
    if right { while let last = view.last, goes(last) { view.removeLast() } }
    return String(view)
  }

  // MARK: Case

  static let casing = [
    Method("upper") { (receiver, _) in .string(PythonText.upper(receiver.text)) },
    Method("lower") { (receiver, _) in .string(PythonText.lower(receiver.text)) },
    Method("casefold") { (receiver, _) in .string(PythonText.fold(receiver.text)) },
    Method("capitalize") { (receiver, _) in .string(PythonText.capitalize(receiver.text)) },
    Method("title") { (receiver, _) in .string(PythonText.title(receiver.text)) },
    Method("swapcase") { (receiver, _) in .string(PythonText.swapCase(receiver.text)) },
  ]

  // MARK: Width

  static let padding = [
    Method("ljust", ["width", "fillchar"], required: 1) {
      (receiver, arguments) throws(Diagnostic) in
      .string(
        try pad(
          receiver.text, arguments.exactInt(0), arguments.exactString(1, default: " "), left: false)
      )
    },
    Method("rjust", ["width", "fillchar"], required: 1) {
      (receiver, arguments) throws(Diagnostic) in
      .string(
        try pad(
          receiver.text, arguments.exactInt(0), arguments.exactString(1, default: " "), left: true))
    },
    Method("center", ["width", "fillchar"], required: 1) {
      (receiver, arguments) throws(Diagnostic) in
      .string(
        try center(receiver.text, arguments.exactInt(0), arguments.exactString(1, default: " ")))
    },
  ]

  private static func pad(_ text: String, _ width: Int, _ fill: String, left: Bool)
    throws(Diagnostic) -> String
  {
    try requireOne(fill)
    let missing = max(0, width - text.scalarCount)
    let filling = try fill.repeated(missing)
    return left ? filling + text : text + filling
  }

  private static func requireOne(_ fill: String) throws(Diagnostic) {
    guard fill.scalarCount == 1 else {
      throw Diagnostic(.evaluation, "The fill character must be exactly one character long")
    }
  }

  /// The odd blank goes to the left where the width is odd.
  static func center(_ text: String, _ width: Int, _ fill: String = " ") throws(Diagnostic)
    -> String
  {
    try requireOne(fill)
    let missing = max(0, width - text.scalarCount)
    let left = missing / 2 + (missing & width & 1)
    return try fill.repeated(left) + text + fill.repeated(missing - left)
  }

  // MARK: is…

  static let classifying = [
    check("isdigit") {
      $0.properties.numericType == .decimal || $0.properties.numericType == .digit
    },
    check("isdecimal") { $0.properties.numericType == .decimal },
    check("isnumeric") { $0.properties.numericType != nil },
    check("isalpha") { isLetter($0) },
    check("isalnum") { isLetter($0) || $0.properties.numericType != nil },
    check("isspace", PythonText.isSpace),
    Method("isascii") { (receiver, _) in .bool(receiver.text.isASCII) },
    Method("isupper") { (receiver, _) in .bool(isUpper(receiver.text)) },
    Method("islower") { (receiver, _) in .bool(isLower(receiver.text)) },
    Method("istitle") { (receiver, _) in .bool(isTitle(receiver.text)) },
    Method("isprintable") { (receiver, _) in
      .bool(receiver.text.unicodeScalars.allSatisfy(PythonText.isPrintable))
    },
    Method("isidentifier") { (receiver, _) in .bool(isIdentifier(receiver.text)) },
  ]

  private static func check(
    _ name: String, _ test: @escaping @Sendable (Unicode.Scalar) -> Bool
  ) -> Method {
    Method(name) { (receiver, _) in
      let text = receiver.text
      return .bool(!text.isEmpty && text.unicodeScalars.allSatisfy(test))
    }
  }

  static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }

  static func isUpper(_ text: String) -> Bool {
    let cased = text.unicodeScalars.filter(\.properties.isCased)
    return !cased.isEmpty && cased.allSatisfy(\.properties.isUppercase)
  }

  static func isLower(_ text: String) -> Bool {
    let cased = text.unicodeScalars.filter(\.properties.isCased)
    return !cased.isEmpty && cased.allSatisfy(\.properties.isLowercase)
  }

  /// Upper case begins each word and stands nowhere else.
  private static func isTitle(_ text: String) -> Bool {
    var inWord = false
    var hasWord = false
    for scalar in text.unicodeScalars {
      let isCapital =
        scalar.properties.isUppercase || scalar.properties.generalCategory == .titlecaseLetter
      guard isCapital || scalar.properties.isLowercase else {
        inWord = false
        continue
      }
      if isCapital == inWord { return false }
      (inWord, hasWord) = (true, true)
    }
    return hasWord
  }

  private static func isIdentifier(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, first == "_" || first.properties.isXIDStart else {
      return false
    }
    return text.unicodeScalars.allSatisfy(\.properties.isXIDContinue)
  }
}
