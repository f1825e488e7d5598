import Core

/// Writes values as the filters `to_yaml` and `to_nice_yaml` do: PyYAML's safe dumper over
/// libyaml's emitter, with its options under their own names.
package struct YAMLWriter: Sendable {
  /// Columns of each level; 2 where nothing is said, and for numbers that are not from 2 to 9.
  package var indent: Int?
  /// Where lines are folded; 80 where nothing is said, never for numbers below zero.
  package var width: Int?
  package var sortKeys = true
  package var allowUnicode = true
  /// false: one line per entry; true: all in brackets; nil: brackets for collections of scalars.
  package var defaultFlowStyle: Bool? = false
  /// The indicator of a style; what is none means plain.
  package var defaultStyle = ""
  /// Write `---` and `...`.
  package var explicitStart = false
  package var explicitEnd = false
  /// The canonical form: everything with its tag, in brackets and double quotes.
  package var canonical = false
  /// `\r`, `\n` or `\r\n`.
  package var lineBreak = "\n"
  /// What a line `%YAML` says.
  package var version: (major: Int, minor: Int)?

  /// What stands for a text, and its style, in place of `defaultStyle`.
  package var textStyle: (@Sendable (String) -> (text: String, style: String))?

  /// Write a list or map that stands in the value more than once as an alias (`*id001`).
  package var writesAliases = false

  package init() {}

  /// The text, which ends with a line break.
  ///
  /// - Throws: the error of an undefined value that stands anywhere in `value`, an `evaluation`
  ///   diagnostic for an object or options that libyaml refuses.
  package func write(_ value: Value) throws(Diagnostic) -> String {
    let emitter = Emitter(self)
    emitter.begin(explicitStart: explicitStart, version: version)
    var anchors = writesAliases ? Anchors(of: value, entries: entries) : nil
    try write(value, to: emitter, &anchors)
    return try emitter.finish(explicitEnd: explicitEnd)
  }

  private func write(
    _ value: Value, to emitter: Emitter, _ anchors: inout Anchors?
  ) throws(Diagnostic) {
    var anchor: String?
    switch anchors?.mention(of: value) {
    case .again(let name)?: return emitter.alias(name)
    case .whole(let name)?: anchor = name
    case nil: break
    }
    switch value {
    case .list(let elements):
      emitter.beginList(isFlow: isFlow(elements), anchor: anchor)
      for element in elements { try write(element, to: emitter, &anchors) }
      emitter.endList()
    case .map(let map):
      emitter.beginMap(isFlow: isFlow(map.keys) && isFlow(map.values), anchor: anchor)
      for entry in entries(of: map) {
        try write(entry.key, to: emitter, &anchors)
        try write(entry.value, to: emitter, &anchors)
      }
      emitter.endMap()
    case .undefined(let undefined): throw undefined.diagnostic
    case .object where value.encrypted != nil: emitter.tagged(value.text, tag: "!vault")
    case .object(let object) where object.isNumber:
      emitter.scalar((object.text, .int), style: defaultStyle)
    case .object(let object):
      guard let scalar = object as? any YAMLScalar else {
        throw Diagnostic(
          .evaluation, "a value of type \(object.typeName) cannot be written as YAML")
      }
      emitter.scalar((scalar.yaml, .timestamp), style: defaultStyle)
    case .string(let text) where textStyle != nil:
      let (shown, style) = textStyle?(text) ?? (text, defaultStyle)
      emitter.scalar((shown, .str), style: style)
    default: emitter.scalar(Self.scalar(value), style: defaultStyle)
    }
  }

  /// Whether a collection of these stands in brackets.
  private func isFlow(_ members: some Collection<Value>) -> Bool {
    if let defaultFlowStyle { return defaultFlowStyle }
    return defaultStyle.isEmpty
      && members.allSatisfy {
        switch $0 {
        case .list, .map: false
        // Encrypted text is a block.
        default: $0.encrypted == nil
        }
      }
  }

  /// The entries by key; as they are when Python could not compare the keys.
  private func entries(of map: Map) -> [(key: Value, value: Value)] {
    let entries = map.map { (key: $0.key, value: $0.value) }
    return sortKeys ? KeyOrder.sorted(entries) ?? entries : entries
  }

  /// A scalar's text and the tag that it has to be read back with.
  private static func scalar(_ value: Value) -> (text: String, tag: PlainScalar.Tag) {
    switch value {
    case .null: ("null", .null)
    case .bool(let flag): (flag ? "true" : "false", .bool)
    case .int(let number): (String(number), .int)
    case .float(let number): (float(number), .float)
    default: (value.text, .str)
    }
  }

  private static func float(_ number: Double) -> String {
    if number.isNaN { return ".nan" }
    if number.isInfinite { return number < 0 ? "-.inf" : ".inf" }
    let text = PythonText.float(number)
    guard !text.utf8.contains(UInt8(ascii: ".")), let exponent = text.firstIndex(of: "e") else {
      return text
    }
    // `1e17` would be read back as text.
    return text[..<exponent] + ".0" + text[exponent...]
  }
}

/// An object that YAML has a scalar for: a date.
package protocol YAMLScalar: Object {
  /// The text of a timestamp.
  var yaml: String { get }
}
