import Core
import Regex

extension Tests {
  static let versionTests: [String: Test] = [
    "version": Test(
      ["version", "operator", "strict", "version_type"], required: 1, compareVersions),
    "version_compare": Test(
      ["version", "operator", "strict", "version_type"], required: 1, compareVersions),
  ]

  private static func compareVersions(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Bool {
    let other = arguments.value(0)
    if !input.isTrue { throw arguments.error("Input version value cannot be empty") }
    if !other.isTrue {
      throw arguments.error("Version parameter to compare against cannot be empty")
    }
    let scheme = try VersionScheme(arguments)
    let order: Int
    do throws(Diagnostic) {
      order = try scheme.compare(input.text, other.text)
    } catch {
      throw error.prefixed("Version comparison failed")
    }
    switch try arguments.string(1, default: "eq") {
    case "==", "=", "eq": return order == 0
    case "!=", "<>", "ne": return order != 0
    case "<", "lt": return order < 0
    case "<=", "le": return order <= 0
    case ">", "gt": return order > 0
    case ">=", "ge": return order >= 0
    case let sign:
      throw arguments.error(
        "Invalid operator type (\(sign)). Must be one of '==', '=', 'eq', '<', 'lt', '<=', 'le', '>', "
          + "'gt', '>=', 'ge', '!=', '<>', 'ne'")
    }
  }
}

/// How version texts are ordered.
enum VersionScheme {
  /// `distutils`' `LooseVersion`: numbers and words between dots, compared one by one.
  case loose
  /// `distutils`' `StrictVersion`: `1.2.3`, with `a1` or `b2` before a release.
  case strict
  /// semver.org.
  case semantic
  /// Python's PEP 440.
  case pep440

  init(_ arguments: Arguments) throws(Diagnostic) {
    if let strict = arguments[2], !strict.isNull {
      if let type = arguments[3], !type.isNull {
        throw arguments.error("Cannot specify both 'strict' and 'version_type'")
      }
      self = strict.isTrue ? .strict : .loose
      return
    }
    switch try arguments.bool(3) ? try arguments.string(3) : nil {
    case nil, "loose": self = .loose
    case "strict": self = .strict
    case "semver", "semantic": self = .semantic
    case "pep440": self = .pep440
    case let type?:
      throw arguments.error(
        "Invalid version type (\(type)). Must be one of 'loose', 'strict', 'semver', 'semantic', 'pep440'"
      )
    }
  }

  /// Less than, equal to or greater than zero.
  func compare(_ left: String, _ right: String) throws(Diagnostic) -> Int {
    switch self {
    case .loose: try Self.compare(Self.looseParts(left), Self.looseParts(right))
    case .strict: try Self.compare(Self.strictParts(left), Self.strictParts(right))
    case .semantic: try Self.compareSemantic(left, right)
    case .pep440: try PEP440(left).compare(to: PEP440(right))
    }
  }

  enum Part: Equatable {
    case number(Int)
    case word(String)
  }

  /// Part by part; what is longer is greater.
  static func compare(_ left: [Part], _ right: [Part]) throws(Diagnostic) -> Int {
    for (a, b) in zip(left, right) where a != b {
      switch (a, b) {
      case (.number(let a), .number(let b)): return a < b ? -1 : 1
      case (.word(let a), .word(let b)): return Ordering.isLess(a, b) ? -1 : 1
      default:
        throw Diagnostic(
          .evaluation, "'<' not supported between instances of 'str' and 'int'",
          hint: "the versions have a word where the other has a number; see version_type")
      }
    }
    return left.count - right.count
  }

  /// Runs of digits and runs of small letters; other runs between dots are words too.
  private static func looseParts(_ version: String) -> [Part] {
    var parts: [Part] = []
    var run = String.UnicodeScalarView()
    var kind = 0
    func flush() {
      let text = String(run)
      if !run.isEmpty {
        parts.append(kind == 1 ? .number(PythonNumber.integer(text) ?? Int.max) : .word(text))
      }
      run.removeAll()
    }
    for scalar in version.unicodeScalars {
      let next = kindOfPart(scalar)
      if next != kind { flush() }
      kind = next
      if next != 0 { run.append(scalar) }
    }
    flush()
    return parts
  }

  /// 1 for digits of any script, 2 for small letters, 0 for a dot, 3 for all else.
  private static func kindOfPart(_ scalar: Unicode.Scalar) -> Int {
    switch scalar {
    case "0"..."9": 1
    case "a"..."z": 2
    case ".": 0
    default: scalar.value > 0x7F && scalar.properties.numericType == .decimal ? 1 : 3
    }
  }

  private static func strictParts(_ version: String) throws(Diagnostic) -> [Part] {
    let body = version.prefix { $0.isNumber || $0 == "." }
    let numbers = body.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
    let suffix = version.dropFirst(body.count)
    guard (2...3).contains(numbers.count), !numbers.contains(nil),
      suffix.isEmpty
        || (suffix.first == "a" || suffix.first == "b") && Int(suffix.dropFirst()) != nil
    else { throw Diagnostic(.evaluation, "invalid version number '\(version)'") }
    let release = (numbers + [0]).prefix(3).map { Part.number($0 ?? 0) }
    // No suffix comes after any.
    guard let letter = suffix.first else { return release + [.word("final")] }
    return release + [.word(String(letter)), .number(Int(suffix.dropFirst()) ?? 0)]
  }

  private static func compareSemantic(_ left: String, _ right: String) throws(Diagnostic) -> Int {
    let (a, b) = (try semantic(left), try semantic(right))
    let release = try compare(a.release, b.release)
    if release != 0 { return release }
    if a.pre.isEmpty || b.pre.isEmpty { return (a.pre.isEmpty ? 1 : 0) - (b.pre.isEmpty ? 1 : 0) }
    for (x, y) in zip(a.pre, b.pre) where x != y {
      switch (x, y) {
      case (.number(let x), .number(let y)): return x < y ? -1 : 1
      case (.word(let x), .word(let y)): return Ordering.isLess(x, y) ? -1 : 1
      // Numbers come before words.
      case (.number, .word): return -1
      case (.word, .number): return 1
      }
    }
    return a.pre.count - b.pre.count
  }

  /// The grammar of semver.org.
  private static let semanticPattern = #"""
    (?x)^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)
    (-(0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)
      (\.(0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*))*)?
    (\+[0-9a-zA-Z-]+(\.[0-9a-zA-Z-]+)*)?\Z
    """#

  private static func semantic(
    _ version: String
  ) throws(Diagnostic) -> (release: [Part], pre: [Part]) {
    guard try Regex.compiled(semanticPattern).search(version) != nil else {
      throw Diagnostic(.evaluation, "invalid semantic version '\(version)'")
    }
    let plain = version.prefix { $0 != "+" }
    let release = plain.prefix { $0 != "-" }
    let numbers = release.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
    let pre = plain.dropFirst(release.count + 1).split(separator: ".")
    return (
      numbers.map { .number($0 ?? Int.max) },
      pre.map { Int($0).map(Part.number) ?? .word(String($0)) }
    )
  }
}
