import ArgumentParser
import Core

/// The words of a command line, spelled out where they have a form that Python's argparse takes and ArgumentParser
/// does not: shortened options (`--tag`), empty values (`--tags=`), values joined to short options whatever they
/// hold (`-ex=1`), negative numbers (`-f -1`), and `-v` before an action.
struct ArgumentWords {
  /// The command whose options may follow, as the parser of options describes it (`--experimental-dump-help`).
  private var command: Value
  private var given: ArraySlice<String>
  private var words: [String] = []
  /// `-v` that was met where it is no option yet, and where it belongs.
  private var early: (words: [String], place: Int) = ([], 0)

  /// - Returns: the words; those that could mean several things as they are.
  static func spelledOut(_ words: [String], for root: any ParsableCommand.Type) -> [String] {
    guard let tree = try? JSONReader.read(Array(root._dumpHelp().utf8)) else { return words }
    var reader = ArgumentWords(command: tree["command"] ?? .null, given: words[...])
    reader.read()
    return reader.words
  }

  private init(command: Value, given: ArraySlice<String>) {
    self.command = command
    self.given = given
  }

  private mutating func read() {
    while let word = given.popFirst() {
      if word == "--" {
        words += [word] + given
        break
      } else if word.hasPrefix("--") {
        long(word)
      } else if word.hasPrefix("-"), word != "-" {
        short(word)
      } else {
        words.append(word)
        enter(word)
      }
    }
    words.insert(contentsOf: early.words, at: early.place)
  }

  private mutating func enter(_ word: String) {
    let inner = command["subcommands"]?.list?.first { $0["commandName"]?.text == word }
    guard let inner else { return }
    command = inner
    early.place = words.count
  }

  private mutating func long(_ word: String) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let (name, option) = named(String(parts[0].dropFirst(2))) else {
      return late(word, if: word == "--verbose")
    }
    guard parts.count == 2, Self.takesValue(option) else {
      words.append(parts.count == 2 ? "--\(name)=\(parts[1])" : "--\(name)")
      if Self.takesValue(option) { value("") }
      return
    }
    words += parts[1].isEmpty ? ["--\(name)", ""] : ["--\(name)=\(parts[1])"]
  }

  /// Letters in a row: flags, and an option at the end with its value.
  private mutating func short(_ word: String) {
    var flags: [String] = []
    var letters = word.dropFirst()
    while let letter = letters.popFirst() {
      guard let option = option(withLetter: letter) else {
        return late(word, if: word.dropFirst().allSatisfy { $0 == "v" })
      }
      guard Self.takesValue(option) else {
        flags.append("-\(letter)")
        continue
      }
      words += flags + ["-\(letter)"]
      return value(letters.first == "=" ? String(letters.dropFirst()) : String(letters))
    }
    words.append(word)
  }

  /// The value of the option that was read last: the text that is joined to it, or the next word.
  private mutating func value(_ joined: String) {
    if !joined.isEmpty { return words.append(joined) }
    guard let next = given.popFirst() else { return }
    if next.hasPrefix("-"), Int(next) != nil, let option = words.popLast() {
      words.append("\(option)=\(next)")
    } else {
      words.append(next)
    }
  }

  private mutating func late(_ word: String, if isVerbose: Bool) {
    if isVerbose, words.count == early.place {
      early.words.append(word)
    } else {
      words.append(word)
    }
  }

  /// The one option that a name means, also when it is shortened, with its whole name.
  private func named(_ name: String) -> (name: String, option: Value)? {
    let all = options.compactMap { option in
      (option["names"]?.list ?? []).compactMap { $0["kind"] == "long" ? $0["name"]?.text : nil }
        .filter { $0.hasPrefix(name) }.min { $0.utf8.count < $1.utf8.count }
        .map { (name: $0, option: option) }
    }
    return all.first { $0.name == name } ?? (all.count == 1 ? all[0] : nil)
  }

  private func option(withLetter letter: Character) -> Value? {
    options.first { option in
      option["names"]?.list?.contains { $0["kind"] == "short" && $0["name"]?.text == "\(letter)" }
        ?? false
    }
  }

  private var options: [Value] {
    (command["arguments"]?.list ?? []).filter { $0["kind"] != "positional" }
  }

  private static func takesValue(_ option: Value) -> Bool { option["kind"] == "option" }
}
