import Core

/// `value.name`
final class AttributeNode: LocatedNode, @unchecked Sendable {
  private let base: Node
  private let key: KeyHint
  private let method: Methods.Candidates?
  /// Whether dicts have a method of that name, which comes before their keys.
  private let isMethodOfMaps: Bool
  private let path: String

  /// - Parameter path: the whole expression as errors show it.
  init(_ base: Node, _ name: String, path: String, _ offset: Int) {
    self.base = base
    self.path = path
    key = KeyHint(name)
    method = Methods.candidates(name)
    isMethodOfMaps = method?.map != nil
    super.init(offset)
  }

  override func place(_ context: Context) throws(Diagnostic) -> Place? {
    guard !isMethodOfMaps, let base = try base.place(context) else { return nil }
    return base.pointee.entry(key)
  }

  override func callAsFunction(_ context: Context) throws(Diagnostic) -> Value {
    if let place = try place(context) { return place.pointee.value }
    let container = try base(context)
    let name = key.name
    if isMethodOfMaps, case .map = container, let method = method?.map {
      return .object(BoundMethod(container, method))
    }
    if let found = try Attributes.attribute(container, name, key: .string(name)) { return found }
    if let method = method?.method(for: container) {
      return .object(BoundMethod(container, method))
    }
    return .undefined(
      Undefined(
        name: path, message: Attributes.missing(container, name), in: context.template.text,
        offset: offset,
        container: container))
  }
}

/// `value[key]`
class ItemNode: LocatedNode, @unchecked Sendable {
  fileprivate let base: Node
  private let key: Node
  private let path: String

  /// - Parameter path: the expression before the bracket as errors show it.
  init(_ base: Node, _ key: Node, path: String, _ offset: Int) {
    self.base = base
    self.key = key
    self.path = path
    super.init(offset)
  }

  final override func callAsFunction(_ context: Context) throws(Diagnostic) -> Value {
    do throws(Diagnostic) {
      if let place = try place(context) { return place.pointee.value }
      return try value(context)
    } catch { throw located(error, context) }
  }

  private func value(_ context: Context) throws(Diagnostic) -> Value {
    let container = try base(context)
    let key = try key(context)
    if let found = try Attributes.item(container, key) { return found }
    if let method = key.string.flatMap(Methods.candidates)?.method(for: container) {
      return .object(BoundMethod(container, method))
    }
    let name = key.string.map { "\(path).\($0)" } ?? "\(path)[\(key.repr)]"
    return .undefined(
      Undefined(
        name: name, message: Attributes.missing(container, element: key), in: context.template.text,
        offset: offset, container: container))
  }
}

/// `value['key']`
final class EntryNode: ItemNode, @unchecked Sendable {
  private let hint: KeyHint

  init(_ base: Node, _ key: String, path: String, _ offset: Int) {
    hint = KeyHint(key)
    super.init(base, ConstantNode(.string(key)), path: path, offset)
  }

  override func place(_ context: Context) throws(Diagnostic) -> Place? {
    guard let base = try base.place(context) else { return nil }
    return base.pointee.entry(hint)
  }
}

/// `value[0]`
final class ElementNode: ItemNode, @unchecked Sendable {
  private let index: Int

  init(_ base: Node, _ index: Int, path: String, _ offset: Int) {
    self.index = index
    super.init(base, ConstantNode(.int(index)), path: path, offset)
  }

  override func place(_ context: Context) throws(Diagnostic) -> Place? {
    guard index >= 0, let base = try base.place(context) else { return nil }
    return base.pointee.element(index)
  }
}

/// `loop.index` and the like, where `loop` is the loop around it.
final class LoopNode: Node, @unchecked Sendable {
  /// What is a number.
  enum Field: String { case index, index0, length, revindex, revindex0 }

  private let slot: Int
  private let field: Field
  private let other: Node

  /// - Parameter other: the same expression, for whatever `loop` is when it is no loop.
  init(_ slot: Int, _ field: Field, other: Node) {
    self.slot = slot
    self.field = field
    self.other = other
  }

  @inline(__always)
  private func number(_ context: Context) -> Int? {
    guard let loop = context.slots.place(slot)?.pointee.loop else { return nil }
    return loop._withUnsafeGuaranteedRef { loop in
      switch field {
      case .index: loop.index + 1
      case .index0: loop.index
      case .length: loop.failure == nil ? loop.elements.count : nil
      case .revindex: loop.failure == nil ? loop.elements.count - loop.index : nil
      case .revindex0: loop.failure == nil ? loop.elements.count - loop.index - 1 : nil
      }
    }
  }

  override func callAsFunction(_ context: Context) throws(Diagnostic) -> Value {
    if let number = number(context) { return .int(number) }
    return try other(context)
  }

  override func write(_ context: Context) throws(Diagnostic) {
    guard let number = number(context) else { return try other.write(context) }
    context.out.append(decimal: number)
  }
}

extension [Value] {
  /// Where an element lies. The index must be valid.
  @inline(__always)
  func place(_ index: Int) -> Place {
    withUnsafeBufferPointer { Place($0.baseAddress.unsafelyUnwrapped + index) }
  }
}

extension Lent {
  /// The entry of a map.
  @inline(__always)
  borrowing func entry(_ key: borrowing KeyHint) -> Place? {
    switch value {
    case .map(let map): key.place(in: map)
    default: nil
    }
  }

  /// The element of a list.
  @inline(__always)
  borrowing func element(_ index: Int) -> Place? {
    switch value {
    case .list(let elements): return index < elements.count ? elements.place(index) : nil
    default: return nil
    }
  }

  borrowing func isObject(_ other: AnyObject) -> Bool {
    if case .object(let object) = value { object === other } else { false }
  }

  var macro: MacroObject? {
    guard case .object(let object) = value, type(of: object) == MacroObject.self else { return nil }
    return unsafeDowncast(object, to: MacroObject.self)
  }

  /// The value as what `loop` stands for.
  var loop: Unmanaged<Loop>? {
    guard case .object(let object) = value, type(of: object) == Loop.self else { return nil }
    return .passUnretained(unsafeDowncast(object, to: Loop.self))
  }
}
