import Core

/// The methods of Python's str, list and dict.
enum Methods {
  /// The methods with one name, by the type of the receiver.
  final class Candidates: Sendable {
    let name: String
    let string: Method?
    let list: Method?
    let map: Method?
    let number: Method?

    init(_ name: String) {
      self.name = name
      string = StringMethods.all.first { $0.name == name }
      list = ListMethods.all.first { $0.name == name }
      map = MapMethods.all.first { $0.name == name }
      number = NumberMethods.all.first { $0.name == name }
    }

    var isMutating: Bool { list?.isMutating == true || map?.isMutating == true }

    func method(for value: Value) -> Method? {
      switch value {
      case .string: string
      case .list: list
      case .map: map
      case .int, .bool, .float: number
      case .object(is BigInteger): number
      case .object(let object):
        if object is Tuple || object is IntegerRange {
          name == "index" || name == "count" ? list : nil
        } else {
          nil
        }
      default: nil
      }
    }
  }

  private static let all: [String: Candidates] = {
    let methods = StringMethods.all + ListMethods.all + MapMethods.all + NumberMethods.all
    let names = Set(methods.map(\.name))
    return Dictionary(uniqueKeysWithValues: names.map { ($0, Candidates($0)) })
  }()

  static func candidates(_ name: String) -> Candidates? { all[name] }
}
