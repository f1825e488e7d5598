@_exported import OrderedCollections

/// An ordered dictionary as YAML, JSON and Python have it.
package typealias Map = OrderedDictionary<Value, Value>

/// A value of a variable, an argument or a result: Python's data model as far as playbooks see it.
///
/// Equality and hashing follow Python: `1`, `1.0` and `true` are the same key.
package enum Value: Sendable {
  case undefined(Undefined)
  case null
  case bool(Bool)
  case int(Int)
  case float(Double)
  /// Plain text. It is never templated again, whatever it holds: this is how results from hosts
  /// and `!unsafe` values stay inert.
  case string(String)
  case list([Value])
  case map(Map)
  /// Text that a person wrote and that holds Jinja delimiters; it is rendered when looked up.
  case template(TemplateText)
  /// Something with behaviour: a macro, a loop, a namespace, hostvars, a function, a date.
  case object(any Object)
}

/// Why a value is missing: what was looked for, and where. Made for every miss, also for those that
/// `default()` or `is defined` answer, so that the costly parts (place, hint) are found when asked.
package final class Undefined: Sendable {
  /// The expression as the user wrote it: `foo.bar`.
  package let name: String
  /// A whole message where the plain "'name' is undefined" does not do.
  package let message: String?
  private let place: Place
  /// What made it undefined, with its whole chain: a template that asked for something undefined.
  private let cause: Diagnostic?
  /// The value that lacks the attribute, for the hint: its keys are the candidates.
  private let container: Value?

  private enum Place: Sendable {
    case known(SourceLocation?)
    case within(TemplateText, Int)
  }

  package init(name: String, message: String? = nil, location: SourceLocation? = nil) {
    self.name = name
    self.message = message
    place = .known(location)
    container = nil
    cause = nil
  }

  /// A variable that is made of something undefined, which counts as undefined itself.
  package init(name: String, cause: Diagnostic) {
    self.name = name
    message = nil
    place = .known(cause.location)
    container = nil
    self.cause = cause
  }

  /// A name or attribute missed by the expression at byte `offset` of a template.
  package init(
    name: String, message: String? = nil, in template: TemplateText, offset: Int,
    container: Value? = nil
  ) {
    self.name = name
    self.message = message
    place = .within(template, offset)
    self.container = container
    cause = nil
  }

  /// The same, where it is made of something undefined, with the place that its chain came through.
  package func through(
    _ passage: @autoclosure () -> String, at location: @autoclosure () -> SourceLocation?
  )
    -> Undefined
  {
    guard let cause else { return self }
    return Undefined(name: name, cause: cause.through(passage(), at: location()))
  }

  package var location: SourceLocation? {
    switch place {
    case .known(let location): location
    case .within(let template, let offset): template.location(at: offset)
    }
  }

  /// The error that using the value raises.
  package var diagnostic: Diagnostic {
    cause
      ?? Diagnostic(.undefined, message ?? "'\(name)' is undefined", at: location, hint: hint)
  }

  /// Python's `repr` of what ansible-core has in its place.
  package var repr: String {
    let (object, missing) = container.map { ($0.repr, attribute) } ?? ("missing", name)
    return "AnsibleUndefined(hint=None, obj=\(object), name=\(Value.string(missing).repr))"
  }

  private var hint: String? {
    guard case .map(let map)? = container else { return nil }
    return Suggestion.hint(for: attribute, among: map.keys.compactMap(\.string))
  }

  /// The last part of the name.
  private var attribute: String {
    name.utf8.lastIndex(of: UInt8(ascii: ".")).map {
      String(name[name.utf8.index(after: $0)...])
    } ?? name
  }
}

/// Something with behaviour that templates can hold. Each member answers nil when the object has
/// no such thing, so that the template engine words the error.
package protocol Object: AnyObject, Sendable {
  /// The name that `type_debug` and errors show.
  var typeName: String { get }
  /// The text of `{{ object }}`.
  var text: String { get }
  /// Python's truth of the object.
  var isTrue: Bool { get }
  /// The number of elements, for `length`.
  var count: Int? { get }
  /// Whether `text` is a number, for JSON.
  var isNumber: Bool { get }
  /// `object.name`
  func attribute(_ name: String) throws(Diagnostic) -> Value?
  /// `object[key]`
  func item(_ key: Value) throws(Diagnostic) -> Value?
  /// The elements that a `for` loop goes over.
  func elements() throws(Diagnostic) -> [Value]?
  /// Python's `==` where it is more than identity; `hashSeed` must agree with it.
  func equals(_ other: any Object) -> Bool
  var hashSeed: Int { get }
  /// `object(…)`
  func call(_ arguments: [Value], _ keywords: Map) throws(Diagnostic) -> Value?
  /// All that the object is a view of, as a value of its own; nil for what is no view.
  func whole() throws(Diagnostic) -> Value?
}

extension Object {
  package var text: String { "<\(typeName)>" }
  package var isTrue: Bool { true }
  package var count: Int? { nil }
  package var isNumber: Bool { false }
  package func equals(_ other: any Object) -> Bool { false }
  package var hashSeed: Int { ObjectIdentifier(self).hashValue }
  package func attribute(_ name: String) throws(Diagnostic) -> Value? { nil }
  package func item(_ key: Value) throws(Diagnostic) -> Value? { nil }
  package func elements() throws(Diagnostic) -> [Value]? { nil }
  package func call(_ arguments: [Value], _ keywords: Map) throws(Diagnostic) -> Value? { nil }
  package func whole() throws(Diagnostic) -> Value? { nil }
}

extension Value {
  /// The value with all that views in it show, such as `hostvars`, in their place. What holds no object is
  /// given back as it is, without a copy.
  package var whole: Value {
    get throws(Diagnostic) {
      guard holdsObject else { return self }
      switch self {
      case .object(let object): return try object.whole() ?? self
      case .list(let elements):
        return .list(try elements.map { (element) throws(Diagnostic) in try element.whole })
      case .map(var map):
        for (key, value) in map { map[key] = try value.whole }
        return .map(map)
      default: return self
      }
    }
  }

  private var holdsObject: Bool {
    switch self {
    case .object: true
    case .list(let elements): elements.contains(where: \.holdsObject)
    case .map(let map): map.values.contains(where: \.holdsObject)
    default: false
    }
  }
}
