import Core
import Jinja
import Playbooks
import Regex

/// `sequence`: numbers, as `start=1 end=5 stride=2 format=host%02d count=3` or `1-5/2:host%02d`.
struct SequenceLookup: Lookup {
  let options = [
    LookupOption("start", .int, 1), LookupOption("end", .int), LookupOption("stride", .int, 1),
    LookupOption("count", .int), LookupOption("format", .any, "%d"),
  ]

  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    var all: [Value] = []
    for term in terms {
      var settings = options
      for (name, value) in try given(term) {
        guard let option = self.options.first(where: { $0.name == name }) else {
          throw Diagnostic(
            .evaluation, "unrecognized arguments to with_sequence: ['\(name)']",
            hint: Suggestion.hint(for: name, among: self.options.map(\.name)))
        }
        do throws(Diagnostic) { settings[name] = try option.converted(value) } catch {
          throw Diagnostic(.invalid, "Invalid type for \(error.message)")
        }
      }
      all += try numbers(settings, scope)
    }
    return all
  }

  private func given(_ term: Value) throws(Diagnostic) -> [(String, Value)] {
    if let map = term.map { return map.map { ($0.key.text, $0.value) } }
    if let short = try Self.shortcut(term.text) { return short }
    let line = try KeyValues.parse(term.text, onlyCommandOptions: false)
    let rest = line.rest.map { [("_raw_params", Value.string($0))] } ?? []
    return line.pairs.map { ($0.key, .string($0.value)) } + rest
  }

  /// `[start-]end[/stride][:format]`
  private static func shortcut(_ text: String) throws(Diagnostic) -> [(String, Value)]? {
    let number = "(0?x?[0-9a-f]+)"
    let pattern = try Regex.compiled(
      "^(\(number)-)?\(number)(/\(number))?(:(.+))?$", .ignoreCase)
    let bytes = Array(text.utf8)
    guard let match = try pattern.firstMatch(in: bytes) else { return nil }
    return [("start", 2), ("end", 3), ("stride", 5), ("format", 7)].compactMap { name, group in
      match.groups[group].map { (name, .string(String(decoding: bytes[$0], as: UTF8.self))) }
    }
  }

  private static let limit = 1_000_000

  private func numbers(_ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    guard var start = options["start"]?.int, var stride = options["stride"]?.int else { return [] }
    var end: Int
    switch (options["count"]?.int, options["end"]?.int) {
    case (nil, nil):
      throw Diagnostic(.evaluation, "must specify count or end in with_sequence")
    case (nil, let given?): end = given
    case (_?, _?):
      throw Diagnostic(.evaluation, "can't specify both count and end in with_sequence")
    case (0?, nil): (start, end, stride) = (0, 0, 0)
    case (let count?, nil):
      let (length, overflow) = count.multipliedReportingOverflow(by: stride)
      guard !overflow, abs(length) < Int.max / 4, abs(start) < Int.max / 4 else {
        throw Diagnostic(.evaluation, "the sequence has too many elements")
      }
      end = start + length - 1
    }
    if stride > 0, end < start {
      throw Diagnostic(.evaluation, "to count backwards make stride negative")
    }
    if stride < 0, end > start {
      throw Diagnostic(.evaluation, "to count forward don't make stride negative")
    }
    let format = options["format"]?.text ?? "%d"
    guard format.utf8.count(where: { $0 == UInt8(ascii: "%") }) == 1 else {
      throw Diagnostic(.evaluation, "bad formatting string: \(format)")
    }
    if stride == 0 { return [] }
    let (distance, overflow) = end.subtractingReportingOverflow(start)
    guard !overflow, distance / stride < Self.limit else {
      throw Diagnostic(
        .evaluation, "the sequence has more than \(Self.limit) elements")
    }
    var texts: [Value] = []
    for number in Swift.stride(from: start, through: end, by: stride) {
      texts.append(try formatted(number, format, scope))
    }
    return texts
  }

  private static let formatting = TemplateText("format % number")

  private func formatted(
    _ number: Int, _ format: String, _ scope: HostScope
  ) throws(Diagnostic) -> Value {
    if format == "%d" { return .string(String(number)) }
    do {
      let variables = MapScope(["format": .string(format), "number": .int(number)])
      return .string(try scope.run.jinja.evaluate(Self.formatting, scope: variables).text)
    } catch {
      throw Diagnostic(.evaluation, "problem formatting \(number) with '\(format)'")
    }
  }
}
