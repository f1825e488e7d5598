import Core

/// The methods of Python's str, list and dict.
enum Methods {
  /// The methods with one name, by the type of the receiver.
  struct Candidates: Sendable {
    let name: String
    var string: Method?
    var list: Method?
    var map: Method?
    var number: Method?

    var isMutating: Bool { list?.isMutating == true || map?.isMutating == true }

    func method(for value: Value) -> Method? {
      switch value {
      case .string: string
      case .list: list
      case .map: map
      case .int, .bool, .float: number
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
    var all: [String: Candidates] = [:]
    for method in StringMethods.all {
      all[method.name, default: Candidates(name: method.name)].string = method
    }
    for method in ListMethods.all {
      all[method.name, default: Candidates(name: method.name)].list = method
    }
    for method in MapMethods.all {
      all[method.name, default: Candidates(name: method.name)].map = method
    }
    for method in NumberMethods.all {
      all[method.name, default: Candidates(name: method.name)].number = method
    }
    return all
  }()

  static func candidates(_ name: String) -> Candidates? { all[name] }
}
