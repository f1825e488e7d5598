import ArgumentParser
import Core
import Glibc
import Vault

/// `bosun vault encrypt_string`: values for variables files.
struct EncryptString: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "encrypt_string", abstract: "Encrypt strings for use as variables.")

  @Argument(help: "The strings; - is the standard input.") var strings: [String] = []
  @Flag(name: .shortAndLong, help: "Ask for the string.") var prompt = false
  @Flag(help: "Show what is typed when asked for the string.") var showInput = false
  @Option(
    name: [.customShort("n", allowingJoined: true), .long],
    help: ArgumentHelp("The variable's name (repeatable).", valueName: "name"))
  var name: [String] = []
  @Option(help: ArgumentHelp("The name of the string of the standard input.", valueName: "name"))
  var stdinName: String?
  @OptionGroup var output: OutputOptions
  @OptionGroup var encryption: EncryptOptions
  @OptionGroup var options: VaultActionOptions

  /// A string with the name of its variable, and where it is from.
  private struct Plain {
    let text: [UInt8]
    let name: String?
    let source: String
  }

  private var readsInput: Bool {
    strings.contains(VaultFile.standard) || stdinName != nil || strings.isEmpty && !prompt
  }

  func run() throws {
    let vault = try VaultSession(options)
    try output.check(strings)
    if prompt, readsInput {
      throw Diagnostic(
        .usage, "The --prompt option is not supported if also reading input from stdin")
    }
    let identity = try vault.encrypting(encryption)
    var plain: [Plain] = []
    if prompt { plain.append(try asked(vault)) }
    if readsInput { plain.append(try input(vault)) }
    plain += try arguments(vault)
    var lines: [String] = []
    for (index, one) in plain.enumerated() {
      if plain.count > 1 { Self.announce(one, number: index + 1, vault) }
      lines.append(Self.block(try vault.encrypt(one.text, for: identity), name: one.name))
    }
    let text = lines.map { $0 + "\n" }.joined()
    try VaultFile.write(Array(text.utf8), to: output.path ?? VaultFile.standard)
    vault.sayOnTerminal("Encryption successful")
  }

  // MARK: Where strings come from

  private func asked(_ vault: VaultSession) throws(Diagnostic) -> Plain {
    let prompter = vault.session.prompter
    let name = prompter.askNow("Variable name (enter for no name): ", hidden: false) ?? ""
    let question = showInput ? "String to encrypt:" : "String to encrypt (hidden): "
    guard let text = prompter.askNow(question, hidden: !showInput), !text.isEmpty else {
      throw Diagnostic(
        .usage, "The plaintext provided from the prompt was empty, not encrypting")
    }
    return Plain(
      text: Array(text.utf8), name: name.isEmpty ? nil : name, source: "the interactive prompt")
  }

  private func input(_ vault: VaultSession) throws(Diagnostic) -> Plain {
    vault.sayOnTerminal(
      "Reading plaintext input from stdin. (ctrl-d to end input, twice if your content does not "
        + "already have a newline)")
    let text = try VaultFile.read(VaultFile.standard)
    if text.isEmpty { throw Diagnostic(.usage, "stdin was empty, not encrypting") }
    if text.last != 0x0A { vault.sayOnTerminal("\n") }
    return Plain(text: text, name: stdinName, source: "stdin")
  }

  private func arguments(_ vault: VaultSession) throws(Diagnostic) -> [Plain] {
    let strings = strings.filter { $0 != VaultFile.standard }
    if let last = name.last, strings.count > name.count {
      let words = [
        "The number of --name options do not match the number of args.",
        "The last named variable will be \"\(last)\". The rest will not have names.",
      ]
      for line in words { vault.session.screen.display(line, to: .error) }
    }
    if strings.contains("") {
      throw Diagnostic(
        .usage, "The plaintext provided from the command line args was empty, not encrypting")
    }
    return strings.enumerated().map { index, text in
      Plain(
        text: Array(text.utf8), name: index < name.count ? name[index] : nil,
        source: "the command line args")
    }
  }

  // MARK: Output

  private static func announce(_ plain: Plain, number: Int, _ vault: VaultSession) {
    let words =
      plain.name.map {
        "# The encrypted version of variable (\"\($0)\", the string #\(number) from \(plain.source))."
      } ?? "# The encrypted version of the string #\(number) from \(plain.source).)"
    vault.session.screen.display(words, to: .error)
  }

  /// A YAML value to be pasted.
  private static func block(_ encrypted: [UInt8], name: String?) -> String {
    let lines = String(decoding: encrypted, as: UTF8.self).split(separator: "\n")
    return ((name.map { "\($0): " } ?? "") + "!vault |")
      + lines.map { "\n          " + $0 }.joined()
  }
}
