import Core
import Glibc

extension Filters {
  /// Lists side by side, and choices from them.
  static let combinationFilters: [String: Filter] = [
    "zip": Filter(["*", "**"]) { (input, arguments, _) throws(Diagnostic) in
      let lists = try lists(input, arguments)
      try allow("strict", arguments)
      if arguments.keyword("strict")?.isTrue == true, Set(lists.map(\.count)).count > 1 {
        throw arguments.error("the lists differ in length")
      }
      let count = lists.map(\.count).min() ?? 0
      return tuples((0..<count).map { index in lists.map { $0[index] } })
    },
    "zip_longest": Filter(["*", "**"]) { (input, arguments, _) throws(Diagnostic) in
      let lists = try lists(input, arguments)
      try allow("fillvalue", arguments)
      let fill = arguments.keyword("fillvalue") ?? .null
      let count = lists.map(\.count).max() ?? 0
      return tuples((0..<count).map { index in lists.map { index < $0.count ? $0[index] : fill } })
    },
    "product": Filter(["*", "**"], takesUndefined: true) {
      (input, arguments, _) throws(Diagnostic) in
      try allow("repeat", arguments)
      let times =
        try arguments.keyword("repeat").map { (value) throws(Diagnostic) in
          guard let number = value.asInteger, (0...100).contains(number) else {
            throw arguments.error("'repeat' must be a number from 0 to 100, not \(value.repr)")
          }
          return number
        } ?? 1
      // The lists are not looked at then.
      if times == 0 { return tuples([[]]) }
      let once = try lists(input, arguments)
      let rows = once.reduce(1.0) { $0 * Double($1.count) }
      if rows > 1e7 || (rows > 1 && Double(times) * log2(rows) > 23) {
        throw arguments.error("too many combinations")
      }
      return tuples(products(Array(repeatElement(once, count: times).joined())))
    },
    "permutations": Filter(["r"]) { (input, arguments, _) throws(Diagnostic) in
      let elements = try Iteration.elements(of: input)
      let size = try arguments.optionalInt(0) ?? elements.count
      if size < 0 { throw arguments.error("r must be non-negative") }
      var rows = 1.0
      for index in 0..<max(0, min(size, elements.count)) { rows *= Double(elements.count - index) }
      if rows > 1e7 { throw arguments.error("too many permutations") }
      return tuples(choices(elements.count, size, ordered: false).map { $0.map { elements[$0] } })
    },
    "combinations": Filter(["r"], required: 1) { (input, arguments, _) throws(Diagnostic) in
      let elements = try Iteration.elements(of: input)
      let size = try arguments.int(0)
      if size < 0 { throw arguments.error("r must be non-negative") }
      var rows = 1.0
      for index in 0..<max(0, min(size, elements.count - size)) {
        rows *= Double(elements.count - index) / Double(index + 1)
      }
      if rows > 1e7 { throw arguments.error("too many combinations") }
      return tuples(choices(elements.count, size, ordered: true).map { $0.map { elements[$0] } })
    },
  ]

  private static func allow(_ name: String, _ arguments: Arguments) throws(Diagnostic) {
    if let other = arguments.keywords.first(where: { $0.name != name }) {
      throw arguments.error("has no argument '\(other.name)'")
    }
  }

  private static func lists(_ input: Value, _ arguments: Arguments) throws(Diagnostic) -> [[Value]]
  {
    var lists = [try Iteration.elements(of: input)]
    for other in arguments.rest { lists.append(try Iteration.elements(of: other)) }
    return lists
  }

  private static func tuples(_ rows: [[Value]]) -> Value {
    .list(rows.map { .object(Tuple($0)) })
  }

  private static func products(_ lists: [[Value]]) -> [[Value]] {
    lists.reduce([[]]) { rows, list in rows.flatMap { row in list.map { row + [$0] } } }
  }

  /// All ways to take `size` of `count` places, each once; only rising ones where `ordered`.
  private static func choices(_ count: Int, _ size: Int, ordered: Bool) -> [[Int]] {
    if size < 0 || size > count { return [] }
    var rows: [[Int]] = [[]]
    for taken in 0..<size {
      // A rising row must leave room for what is still to come.
      let last = ordered ? count - size + taken : count - 1
      rows = rows.flatMap { row in
        (0...last).filter { index in
          ordered ? index > row.last ?? -1 : !row.contains(index)
        }.map { row + [$0] }
      }
    }
    return rows
  }
}
