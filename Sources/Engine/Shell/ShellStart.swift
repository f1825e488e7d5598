import Connections
import Core
import Modules

/// How a shell is started on a host: the commands, and the words by which one knows how far it is.
struct ShellStart: Sendable {
  let become: Become?
  let method: (any BecomeMethod)?
  /// Everybody on the host can read this in a list of processes; that of the replies is another.
  private let token = ShellSession.randomToken()

  /// - Throws: `invalid` for a become method that does not exist.
  init(_ become: Become?) throws(Diagnostic) {
    self.become = become
    method = if let become { try BecomeMethods.named(become.method) } else { nil }
  }

  /// What the shell prints once it reads its script.
  var greeting: String { "bosun-\(token)" }
  /// What is printed, on both streams, before a method that will ask.
  var opening: String { "\(greeting)-asks" }
  /// What `sudo` is told to ask.
  var prompt: String { "[bosun \(token)] password: " }

  /// The password that somebody will ask for.
  var password: Secret? { become?.password }

  /// What goes before the first frame: empty lines for start-up files that read standard input, then
  /// the defaults of options that the environment may have changed (`SHELLOPTS`).
  ///
  /// Where nobody asks for a password the greeting is made here, in words that other shells than
  /// those of POSIX do not take: a start-up file may have put one in place of ours.
  var prelude: [UInt8] {
    let greet = password == nil ? ": ${PPID-}; echo \(greeting)\n" : ""
    return Array("\n\n\n\nset +aCefuvx\n\(greet)".utf8)
  }

  /// The command for the login shell, which may be any. It reads the frames from standard input.
  ///
  /// - Parameter onTerminal: whether the become method gets a terminal, beside the streams.
  func command(onTerminal: Bool) -> String {
    guard let become, let method else { return "exec /bin/sh" }
    var shell = "/bin/sh"
    var script = ""
    if password != nil {
      shell += " -c \(ShellText.quote("echo \(greeting); exec /bin/sh"))"
      script = "echo \(opening); echo \(opening) >&2; "
    }
    let command = method.command(
      become, prompt: prompt, shell: shell, onTerminal: onTerminal)
    script += onTerminal ? self.onTerminal(command, of: method) : command
    return "exec /bin/sh -c \(Self.word(script))"
  }

  /// The command that starts the shell, for a person to read.
  static func summary(_ become: Become?) -> String {
    guard let become, let method = try? BecomeMethods.named(become.method) else { return "/bin/sh" }
    return method.command(become, prompt: "password: ", shell: "/bin/sh", onTerminal: false)
  }

  /// Runs a command with a terminal of its own, made by the host's `script`, while its standard
  /// streams stay those of the connection: so nothing that a terminal does to bytes happens to ours.
  private func onTerminal(_ command: String, of method: any BecomeMethod) -> String {
    // Without echo: what is typed before the method has made that so must not show.
    let inside = ShellText.quote("stty -echo; exec <&7 >&8 2>&9 7<&- 8>&- 9>&-; \(command)")
    // `script` runs its command by $SHELL.
    let script = "SHELL=/bin/sh script -qc \(inside) /dev/null"
    // What is asked on the terminal is answered there, with the first line that comes. When the end
    // comes first, whoever still waits for the line is ended by its group.
    let isAnswered = password != nil && !method.readsInput
    return
      "command -v script >/dev/null || { echo \(ShellText.quote(Self.noScript)) >&2; exit 1; }; "
      + "exec 7<&0 8>&1 9>&2; "
      + (isAnswered ? "head -n 1 <&7 | { \(script) >&9; kill 0; }" : "\(script) </dev/null >&9")
  }

  private static let noScript =
    "a terminal is wanted, and there is no program 'script' to make one (package bsdutils or util-linux)"

  /// A word that POSIX shells, csh and fish all read as this text, which is one line: what they
  /// have in common is the backslash outside of quotes.
  static func word(_ text: String) -> String {
    var word: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
        UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: ":"), 0x80...:
        word.append(byte)
      default: word += [UInt8(ascii: "\\"), byte]
      }
    }
    return String(decoding: word, as: UTF8.self)
  }
}
