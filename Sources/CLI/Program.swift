import ArgumentParser
import Core
import Glibc
import Playbooks
import Reporters

/// The program from its arguments to its exit code.
package enum Program {
  /// What a run ends with when it is not an error: commands throw it.
  struct End: Error { let status: ExitStatus }

  package static func main() async -> Never {
    Memory.prepare()
    var arguments = Array(CommandLine.arguments.dropFirst())
    let name = Path.name(CommandLine.arguments.first ?? "bosun")
    let ansible = AnsibleNames.all[name]
    if arguments.contains("--version"), !arguments.contains("--") {
      write(Version.text(as: ansible == nil ? nil : name), to: .output)
      end(.ok)
    }
    if name == "ansible-galaxy" {
      arguments = GalaxyCommand.completed(arguments)
    } else if arguments.first == "galaxy" {
      arguments = ["galaxy"] + GalaxyCommand.completed(Array(arguments.dropFirst()))
    }
    let status = await run(ansible ?? BosunCommand.self, arguments)
    await Interrupt.waitIfUnderWay()
    end(status)
  }

  /// Ends the process without what libraries have left for its end: libcrypto would clean up under
  /// the threads that still own sessions.
  static func end(_ status: ExitStatus) -> Never {
    fflush(nil)
    _exit(status.rawValue)
  }

  /// The one place where errors become exit codes.
  private static func run(
    _ root: any ParsableCommand.Type, _ arguments: [String]
  ) async -> ExitStatus {
    do {
      if let refusal = GalaxyServerAction.refusal(arguments, root) { throw refusal }
      var command = try parse(arguments, root)
      guard type(of: command).configuration.subcommands.isEmpty else {
        write(root.helpMessage(for: type(of: command)) + "\n", to: .error)
        return .notUnderstood
      }
      try await run(&command)
      return .ok
    } catch let end as End {
      return end.status
    } catch let error as Diagnostic {
      write("ERROR! \(error)\n", to: .error)
      return ExitStatus(error)
    } catch let code as ExitCode {
      return ExitStatus(rawValue: code.rawValue) ?? .unexpected
    } catch {
      // What the parser of options says: help, or what it cannot take.
      let code = root.exitCode(for: error)
      var message = root.fullMessage(for: error) + "\n"
      if !code.isSuccess, let hint = commandHint(arguments.first, root) {
        message += "  hint: \(hint)\n"
      }
      write(message, to: code.isSuccess ? .output : .error)
      if code.isSuccess { return .ok }
      return code == .validationFailure ? .notUnderstood : .unexpected
    }
  }

  /// The command that the words are, also in forms that only argparse takes.
  private static func parse(
    _ arguments: [String], _ root: any ParsableCommand.Type
  ) throws -> any ParsableCommand {
    do { return try root.parseAsRoot(arguments) } catch {
      let words = ArgumentWords.spelledOut(arguments, for: root)
      guard !root.exitCode(for: error).isSuccess, words != arguments else { throw error }
      return try root.parseAsRoot(words)
    }
  }

  /// Runs a command, whether it waits for something or not.
  static func run(_ command: inout some ParsableCommand) async throws {
    guard let command = command as? any AsyncParsableCommand else { return try command.run() }
    // Nobody else has it: it was parsed for this run.
    nonisolated(unsafe) var waiting = command
    try await waiting.run()
  }

  /// The command that a misspelt one was meant to be.
  private static func commandHint(
    _ word: String?, _ root: any ParsableCommand.Type
  ) -> String? {
    let names = root.configuration.subcommands.compactMap { $0.configuration.commandName }
    guard let word, !word.hasPrefix("-"), !names.contains(word) else { return nil }
    return Suggestion.hint(for: word, among: names)
  }

  private static func write(_ text: String, to stream: Screen.Stream) {
    Screen.writeToStandard(stream, text)
  }
}

/// What the program says it is.
enum Version {
  static let own = "0.1.0"
  /// The ansible-core whose language and messages are followed.
  static let ansibleCore = "2.18.0"

  /// Scripts read the first line of `ansible-playbook --version`.
  static func text(as name: String?) -> String {
    guard let name else { return "bosun \(own)\n  follows ansible-core \(ansibleCore)\n" }
    return "\(name) [core \(ansibleCore)]\n  bosun \(own)\n"
  }
}
