import Core

extension Filters {
  /// community.general: changes of JSON documents (RFC 6902).
  static let jsonPatchFilters: [String: Filter] = [
    "json_patch": Filter(["op", "path", "value", "**"], required: 2, jsonPatch),
    "json_patch_recipe": Filter(["operations", "fail_test"], required: 1, jsonPatchRecipe),
    "json_diff": Filter(["target"], required: 1) { (input, arguments, _) throws(Diagnostic) in
      let source = try document(input, arguments)
      let target = try document(arguments.value(0), arguments)
      return .list(JSONDiff.operations(from: source, to: target))
    },
  ]

  /// The document itself, or one that a string holds.
  private static func document(
    _ value: Value, _ arguments: Arguments
  ) throws(Diagnostic) -> Value {
    if value.map != nil || value.list != nil { return value }
    guard let text = value.string else {
      throw arguments.error("a dictionary, list or string is needed, not \(value.typeName)")
    }
    do throws(Diagnostic) {
      return try JSONReader.read(Array(text.utf8), name: "<json_patch>")
    } catch {
      throw arguments.error("could not decode JSON", because: error)
    }
  }

  private static func jsonPatch(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    for (name, _) in arguments.keywords where name != "from" && name != "fail_test" {
      throw arguments.error("unexpected keywords arguments: \(name)")
    }
    var operation: Map = [
      "op": arguments.value(0), "path": arguments.value(1), "value": arguments.value(2),
    ]
    if let from = arguments.keyword("from"), !from.isNull { operation["from"] = from }
    let fails = arguments.keyword("fail_test") ?? false
    return try patch(input, [.map(operation)], fails, arguments)
  }

  private static func jsonPatchRecipe(
    _ input: Value, _ arguments: Arguments, _ context: Context
  ) throws(Diagnostic) -> Value {
    guard let operations = arguments.value(0).list else {
      throw arguments.error("'operations' needs to be a list")
    }
    return try patch(input, operations, arguments[1] ?? false, arguments)
  }

  /// The changed document; `none` where a test fails, unless that is to be an error.
  private static func patch(
    _ input: Value, _ operations: [Value], _ failsOnTest: Value, _ arguments: Arguments
  ) throws(Diagnostic) -> Value {
    guard let failsOnTest = failsOnTest.bool else {
      throw arguments.error("'fail_test' argument is not a bool")
    }
    var result = try document(input, arguments)
    var patches: [JSONPatch] = []
    for operation in operations {
      do throws(Diagnostic) {
        patches.append(try JSONPatch(operation))
      } catch {
        throw arguments.error(error.message)
      }
    }
    for patch in patches {
      do throws(Diagnostic) {
        if try patch.apply(to: &result) { continue }
      } catch {
        throw arguments.error("patch failed: \(error.message)")
      }
      if failsOnTest { throw arguments.error("test operation failed: \(patch.pathText)") }
      return .null
    }
    return result
  }
}
