import Core
import Testing

@testable import Jinja

/// Templates in memory.
private struct Shelf: TemplateLoader {
  let templates: [String: String]

  func load(_ name: String) throws(Diagnostic) -> TemplateText? {
    templates[name].map { TemplateText($0) }
  }
}

/// Limits that a debug build reaches quickly.
private let limits: Limits = {
  var limits = Limits()
  limits.steps = 20_000
  limits.output = 4 << 20
  limits.made = 64 << 20
  return limits
}()

private func render(_ text: String, _ templates: [String: String] = [:]) throws(Diagnostic)
  -> String
{
  let environment = JinjaEnvironment(loader: Shelf(templates: templates), limits: limits)
  return try environment.renderText(TemplateText(text), scope: MapScope(["n": [1, 2]]))
}

/// Templates that would run or grow without end are errors.
@Test(arguments: [
  "{% for i in range(10**9) %}{{ i }}{% endfor %}",
  "{% for i in range(1000) %}{% for j in range(1000) %}{% endfor %}{% endfor %}",
  "{% for i in range(1000) if range(1000) | select('odd') | list %}{% for j in range(1000) %}{% endfor %}{% endfor %}",
  "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
  "{% macro m(n) %}{{ m(n) ~ m(n) }}{% endmacro %}{{ m(1) }}",
  "{% block b %}{{ self.b() }}{% endblock %}",
  "{% for i in n recursive %}{{ loop(n) }}{% endfor %}",
  "{% set ns = namespace(x='ab') %}{% for i in range(100) %}{% set ns.x = ns.x + ns.x %}{% endfor %}",
  "{% set ns = namespace(x='ab') %}{% for i in range(100) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
  "{% set ns = namespace(x=[1]) %}{% for i in range(100) %}{% set ns.x = ns.x + ns.x %}{% endfor %}",
  "{% set ns = namespace(x='a') %}{% for i in range(100) %}{% set ns.x = ns.x | replace('a', 'aaaa') %}{% endfor %}",
  "{% set ns = namespace(x=[]) %}{% for i in range(100000) %}{% set ns.x = [ns.x] %}{% endfor %}{{ ns.x }}",
  "{% set x = [] %}{% for i in range(100000) %}{% do x.append(x) %}{% endfor %}{{ x }}",
  "{% set x = {} %}{% for i in range(100000) %}{% do x.update({'a': x}) %}{% endfor %}{{ x }}",
  "{% for i in range(100000) %}{{ 'x' * 10000 }}{% endfor %}",
  "{{ 'x' * 10 ** 12 }}", "{{ [1] * 10 ** 12 }}", "{{ range(10 ** 12) | list }}",
  "{{ '%1000000000d' % 1 }}",
  "{{ '%*d' % (10 ** 12, 1) }}", "{{ '{:>10000000000}'.format(1) }}",
  "{{ 'x'.center(10 ** 10) }}", "{{ 'x' | center(10 ** 10) }}",
  "{{ 'x'.zfill(10 ** 10) }}",
  "{{ ('x' * 10000).replace('x', 'y' * 1000000) }}",
  "{{ ('x' * 10000).replace('', 'y' * 1000000) }}", "{{ ('x' * 10000).join('y' * 1000000) }}",
  "{% set a = range(1000) | list %}{% set b = [a, a, a, a, a, a, a, a, a, a] %}{% set c = [b, b, b, b, b, b, b, b, b, b] %}{% set d = [c, c, c, c, c, c, c, c, c, c] %}{% set e = [d, d, d, d, d, d, d, d, d, d] %}{{ [e, e, e, e, e, e, e, e, e, e, 'x' * 100000000] }}",
  "{{ range(10000) | join('y' * 1000000) }}",
  "{{ ('a' * 1000) | regex_replace('a', 'b' * 1000000) }}",
  "{{ ('a' * 100) | regex_search('(a+)+$b') or ('a' * 100 + 'c') | regex_search('^(a|aa)+$') or 1 // 0 }}",
  "{{ range(1000) | product(range(1000), range(1000)) | list }}",
  "{{ range(100) | permutations | list }}", "{{ range(100) | combinations(50) | list }}",
  "{{ lipsum(n=10 ** 9) }}", "{{ 'x' | wordwrap(0) }}{{ 1 // 0 }}",
  "{{ 10 ** 400 * 1.0 }}", "{{ (10 ** 18) * (10 ** 18) * 10 ** 10000000000 }}",
])
func endlessTemplatesAreErrors(_ text: String) {
  #expect(throws: Diagnostic.self) { _ = try render(text) }
}

/// Twenty thousand of something in a row: an error, or a value where nothing is nested.
@Test(arguments: [
  ("(", ""), ("[", ""), ("{", ""), ("not ", "1"), ("-", "1"), ("+", "1"), ("1+", "1"), ("1**", "1"),
  ("1*", "1"), ("1 and ", "1"), ("1 or ", "1"), ("1 if 1 else ", "1"), ("1 ~ ", "1"), ("1 < ", "2"),
  ("{'a':", "1"), ("n[", "1"), ("n(", "1"), ("n|d(", "1"), ("1 in ", "[1]"), ("x is ", "defined"),
])
func longRowsDoNotOverflow(_ part: String, _ end: String) {
  _ = try? render("{{ " + String(repeating: part, count: 20_000) + end + " }}")
  _ = try? render("{{ " + String(repeating: part, count: 300) + end + " }}")
}

@Test(arguments: [
  ".a", "[0]", "()", "|d", "|upper", " is defined", "|d(1)", ".a()", "[0:1]", " if 1", " == 1",
])
func longTailsDoNotOverflow(_ part: String) {
  _ = try? render("{{ n" + String(repeating: part, count: 20_000) + " }}")
  _ = try? render("{{ n" + String(repeating: part, count: 300) + " }}")
}

@Test(arguments: [
  "{% if 1 %}", "{% for i in n %}", "{% macro m() %}", "{% call n() %}", "{% filter upper %}",
  "{% set x %}", "{% with %}", "{% block b %}", "{% autoescape true %}", "{# ", "{% raw %}", "{{",
  "{% if 1 %}{% elif 2 %}", "{%",
])
func deepStatementsDoNotOverflow(_ part: String) {
  _ = try? render(String(repeating: part, count: 20_000))
}

@Test func templatesThatReachThemselvesAreErrors() {
  for text in [
    "{% include 'me' %}", "{% extends 'me' %}", "{% import 'me' as x %}",
    "{% from 'me' import x %}", "{% include 'you' %}",
  ] {
    #expect(throws: Diagnostic.self) {
      _ = try render(text, ["me": text, "you": "{% include 'me' %}{% include 'you' %}"])
    }
  }
}

/// A thousand variables, each made of the next: an error in place of an overflow, wherever the stack ends.
@Test func longChainsOfVariablesDoNotOverflow() {
  final class Chain: Scope {
    let environment = JinjaEnvironment()

    func value(of name: String) throws(Diagnostic) -> Value? {
      guard let number = Int(name.dropFirst()) else { return nil }
      return try environment.render(TemplateText("{{ v\(number + 1) }}"), scope: self)
    }
  }
  let chain = Chain()
  #expect(throws: Diagnostic.self) {
    _ = try chain.environment.render(TemplateText("{{ v1 }}"), scope: chain)
  }
}

/// Values as deep as readers let them be can be printed, compared and walked through.
@Test func deepDataCanBeUsed() throws {
  let deep = String(repeating: "[", count: 499) + String(repeating: "]", count: 499)
  for use in [
    "x | string | length", "x == x", "x | flatten | length", "x | to_json | length",
    "(x ~ '') | length",
    "x | to_yaml | length", "{x | string: 1} | length", "x is contains(1)", "[x] | unique | length",
    "x | to_nice_json | length", "x | hash | length", "[x, x] | sort | length", "x < x",
  ] {
    _ = try? render("{% set x = '\(deep)' | from_json %}{{ \(use) }}")
  }
  #expect(try render("{% set x = '\(deep)' | from_json %}{{ (x ~ '') | length }}") == "998")
}

/// Whole numbers at their limits: values or errors, never a trap.
@Test func integersAtTheirLimits() {
  let (largest, least) = ("9223372036854775807", "(-9223372036854775807 - 1)")
  for a in [largest, least, "-1", "0", "1e308"] {
    for b in [largest, least, "-1", "0.5"] {
      for sign in ["+", "-", "*", "/", "//", "%", "**", "<", "==", "~"] {
        _ = try? render("{{ \(a) \(sign) \(b) }}")
      }
      for use in [
        "range(a, b) | length", "range(b, a, b) | length", "'abc'[a:b]", "'abc'[a:b:b]",
        "[1, 2][a:b:a]",
        "'abc'[a]", "[1][b]", "a | round(b)", "a | abs", "-a", "a | pow(b)", "a | root(b)",
        "a | log(b)",
        "'abc'.find('b', a, b)", "'a'.center(a)", "'a' * a", "[1] * a", "'abc' | truncate(a, true)",
        "'abc' | truncate(a, false, '', b)", "'abc' | indent(a)", "'a b c'.split(' ', a)",
        "'abc'.replace('a', 'b', a)",
        "'%d' % a", "'%x' % a", "'%c' % a", "'{:d}'.format(a)", "'{:b}'.format(a)",
        "'{:,}'.format(a)",
        "a | human_readable", "a | filesizeformat", "a | int(base=b)", "[1, 2] | batch(a) | list",
        "[1, 2] | slice(a) | list",
        "a | random(seed=1)", "a | strftime", "'%Y' | strftime(a)", "[a, b] | sum", "[a, b] | max",
        "a | float | int",
        "[1, 2, 3].pop(a)", "[1, 2].insert(a, b)", "a is divisibleby(b)", "a is odd",
        "range(3) | list | combinations(a) | list",
        "'1' | int(a, b)", "'abc' | wordwrap(a)", "lipsum(n=1, min=a, max=b)", "[1, 2] | random(a)",
        "a.bit_length()",
        "'x'.zfill(a)", "'x\\ty'.expandtabs(a)", "'a,b'.rsplit(',', a)", "loop", "cycler(a).next()",
        "a | chr", "'abc' | center(a)",
      ] {
        _ = try? render("{% set a = \(a) %}{% set b = \(b) %}{{ \(use) }}")
      }
    }
  }
}
