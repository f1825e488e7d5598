import Core

extension Globals {
  static let lipsumGlobals = [
    Function("lipsum", ["n", "html", "min", "max"]) { (arguments, _) throws(Diagnostic) in
      let count = try arguments.exactInt(0, default: 5)
      let isHTML = try arguments.bool(1, default: true)
      let (least, most) = (
        try arguments.exactInt(2, default: 20), try arguments.exactInt(3, default: 100)
      )
      if count > 10_000 || most > 100_000 { throw arguments.error("the text would be too long") }
      if count > 0, least >= most || least < 0 {
        throw arguments.error("empty range for its words")
      }
      let paragraphs = (0..<max(0, count)).map { _ in paragraph(Int.random(in: least..<most)) }
      return .string(
        isHTML
          ? paragraphs.map { "<p>\($0)</p>" }.joined(separator: "\n")
          : paragraphs.joined(separator: "\n\n"))
    }
  ]

  private static let words = """
    lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore \
    et dolore magna aliqua enim ad minim veniam quis nostrud exercitation ullamco laboris nisi \
    aliquip ex ea commodo consequat duis aute irure in reprehenderit voluptate velit esse cillum \
    eu fugiat nulla pariatur excepteur sint occaecat cupidatat non proident sunt culpa qui officia \
    deserunt mollit anim id est laborum
    """.split(separator: " ").map(String.init)

  /// So many words, some followed by commas, in sentences.
  private static func paragraph(_ count: Int) -> String {
    var out = ""
    var left = 0
    for index in 0..<count {
      let word = words.randomElement() ?? ""
      let begins = left == 0
      if begins { left = Int.random(in: 4...14) }
      out += (index == 0 ? "" : " ") + (begins ? PythonText.capitalize(word) : word)
      left -= 1
      if left == 0 || index == count - 1 {
        out += "."
      } else if Int.random(in: 0..<8) == 0 {
        out += ","
      }
    }
    return out
  }
}
