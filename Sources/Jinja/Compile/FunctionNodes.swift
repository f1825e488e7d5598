import Core

/// `function(…)`
final class FunctionNode: LocatedNode, @unchecked Sendable {
  private let function: Node
  private let call: CallNode

  init(_ function: Node, _ call: CallNode, _ offset: Int) {
    (self.function, self.call) = (function, call)
    super.init(offset)
  }

  override func callAsFunction(_ context: Context) throws(Diagnostic) -> Value {
    do throws(Diagnostic) {
      let (callee, call) = (try function(context), try call(context))
      context.callOffset = offset
      return try Calls.call(callee, call, context)
    } catch { throw located(error, context) }
  }

  override func write(_ context: Context) throws(Diagnostic) {
    guard let place = try function.place(context), let macro = place.pointee.macro else {
      return try super.write(context)
    }
    do throws(Diagnostic) {
      let call = try call(context)
      context.callOffset = offset
      try macro.write(call, context)
    } catch { throw located(error, context) }
  }
}

/// `receiver.method(…)`, where a method of that name exists: the receiver's type decides.
final class MethodNode: LocatedNode, @unchecked Sendable {
  private let receiver: Node
  private let methods: Methods.Candidates
  /// The constant arguments for methods of text, which most are.
  private let bound: Arguments?
  private let call: CallNode
  private let callee: Node
  private let place: Compiler.PlaceChange?

  init(
    _ receiver: Node, _ callee: Node, _ methods: Methods.Candidates, _ call: CallNode,
    place: Compiler.PlaceChange?, _ offset: Int
  ) {
    (self.receiver, self.callee, self.methods) = (receiver, callee, methods)
    (self.call, self.place) = (call, place)
    bound = methods.string.flatMap { method in
      call.hasKeywords ? nil : call.bound(method.parameters, .call, method.name)
    }
    super.init(offset)
  }

  override func callAsFunction(_ context: Context) throws(Diagnostic) -> Value {
    do throws(Diagnostic) { return try value(context) } catch { throw located(error, context) }
  }

  private func value(_ context: Context) throws(Diagnostic) -> Value {
    var value = try receiver(context)
    guard let method = methods.method(for: value) else {
      let (callee, call) = (try callee(context), try call(context))
      context.callOffset = offset
      return try Calls.call(callee, call, context)
    }
    guard method.isMutating, let place else {
      let result =
        if let bound, method === methods.string {
          try method.body(&value, bound)
        } else {
          try method.call(&value, try call(context))
        }
      try context.made(result)
      return result
    }
    let call = try call(context)
    for value in call.positional { try context.requireShallow(value) }
    // The copy must be gone before the change, else the whole value is copied.
    value = .null
    return try place(context) { (value) throws(Diagnostic) in try method.call(&value, call) }
  }
}
