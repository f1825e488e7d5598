import Core
import Regex

/// A version of Python's PEP 440: `[N!]N(.N)*[{a|b|rc}N][.postN][.devN][+local]`.
struct PEP440 {
  /// Epoch, release, stage, post release, development release: in the order in which they decide.
  private let parts: [[Int]]
  private let local: [String]

  /// The pattern of PEP 440, appendix B.
  private static let pattern = #"""
    (?ix)^\s*v?(?:(?P<epoch>[0-9]+)!)?(?P<release>[0-9]+(?:\.[0-9]+)*)
    (?:[-_.]?(?P<pre_l>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?P<pre_n>[0-9]+)?)?
    (?P<post>-(?P<post_n1>[0-9]+)|[-_.]?(?:post|rev|r)[-_.]?(?P<post_n2>[0-9]+)?)?
    (?P<dev>[-_.]?dev[-_.]?(?P<dev_n>[0-9]+)?)?
    (?:\+(?P<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?\s*\Z
    """#

  init(_ version: String) throws(Diagnostic) {
    let regex = try Regex.compiled(Self.pattern)
    let bytes = Array(version.utf8)
    guard let match = try regex.firstMatch(in: bytes) else {
      throw Diagnostic(.evaluation, "Invalid version: '\(version)'")
    }
    func text(_ name: String) -> String? {
      regex.groupNames[name].flatMap { match.groups[$0] }.map { String(bytes: bytes[$0]) }
    }
    func number(_ name: String) -> Int? { text(name).map { Int($0) ?? Int.max } }
    var release = (text("release") ?? "").split(separator: ".").map { Int($0) ?? Int.max }
    while release.count > 1, release.last == 0 { release.removeLast() }
    let post = text("post") == nil ? -1 : number("post_n1") ?? number("post_n2") ?? 0
    let isDevelopment = text("dev") != nil
    // Development releases come before everything of their release, a release after its candidates.
    let stages: [Character: Int] = ["a": 0, "b": 1, "c": 2, "r": 2, "p": 2]
    let stage = text("pre_l")?.lowercased().first.flatMap { stages[$0] }
    let standard = isDevelopment && post < 0 ? -1 : 3
    parts = [
      [number("epoch") ?? 0], release, [stage ?? standard, number("pre_n") ?? 0], [post],
      [isDevelopment ? number("dev_n") ?? 0 : Int.max],
    ]
    local = (text("local") ?? "").lowercased().split { "-_.".contains($0) }.map(String.init)
  }

  /// Less than, equal to or greater than zero.
  func compare(to other: PEP440) -> Int {
    for (a, b) in zip(parts, other.parts) where a != b {
      return a.lexicographicallyPrecedes(b) ? -1 : 1
    }
    for (a, b) in zip(local, other.local) where a != b {
      switch (Int(a), Int(b)) {
      case (let a?, let b?): if a != b { return a < b ? -1 : 1 }
      // Numbers are greater than words.
      case (nil, nil): return Ordering.isLess(a, b) ? -1 : 1
      case (let a, _): return a == nil ? -1 : 1
      }
    }
    return local.count - other.local.count
  }
}
