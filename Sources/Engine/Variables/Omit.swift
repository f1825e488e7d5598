import Core
import Jinja

extension Value {
  /// The value of the variable `omit`: an argument with it counts as not given.
  static let omit = Value.object(Omit.shared)

  var isOmitted: Bool { if case .object(let object) = self { object is Omit } else { false } }
  var isUndefinedOrOmitted: Bool { isUndefined || isOmitted }

  /// The value without omitted entries, at any depth.
  var withoutOmitted: Value {
    switch self {
    case .list(let elements):
      .list(elements.filter { !$0.isOmitted }.map(\.withoutOmitted))
    case .map(let map):
      .map(map.filter { !$0.value.isOmitted }.mapValues(\.withoutOmitted))
    default: self
    }
  }
}

/// The one object behind `omit`.
final class Omit: Object {
  static let shared = Omit()
  let typeName = "str"
  let text = "__omit_place_holder__"
}
