import Core

/// Arguments for the `ssh` program, as `ssh_args`, `ssh_common_args` and `ssh_extra_args` give
/// them; what they say, in the words of ssh_config(5).
struct SSHArguments {
  private(set) var lines: [SSHConfigLine] = []
  /// `-F`
  private(set) var files: SSHConfigReader.Files?

  /// - Throws: `unreachable` for an argument that is none of `ssh`, or that makes no sense for
  ///   commands on hosts.
  init(_ words: [String]) throws(Diagnostic) {
    var words = words[...]
    while let word = words.popFirst() {
      guard word.hasPrefix("-"), word != "-", word != "--" else {
        throw Self.refusal(word, "is no option of ssh")
      }
      var letters = word.dropFirst()
      while let letter = letters.popFirst() {
        if try takeFlag(letter) { continue }
        guard Self.takesArgument.contains(letter) else {
          throw Self.refusal("-\(letter)", "makes no sense here")
        }
        guard let argument = letters.isEmpty ? words.popFirst() : String(letters) else {
          throw Self.refusal("-\(letter)", "needs an argument")
        }
        try take(letter, argument)
        break
      }
    }
  }

  private static let takesArgument = Set("BbcEeFiJlmopS")

  /// Takes an option without argument; false when it is none.
  private mutating func takeFlag(_ letter: Character) throws(Diagnostic) -> Bool {
    switch letter {
    case "4": add("addressfamily", "inet")
    case "6": add("addressfamily", "inet6")
    case "A": add("forwardagent", "yes")
    case "a": add("forwardagent", "no")
    case "C": add("compression", "yes")
    // About the terminal, talk, sharing of connections: nothing that we have.
    case "g", "K", "k", "M", "n", "q", "T", "t", "v", "X", "x", "Y", "y": break
    default: return false
    }
    return true
  }

  private mutating func take(_ letter: Character, _ argument: String) throws(Diagnostic) {
    switch letter {
    case "B": add("bindinterface", argument)
    case "b": add("bindaddress", argument)
    case "F":
      files = argument == "none" ? SSHConfigReader.Files.none : .only(Path.expandingHome(argument))
    case "i": add("identityfile", argument)
    case "J": add("proxyjump", argument)
    case "l": add("user", argument)
    case "o":
      if let line = try SSHConfigLine(argument.utf8, place: "-o \(argument)") { lines.append(line) }
    case "p": add("port", argument)
    default: break
    }
  }

  private mutating func add(_ keyword: String, _ value: String) {
    lines.append(SSHConfigLine(keyword, [value], place: "the arguments of ssh"))
  }

  private static func refusal(_ word: String, _ why: String) -> Diagnostic {
    Diagnostic(
      .unreachable, "the argument '\(word)' of ssh \(why)",
      hint: "see ansible_ssh_args, ansible_ssh_common_args and ansible_ssh_extra_args")
  }
}
