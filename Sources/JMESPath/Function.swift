import Core

/// The functions of the language.
enum Function: String, CaseIterable, Sendable {
  case abs, avg, ceil, contains, floor, join, keys, length, map, max, merge, min, reverse, sort, sum
  case type, values
  case endsWith = "ends_with"
  case maxBy = "max_by"
  case minBy = "min_by"
  case notNull = "not_null"
  case sortBy = "sort_by"
  case startsWith = "starts_with"
  case toArray = "to_array"
  case toNumber = "to_number"
  case toString = "to_string"

  /// What one parameter takes. A list of numbers or texts holds nothing else.
  enum Kind: String {
    case number, string, array, object, boolean, null
    case numbers = "array of numbers"
    case strings = "array of strings"
    case reference = "expression after &"
  }

  /// For each parameter the kinds that it takes; none stands for any.
  var parameters: [[Kind]] {
    switch self {
    case .abs, .ceil, .floor: [[.number]]
    case .avg, .sum: [[.numbers]]
    case .contains: [[.array, .string], []]
    case .join: [[.string], [.strings]]
    case .keys, .values: [[.object]]
    case .length: [[.string, .array, .object]]
    case .map: [[.reference], [.array]]
    case .max, .min, .sort: [[.numbers, .strings]]
    case .merge: [[.object]]
    case .reverse: [[.array, .string]]
    case .type, .toArray, .toNumber, .toString, .notNull: [[]]
    case .endsWith, .startsWith: [[.string], [.string]]
    case .maxBy, .minBy, .sortBy: [[.array], [.reference]]
    }
  }

  /// Takes as many arguments as there are, one at least.
  var isVariadic: Bool { self == .merge || self == .notNull }
}

extension Value {
  /// The name that the language has for the type.
  var kind: Function.Kind? {
    switch self {
    case .int, .float: .number
    case .string, .template: .string
    case .bool: .boolean
    case .list: .array
    case .map, .object: .object
    case .null, .undefined: .null
    }
  }

  func isOf(_ kind: Function.Kind) -> Bool {
    switch kind {
    case .numbers: list?.allSatisfy(\.isNumber) ?? false
    case .strings: list?.allSatisfy { $0.string != nil } ?? false
    default: self.kind == kind
    }
  }
}
