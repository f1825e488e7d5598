import Modules

/// `sudo`, which is told a prompt of ours and so asks in no language.
struct SudoBecome: BecomeMethod {
  let name = "sudo"
  let asksOnTerminal = false
  let readsInput = true

  func command(_ become: Become, prompt: String, shell: String, onTerminal: Bool) -> String {
    var words = become.flags(or: "-H -S -n").compactMap(Self.withoutN)
    if become.password == nil {
      words.append("-n")
    } else {
      words += ["-S", "-p", prompt]
    }
    return "exec " + ShellText.words(become.program + words + ["-u", become.user]) + " \(shell)"
  }

  /// The flag without the letter that means "never ask"; nil when nothing is left.
  private static func withoutN(_ flag: String) -> String? {
    if flag == "--non-interactive" { return nil }
    guard flag.hasPrefix("-"), !flag.hasPrefix("--") else { return flag }
    let rest = flag.filter { $0 != "n" }
    return rest == "-" ? nil : rest
  }
}

/// `su`. It has no flag that keeps it from asking: without a password it finds nothing on standard
/// input, and the shell after it gets ours by another descriptor.
struct SuBecome: BecomeMethod {
  let name = "su"
  let asksOnTerminal = false
  let readsInput = false

  func command(_ become: Become, prompt: String, shell: String, onTerminal: Bool) -> String {
    // `-s`: users whose login shell lets nobody in, or is none that POSIX knows.
    let words = become.program + become.flags(or: "") + [become.user, "-s", "/bin/sh", "-c"]
    let su = "exec \(ShellText.words(words))"
    // A wrapper such as `sudo su -` would close the descriptor, and asks on the terminal itself.
    let isWrapped = become.program.count > 1
    guard !isWrapped, onTerminal || become.password == nil else {
      return "\(su) \(ShellText.quote("exec \(shell)"))"
    }
    let input = onTerminal && become.password != nil ? "/dev/tty" : "/dev/null"
    return "exec 6<&0 <\(input); \(su) \(ShellText.quote("exec \(shell) <&6 6<&-"))"
  }
}

/// OpenBSD's `doas`. It asks on a terminal, or not at all.
struct DoasBecome: BecomeMethod {
  let name = "doas"
  let asksOnTerminal = true
  let readsInput = false

  func command(_ become: Become, prompt: String, shell: String, onTerminal: Bool) -> String {
    var words = become.flags(or: "").filter { $0 != "-n" }
    if become.password == nil { words.append("-n") }
    return "exec " + ShellText.words(become.program + words + ["-u", become.user]) + " \(shell)"
  }
}
