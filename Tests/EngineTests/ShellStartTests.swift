import Connections
import Core
import Testing

@testable import Engine

/// How a shell is started, without a host: the words for the login shell and the dialogue until the
/// greeting.
struct ShellStartTests {
  private func dialogue(
    _ method: String, password: String? = "secret"
  ) throws -> (StartDialogue, ShellStart) {
    let start = try ShellStart(
      Become(method: method, user: "root", password: password.map { Secret($0) }))
    return (StartDialogue(start), start)
  }

  private func out(_ text: String) -> ProcessOutput { .output(Array(text.utf8)) }
  private func err(_ text: String) -> ProcessOutput { .error(Array(text.utf8)) }

  @Test func wordsForAnyLoginShellHaveNoQuotes() {
    #expect(ShellStart.word("a 'b' \\ $c!") == #"a\ \'b\'\ \\\ \$c\!"#)
    #expect(ShellStart.word("/bin/sh -c é") == #"/bin/sh\ -c\ é"#)
  }

  @Test func questionsBeforeTheMethodAreNotAnswered() throws {
    var (dialogue, start) = try dialogue("su")
    #expect(dialogue.receive(err("Password: ")) == .nothing)
    #expect(dialogue.receive(out("\(start.opening)\n")) == .nothing)
    #expect(dialogue.settled() == .nothing)
    #expect(dialogue.receive(err("\n\(start.opening)\n")) == .nothing)
    #expect(dialogue.receive(err("パスワード: ")) == .unfinished(.milliseconds(200)))
    #expect(dialogue.settled() == .asks)
  }

  @Test(arguments: ["Password: ", "密码：", "Mot de passe : ", "ססמה:"])
  func colonsOfEveryLanguageAsk(prompt: String) throws {
    var (dialogue, start) = try dialogue("su")
    let event = dialogue.receive(err("\(start.opening)\n\(prompt)"))
    #expect(event == .unfinished(.milliseconds(200)))
    #expect(dialogue.settled() == .asks)
    dialogue.answered()
    #expect(dialogue.receive(err("\nsu: Authentication failure for secret\n")) == .nothing)
    #expect(dialogue.words == "su: Authentication failure for ********")
  }

  @Test func halfOfALineIsNoQuestion() throws {
    var (dialogue, start) = try dialogue("doas")
    _ = dialogue.receive(err("\(start.opening)\nsh: 1: exec: "))
    #expect(dialogue.receive(err("doas: not found\n")) == .nothing)
    #expect(dialogue.settled() == .nothing)
  }

  @Test func aLineWithoutAnEndAsksOnceItHasStood() throws {
    var (dialogue, start) = try dialogue("sudo")
    #expect(dialogue.receive(err("\(start.opening)\nWe trust you have received\n")) == .nothing)
    #expect(dialogue.receive(err("Enter PIN>")) == .unfinished(.seconds(1)))
    #expect(dialogue.settled() == .asks)
    dialogue.answered()
    #expect(dialogue.settled() == .nothing)
    #expect(dialogue.receive(err("\nSorry, try again.\n\(start.prompt)")) == .asksAgain)
    #expect(dialogue.words == "Sorry, try again.")
  }

  @Test func withoutAPasswordNobodyIsAnswered() throws {
    var (dialogue, start) = try dialogue("su", password: nil)
    #expect(dialogue.receive(err("\(start.opening)\nPassword: ")) == .nothing)
    #expect(dialogue.settled() == .nothing)
  }

  @Test func theGreetingIsFoundInPieces() throws {
    var (dialogue, start) = try dialogue("sudo")
    let text = "Welcome!\nno end" + start.greeting
    for byte in text.utf8 { #expect(dialogue.receive(.output([byte])) == .nothing) }
    #expect(dialogue.receive(out("\nB 1")) == .greets(rest: Array("B 1".utf8)))
  }

  @Test(arguments: ["sudo", "su", "doas"])
  func noCommandHasThePassword(method: String) throws {
    let start = try ShellStart(
      Become(method: method, user: "root", password: Secret("secret"), flags: "-n -H"))
    for onTerminal in [false, true] {
      let command = start.command(onTerminal: onTerminal)
      #expect(!command.contains("secret"))
      #expect(!command.contains("\n") && !command.contains("'\\''"))
    }
    #expect(!String(decoding: start.prelude, as: UTF8.self).contains("secret"))
  }

  @Test func aMissingTerminalIsKnownUntilThePasswordWasGiven() throws {
    var (dialogue, start) = try dialogue("sudo")
    let words = "sudo: sorry, you must have a tty to run sudo\n"
    _ = dialogue.receive(err("\(start.opening)\n\(words)"))
    #expect(dialogue.missesTerminal)
    dialogue.answered()
    #expect(!dialogue.missesTerminal)
  }

  @Test func methodsThatAreNotThereAreRefused() {
    #expect { try ShellStart(Become(method: "runas", user: "x")) } throws: {
      ($0 as? Diagnostic)?.message.contains("Windows hosts only") ?? false
    }
    #expect(throws: Diagnostic.self) { try ShellStart(Become(method: "magic", user: "x")) }
  }
}
