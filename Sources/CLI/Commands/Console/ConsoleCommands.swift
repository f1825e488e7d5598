import Core
import Engine
import Playbooks
import Reporters

/// The console's own words: what changes the tasks after it, and what shows something.
struct ConsoleCommands: Sendable {
  let name: String
  let help: String
  let body: @Sendable (inout Console, String) throws(Diagnostic) -> Void

  static func named(_ name: String) -> ConsoleCommands? {
    let name = ["?": "help", "EOF": "exit", "quit": "exit", "serial": "forks"][name] ?? name
    return all.first { $0.name == name }
  }

  static var names: [String] { all.map(\.name) + ["serial", "EOF"] }

  private static let all: [ConsoleCommands] =
    [places, shows].flatMap { $0 } + [
      flag("become", "Become another user: become yes") { $0.settings.become.become = $1 },
      flag("check", "Change nothing, tell what would change: check yes") { console, on in
        console.settings.checkMode = on
        console.say("check mode changed to \(on ? "True" : "False")")
      },
      flag("diff", "Show the differences of what changes: diff yes") { console, on in
        console.settings.diffMode = on
        console.say("diff mode changed to \(on ? "True" : "False")")
      },
      text("become_method", "How to become another user: become_method su") {
        $0.settings.become.method = $1
      },
      text("become_user", "The user to become: become_user jenkins") {
        $0.settings.become.user = $1
      },
      text("remote_user", "The user to connect as: remote_user root") {
        $0.settings.connection.user = $1
      },
      number("forks", "How many hosts are worked on at once: forks 10", from: 1) {
        $0.settings.forks = $1
      },
      number("timeout", "Seconds that a task may take, 0 for no limit: timeout 30", from: 0) {
        $0.task.timeout = $1 == 0 ? nil : $1
      },
      number("verbosity", "How much is shown, as -v on the command line: verbosity 2", from: 0) {
        $0.settings.verbosity = $1
      },
      ConsoleCommands(
        name: "collections", help: "Where to look for short names: collections ansible.posix"
      ) { (console, text) in
        console.task.collections = text.split { $0 == "," || $0 == " " }.map(String.init)
      },
    ]

  private static let places = [
    ConsoleCommands(
      name: "cd", help: "Go to other hosts: cd web:!web3; cd alone goes to all"
    ) { (console, text) throws(Diagnostic) in
      let isAll = text.isEmpty || text == "/" || text == "*" || text.hasPrefix("/*")
      let pattern = isAll ? "all" : text
      let hosts = try console.inventory.hosts(
        matching: pattern, limit: console.settings.limit, warn: console.session.warn)
      if hosts.isEmpty, pattern != "all" { return console.say("no host matched") }
      console.task.pattern = pattern
    },
    ConsoleCommands(name: "exit", help: "Leave the console") { (console, _) in
      console.isOver = true
    },
  ]

  private static let shows = [
    ConsoleCommands(name: "list", help: "The hosts; list groups shows the groups") {
      (console, text) in
      let names =
        text == "groups" ? console.inventory.groups.keys.sorted() : console.hosts.map(\.name)
      for name in names { console.say(name) }
    },
    ConsoleCommands(name: "help", help: "This list; help NAME about a command or module") {
      (console, text) in
      if text.isEmpty {
        for command in all.sorted(by: { $0.name < $1.name }) {
          let padding = String(repeating: " ", count: 15 - command.name.utf8.count)
          console.say("\(command.name)\(padding)\(command.help)")
        }
        console.say(
          "\nAny module with its arguments: file path=/srv/a state=directory"
            + "\nAnything else, and what begins with !, is run by the shell.")
      } else if let command = named(text) {
        console.say(command.help)
      } else if let document = Documentation.find(text, .module) {
        console.say(document.text)
      } else {
        console.say("*** No help on \(text)")
      }
    },
  ]

  // MARK: Forms

  private static func flag(
    _ name: String, _ help: String, _ body: @escaping @Sendable (inout Console, Bool) -> Void
  ) -> ConsoleCommands {
    ConsoleCommands(name: name, help: help) { (console, text) in
      guard !text.isEmpty else {
        return console.say("Please specify \(name) value, e.g. `\(name) yes`")
      }
      guard let on = KeywordType.bool(.string(text)) else {
        return console.say("\(name) must be yes or no, not '\(text)'", .error)
      }
      body(&console, on)
    }
  }

  private static func text(
    _ name: String, _ help: String, _ body: @escaping @Sendable (inout Console, String) -> Void
  ) -> ConsoleCommands {
    ConsoleCommands(name: name, help: help) { (console, text) in
      if text.isEmpty {
        console.say("Please specify a value: \(help)")
      } else {
        body(&console, text)
      }
    }
  }

  private static func number(
    _ name: String, _ help: String, from least: Int,
    _ body: @escaping @Sendable (inout Console, Int) -> Void
  ) -> ConsoleCommands {
    ConsoleCommands(name: name, help: help) { (console, text) in
      guard !text.isEmpty else { return console.say("Usage: \(name) <number>") }
      guard let number = Int(text), number >= least else {
        return console.say("\(name) must be a number from \(least) on, not '\(text)'", .error)
      }
      body(&console, number)
    }
  }
}
