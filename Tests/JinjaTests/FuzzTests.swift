import Core
import Testing

@testable import Jinja

// Random templates: whatever they are, they give a value or an error, in a moment. `FUZZ_SECONDS` lets the search go on
// for longer, `FUZZ_SEED` begins elsewhere; the text under way is then kept in the file `FUZZ_LOG` names.

/// SplitMix64: the same numbers for the same seed, everywhere.
private struct Dice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[Int.random(in: 0..<choices.count, using: &self)]
  }

  mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }
}

/// Makes templates by a grammar.
private struct Grammar {
  var dice: Dice

  private static let filters = Filters.all.keys.sorted().filter { name in
    // They read files and the clock, or are slow on purpose.
    !["realpath", "password_hash", "vault", "unvault", "fileglob"].contains(name)
  }
  private static let tests = Tests.all.keys.sorted()
  private static let methods = [
    "split", "upper", "items", "keys", "get", "format", "append", "update", "strip", "find", "join",
    "replace",
    "center", "zfill", "startswith", "pop", "setdefault", "title", "splitlines", "rsplit", "count",
    "index",
  ]
  private static let atoms = [
    "a", "s", "l", "m", "n", "none", "true", "0", "1", "-1", "1.5", "'x'", "'%s %d'", "'{} {:>5}'",
    "''", "[]", "{}",
    "9223372036854775807", "1e308", "undefined_name", "m.k", "l[0]", "s[1:]", "loop", "loop.index",
    "ns.v", "range(5)",
    "dict(a=1)", "namespace()", "cycler('a', 'b')", "joiner()", "'é\\n'", "'(a+)+$'", "self",
    "caller", "varargs", "now()",
    "lipsum(n=1)", "'2024-01-01'", "'[[1, 2], {\"a\": 1}]'", "(1, 2)", "'1.2.3'", "'10.0.0.0/8'",
  ]

  mutating func expression(_ depth: Int) -> String {
    if depth == 0 { return dice.pick(Self.atoms) }
    let next = depth - 1
    switch dice.below(16) {
    case 0, 1: return dice.pick(Self.atoms)
    case 2, 3:
      let sign = dice.pick([
        "+", "-", "*", "/", "//", "%", "**", "~", "==", "!=", "<", ">=", "in", "not in", "and",
        "or",
      ])
      return "\(expression(next)) \(sign) \(expression(next))"
    case 4, 5, 6, 7: return "\(expression(next)) | \(dice.pick(Self.filters))\(arguments(next))"
    case 8: return "\(expression(next)) is \(dice.pick(Self.tests))\(arguments(next))"
    case 9: return "(\(expression(next))).\(dice.pick(Self.methods))(\(expression(next)))"
    case 10: return "[\(expression(next)), \(expression(next))]"
    case 11: return "{\(expression(next)): \(expression(next))}"
    case 12: return "(\(expression(next)))[\(expression(next)):\(expression(next))]"
    case 13: return "(\(expression(next)) if \(expression(next)) else \(expression(next)))"
    case 14: return "\(dice.pick(["not ", "-", "+"]))(\(expression(next)))"
    default: return "(\(expression(next)), \(expression(next)))"
    }
  }

  private mutating func arguments(_ depth: Int) -> String {
    switch dice.below(4) {
    case 0: "(\(expression(depth)))"
    case 1: "(\(expression(depth)), \(expression(depth)))"
    default: ""
    }
  }

  mutating func statements(_ depth: Int) -> String {
    var text = ""
    for _ in 0...dice.below(3) { text += statement(depth) }
    return text
  }

  private mutating func statement(_ depth: Int) -> String {
    if depth == 0 { return "{{ \(expression(2)) }}" }
    let (value, body) = (expression(2), statements(depth - 1))
    switch dice.below(12) {
    case 0: return "{% if \(value) %}\(body){% else %}\(body){% endif %}"
    case 1: return "{% for a in \(value) %}\(body){% else %}-{% endfor %}"
    case 2:
      return "{% for a in \(value) recursive %}\(body){{ loop(\(expression(1))) }}{% endfor %}"
    case 3: return "{% for a, s in \(value) if \(expression(1)) %}\(body){% break %}{% endfor %}"
    case 4: return "{% set a = \(value) %}\(body)"
    case 5: return "{% set ns = namespace(v=\(value)) %}{% set ns.v = \(expression(1)) %}\(body)"
    case 6: return "{% macro f(a, s=\(value)) %}\(body){% endmacro %}{{ f(\(expression(1))) }}"
    case 7:
      return
        "{% macro f(a) %}\(body){{ caller() }}{% endmacro %}{% call f(1) %}\(body){% endcall %}"
    case 8: return "{% filter upper %}\(body){% endfilter %}"
    case 9: return "{% with a = \(value) %}\(body){% endwith %}"
    case 10: return "{% block b\(dice.below(1000)) %}\(body){{ super() }}{% endblock %}"
    default: return "{% do l.append(\(value)) %} text {# note #}\(body)"
    }
  }
}

/// All texts of the case files.
private func corpus() throws -> [[UInt8]] {
  let folder = Path.folder(#filePath) + "/Cases"
  var texts: [[UInt8]] = []
  for name in try Files.list(folder).sorted() where name.hasSuffix(".json") {
    let table = try JSONReader.read(try Files.read("\(folder)/\(name)"))
    for entry in table["cases"]?.list ?? [] { texts.append(Array((entry["t"]?.text ?? "").utf8)) }
  }
  return texts
}

/// A text with some bytes taken out, put in, doubled or moved.
private func mutated(_ texts: [[UInt8]], _ dice: inout Dice) -> String {
  var bytes = dice.pick(texts)
  for _ in 0...dice.below(4) {
    let at = dice.below(bytes.count + 1)
    let end = min(bytes.count, at + dice.below(8))
    switch dice.below(6) {
    case 0: bytes.removeSubrange(at..<end)
    case 1: bytes.insert(UInt8(truncatingIfNeeded: dice.next()), at: at)
    case 2: bytes.insert(dice.pick(Array("{}%#()[]|.,:'\"\\-+*/~<>=! \n\t09aé_".utf8)), at: at)
    case 3: bytes.insert(contentsOf: bytes[at..<end], at: at)
    case 4:
      let other = dice.pick(texts)
      bytes.insert(contentsOf: other.prefix(dice.below(other.count + 1)), at: at)
    default: if at < bytes.count { bytes[at] ^= 1 << UInt8(dice.below(8)) }
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}

@Test func randomTemplatesDoNotCrash() throws {
  let seconds = ProcessEnvironment["FUZZ_SECONDS"].flatMap { Int($0) } ?? 3
  let seed = ProcessEnvironment["FUZZ_SEED"].flatMap { UInt64($0) } ?? 4
  let log = ProcessEnvironment["FUZZ_LOG"]
  var grammar = Grammar(dice: Dice(state: seed))
  let texts = try corpus()
  #expect(texts.count > 500)
  var limits = Limits()
  limits.steps = 2_000
  limits.output = 1 << 20
  limits.made = 8 << 20
  let environment = JinjaEnvironment(limits: limits)
  let scope = MapScope([
    "a": 3, "s": "héllo world", "l": [3, "x", nil, [1, 2], ["k": 1]], "m": ["k": "v", "n": 2],
    "n": nil,
  ])
  let clock = ContinuousClock()
  let end = clock.now + .seconds(seconds)
  var count = 0
  while clock.now < end {
    count += 1
    let text: String
    switch grammar.dice.below(3) {
    case 0: text = mutated(texts, &grammar.dice)
    case 1: text = grammar.statements(2)
    default: text = "{{ \(grammar.expression(4)) }}"
    }
    if let log { try Files.write(Array(text.utf8), to: log) }
    let start = clock.now
    switch count % 3 {
    case 0: _ = try? environment.render(TemplateText(text), scope: scope)
    case 1: _ = try? environment.renderText(TemplateText(text), scope: scope)
    default: _ = try? environment.evaluate(TemplateText(text), scope: scope)
    }
    #expect(clock.now - start < .seconds(5), "slow: \(text)")
  }
  #expect(count > 20)
}
