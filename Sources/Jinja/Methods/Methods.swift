import Core

/// The methods of Python's str, list and dict.
enum Methods {
  /// The methods with one name, by the type of the receiver.
  struct Candidates: Sendable {
    var string: Method?
    var list: Method?
    var map: Method?

    var isMutating: Bool { list?.isMutating == true || map?.isMutating == true }

    func method(for value: Value) -> Method? {
      switch value {
      case .string: string
      case .list: list
      case .map: map
      case .object(let object): object is Tuple && list?.isMutating == false ? list : nil
      default: nil
      }
    }
  }

  private static let all: [String: Candidates] = {
    var all: [String: Candidates] = [:]
    for method in StringMethods.all { all[method.name, default: Candidates()].string = method }
    for method in ListMethods.all { all[method.name, default: Candidates()].list = method }
    for method in MapMethods.all { all[method.name, default: Candidates()].map = method }
    return all
  }()

  static func candidates(_ name: String) -> Candidates? { all[name] }
}
