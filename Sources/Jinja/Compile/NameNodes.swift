import Core

/// A name whose slot always holds a value: a loop's variable, a parameter.
final class SlotNode: Node, @unchecked Sendable {
  private let slot: Int

  init(_ slot: Int) { self.slot = slot }

  override func callAsFunction(_ context: Context) throws(Diagnostic) -> Value {
    context.slots[slot] ?? .null
  }

  override func place(_ context: Context) throws(Diagnostic) -> Place? {
    guard let place = context.slots.place(slot), !place.pointee.isUndefined else { return nil }
    return place
  }
}

/// A name that only the scope can know.
final class FreeNode: LocatedNode, @unchecked Sendable {
  private let index: Int
  private let name: InternedName

  init(_ index: Int, _ name: String, _ offset: Int) {
    self.index = index
    self.name = .of(name)
    super.init(offset)
  }

  override func callAsFunction(_ context: Context) throws(Diagnostic) -> Value {
    if let place = try place(context) { return place.pointee.value }
    guard case .undefined(let known)? = try context.freeValue(index, name) else {
      return .undefined(Undefined(name: name.text, in: context.template.text, offset: offset))
    }
    return .undefined(known.through(passage, at: location(in: context)))
  }

  override func place(_ context: Context) throws(Diagnostic) -> Place? {
    if let place = context.freePlace(index) { return place }
    // What goes wrong in the variable's templates says where it was used.
    do throws(Diagnostic) { try context.ask(index, name) } catch {
      throw error.through(passage, at: location(in: context))
    }
    return context.freePlace(index)
  }

  private var passage: String { "in the variable '\(name.text)', used at" }
}

/// A name that the template may have set, in one of some slots, innermost first; else another has to know.
final class NameNode: Node, @unchecked Sendable {
  private let slots: [Int]
  /// nil where the last slot always holds a value.
  private let beyond: Node?

  init(_ slots: [Int], _ beyond: Node?) {
    self.slots = slots
    self.beyond = beyond
  }

  override func callAsFunction(_ context: Context) throws(Diagnostic) -> Value {
    for slot in slots { if let value = context.slots[slot] { return value } }
    return try beyond?(context) ?? .null
  }

  override func place(_ context: Context) throws(Diagnostic) -> Place? {
    for slot in slots {
      guard let place = context.slots.place(slot) else { continue }
      return place.pointee.isUndefined ? nil : place
    }
    return try beyond?.place(context)
  }
}
