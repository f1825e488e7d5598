import Core

/// What a module of the user's own has printed, as a result (ansible-core's `_parse_returned_data`).
struct CustomOutput {
  /// - Parameters:
  ///   - values: `rc`, `stdout` and `stderr` of its process.
  ///   - warn: takes what is odd about the output.
  static func result(_ values: Map, warn: (String) -> Void) -> Map {
    let output = values["stdout"]?.text ?? ""
    do throws(Diagnostic) {
      let (text, junk) = try object(in: output)
      guard var result = try JSONReader.read(Array(text.utf8), name: "<module>").map else {
        throw Diagnostic(.task, "No start of json char found")
      }
      for key in result.keys where isInternal(key.text) { result.removeValue(forKey: key) }
      if let other = result["results"], other.list == nil, other.map == nil {
        result["ansible_module_results"] = other
        result.removeValue(forKey: "results")
        warn(
          "Found internal 'results' key in module return, renamed to 'ansible_module_results'.")
      }
      if let junk { warn("Module invocation had junk after the JSON data: \(junk)") }
      if let facts = result["ansible_facts"]?.map {
        result["ansible_facts"] = .map(facts.filter { !isInternal($0.key.text) })
      }
      return result
    } catch {
      return failure(error.message, values)
    }
  }

  /// Names that only ansible-core itself gives a meaning.
  private static func isInternal(_ name: String) -> Bool {
    name.hasPrefix("_ansible_") && name != "_ansible_no_log" && name != "_ansible_verbose_always"
  }

  /// The lines from the first that begins with a brace to the last that ends with one, and what stands
  /// after them.
  private static func object(in output: String) throws(Diagnostic) -> (String, junk: String?) {
    let lines = TaskReport.lines(output)
    func blanks(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
    guard
      let start = lines.firstIndex(where: { $0.utf8.first { !blanks($0) } == UInt8(ascii: "{") })
    else { throw Diagnostic(.task, "No start of json char found") }
    guard
      let end = lines.lastIndex(where: {
        $0.utf8.reversed().first { !blanks($0) } == UInt8(ascii: "}")
      }), end >= start
    else { throw Diagnostic(.task, "No end of json char found") }
    let junk = lines[(end + 1)...]
    let isEmpty = junk.allSatisfy { $0.utf8.allSatisfy(blanks) }
    return (
      lines[start...end].joined(separator: "\n"), isEmpty ? nil : junk.joined(separator: "\n")
    )
  }

  private static func failure(_ reason: String, _ values: Map) -> Map {
    let (output, errors) = (values["stdout"]?.text ?? "", values["stderr"]?.text ?? "")
    // The shell's own status for a program that it does not find.
    let what =
      values["rc"] == 127
      ? "The module failed to execute correctly, you probably need to set the interpreter."
      : "MODULE FAILURE: \(reason)"
    var result: Map = [
      "failed": true, "module_stdout": .string(output), "module_stderr": .string(errors),
      "msg": .string("\(what)\nSee stdout/stderr for the exact error"),
      "rc": values["rc"] ?? 0,
    ]
    for text in [errors, output] where text.hasPrefix("Traceback") {
      result["exception"] = result["exception"] ?? .string(text)
    }
    return result
  }
}
