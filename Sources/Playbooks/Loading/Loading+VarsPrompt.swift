import Core
import YAML

extension Loading {
  private static let promptKeys = [
    "name", "prompt", "default", "private", "confirm", "encrypt", "salt_size", "salt", "unsafe",
  ]

  func varsPrompts(_ node: Node?) -> [VarsPrompt] {
    guard let node, !node.isNull else { return [] }
    return (node.list ?? [node]).compactMap(varsPrompt)
  }

  private func varsPrompt(_ node: Node) -> VarsPrompt? {
    guard let entries = node.entries, let name = node["name"]?.string else {
      report("Invalid vars_prompt data structure, missing 'name' key", at: node.location)
      return nil
    }
    for entry in entries where !Self.promptKeys.contains(entry.key.plainValue.text) {
      let key = entry.key.plainValue.text
      report(
        "Invalid vars_prompt data structure, found unsupported key '\(key)'",
        at: entry.key.location, hint: Suggestion.hint(for: key, among: Self.promptKeys))
    }
    var prompt = VarsPrompt(name: name, at: node.location)
    prompt.prompt = node["prompt"]?.value.text
    prompt.defaultValue = node["default"]?.value
    prompt.isPrivate = flag("private", node) ?? true
    prompt.confirm = flag("confirm", node) ?? false
    prompt.isUnsafe = flag("unsafe", node) ?? false
    prompt.encrypt = node["encrypt"]?.string
    prompt.salt = node["salt"]?.value.text
    prompt.saltSize = node["salt_size"]?.value.int
    return prompt
  }

  private func flag(_ name: String, _ node: Node) -> Bool? {
    node[name].flatMap { setting(named: name, .bool, $0, templated: false) }?.value.bool
  }
}
