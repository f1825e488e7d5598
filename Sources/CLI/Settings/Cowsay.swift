import Core

/// Headings drawn by the program `cowsay`, as Ansible does where it is installed (`display.py`).
struct Cowsay: Sendable {
  let program: String
  /// The animals of `cow_selection`, of which `random` takes one of those that are there and accepted.
  let animals: [String]

  private static let places = [
    "/usr/bin/cowsay", "/usr/games/cowsay", "/usr/local/bin/cowsay", "/opt/local/bin/cowsay",
  ]

  /// nil where there is no such program, or nobody wants it (`nocows`).
  ///
  /// - Throws: `usage` for a value that does not fit.
  init?(_ configuration: Configuration) throws(Diagnostic) {
    if try configuration.changed("ANSIBLE_NOCOWS")?.bool ?? false { return nil }
    let named = try configuration.changed("ANSIBLE_COW_PATH")?.string
    guard let program = named ?? Self.places.last(where: Files.isExecutable) else { return nil }
    guard let list = try? OtherProgram([program, "-l"]).run(withErrors: false), list.isGood else {
      return nil
    }
    self.program = program
    let chosen = try configuration.current("ANSIBLE_COW_SELECTION").text
    let there = list.output.split { $0 == " " || $0 == "\n" }.map(String.init)
    let accepted = try configuration.current("ANSIBLE_COW_ACCEPTLIST").list?.map(\.text) ?? []
    animals =
      chosen == "random" ? there.filter { accepted.isEmpty || accepted.contains($0) } : [chosen]
  }

  /// The heading as the animal says it; nil where the program fails.
  @Sendable func draw(_ heading: String) -> String? {
    var text = heading
    if text.contains(": [") {
      text = String(text.filter { $0 != "[" })
      if text.hasSuffix("]") { text.removeLast() }
    }
    let animal = animals.randomElement().map { ["-f", $0] } ?? []
    let answer = try? OtherProgram([program, "-W", "60"] + animal + [text]).run(withErrors: false)
    return answer.flatMap { $0.isGood ? $0.output : nil }
  }
}
