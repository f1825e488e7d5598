import Core
import Jinja

/// `random_string`: text of random characters with at least so many of each kind.
struct RandomStringLookup: Lookup {
  let options = [
    LookupOption("length", .int, 8), LookupOption("upper", .bool, true),
    LookupOption("lower", .bool, true), LookupOption("numbers", .bool, true),
    LookupOption("special", .bool, true), LookupOption("min_numeric", .int, 0),
    LookupOption("min_upper", .int, 0), LookupOption("min_lower", .int, 0),
    LookupOption("min_special", .int, 0), LookupOption("override_special", .text),
    LookupOption("override_all", .text), LookupOption("ignore_similar_chars", .bool, false),
    LookupOption("similar_chars", .text, "il1LoO0"), LookupOption("base64", .bool, false),
  ]

  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    let similar =
      options["ignore_similar_chars"]?.isTrue ?? false
      ? Set((options["similar_chars"]?.text ?? "").unicodeScalars) : []
    func characters(_ text: String) -> [Unicode.Scalar] {
      text.unicodeScalars.filter { !similar.contains($0) }
    }
    var special = characters(Alphabet.punctuation)
    if let own = options["override_special"]?.string, !own.isEmpty {
      special = Array(own.unicodeScalars)
    }
    let kinds = [
      ("upper", "min_upper", characters(Alphabet.upper)),
      ("lower", "min_lower", characters(Alphabet.lower)),
      ("numbers", "min_numeric", characters(Alphabet.digits)), ("special", "min_special", special),
    ]
    var available: [Unicode.Scalar] = []
    var text: [Unicode.Scalar] = []
    if let all = options["override_all"]?.string, !all.isEmpty {
      available = Array(all.unicodeScalars)
    } else {
      for (name, least, characters) in kinds {
        if options[name]?.isTrue ?? true { available += characters }
        text += try Self.some(of: characters, count: options[least]?.int ?? 0)
      }
    }
    text += try Self.some(of: available, count: (options["length"]?.int ?? 8) - text.count)
    var generator = SystemRandomNumberGenerator()
    text.shuffle(using: &generator)
    let result = Value.string(String(String.UnicodeScalarView(text)))
    guard options["base64"]?.isTrue ?? false else { return [result] }
    return [
      try scope.run.jinja.evaluate(Self.encoding, scope: MapScope(["text": result]))
    ]
  }

  private static let encoding = TemplateText("text | b64encode")

  private static func some(
    of characters: [Unicode.Scalar], count: Int
  ) throws(Diagnostic) -> [Unicode.Scalar] {
    guard count > 0 || !characters.isEmpty else {
      if count == 0 { return [] }
      throw noCharacters
    }
    guard !characters.isEmpty else { throw noCharacters }
    return Array(RandomText.make(of: characters, count: max(0, count)).unicodeScalars)
  }

  private static let noCharacters = Diagnostic(
    .evaluation, "Available characters cannot be None, please change constraints")
}
