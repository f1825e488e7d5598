import Core
import Glibc

/// Reads lines from a person at a terminal, with editing, history and completion, by escape sequences alone. The
/// keys are those of readline's Emacs mode.
final class LineEditor {
  private var history: [[Character]]
  /// Dresses the prompt for the terminal, which must not change its width.
  var painted: (String) -> String = { $0 }
  /// What the word before the cursor may become: the line up to the cursor in, whole words out.
  var complete: (String) -> [String] = { _ in [] }

  // The line that is edited. Where it is an earlier one, `position` is below the history's count.
  var line: [Character] = []
  var cursor = 0
  private var position = 0
  private var draft: [Character] = []
  private var killed: [Character] = []
  var prompt = ""

  init(history: [String] = []) { self.history = history.map(Array.init) }

  /// The lines so far, oldest first.
  var lines: [String] { history.map { String($0) } }

  /// Reads a line.
  ///
  /// - Parameter prompt: may hold no escape sequences and no line ends.
  /// - Returns: nil at the end of the input; an empty line where it was given up by Ctrl-C.
  func read(_ prompt: String) -> String? {
    self.prompt = prompt
    (line, cursor, position, draft) = ([], 0, history.count, [])
    guard let keys = TerminalKeys() else { return nil }
    defer { keys.end() }
    show()
    while let key = keys.next() {
      switch key {
      case .enter:
        write("\r\n")
        remember()
        return String(line)
      case .control("c"):
        write("^C\r\n")
        return ""
      case .control("d") where line.isEmpty:
        write("\r\n")
        return nil
      case .tab: completeWord()
      default: edit(key)
      }
      show()
    }
    return nil
  }

  private func remember() {
    if !line.isEmpty, line.first != " ", history.last != line { history.append(line) }
  }

  // MARK: Editing

  private func edit(_ key: TerminalKeys.Key) {
    switch key {
    case .text(let character):
      line.insert(character, at: cursor)
      cursor += 1
    case .backspace where cursor > 0: remove(cursor - 1..<cursor)
    case .delete where cursor < line.count, .control("d") where cursor < line.count:
      line.remove(at: cursor)
    case .left, .control("b"): cursor = max(0, cursor - 1)
    case .right, .control("f"): cursor = min(line.count, cursor + 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = line.count
    case .control("k"): kill(cursor..<line.count)
    case .control("u"): kill(0..<cursor)
    case .control("w"): kill(wordStart..<cursor)
    case .control("y"):
      line.insert(contentsOf: killed, at: cursor)
      cursor += killed.count
    case .control("l"): write("\u{1B}[H\u{1B}[2J")
    case .up, .control("p"): move(to: position - 1)
    case .down, .control("n"): move(to: position + 1)
    case .wordLeft: cursor = wordStart
    case .wordRight:
      cursor = line[cursor...].drop { $0 == " " }.firstIndex(of: " ") ?? line.count
    default: break
    }
  }

  private var wordStart: Int {
    let before = line[..<cursor].reversed().drop { $0 == " " }
    return before.drop { $0 != " " }.count
  }

  private func remove(_ range: Range<Int>) {
    line.removeSubrange(range)
    cursor = range.lowerBound
  }

  private func kill(_ range: Range<Int>) {
    killed = Array(line[range])
    remove(range)
  }

  private func move(to wanted: Int) {
    guard (0...history.count).contains(wanted) else { return }
    if position == history.count { draft = line }
    position = wanted
    line = wanted == history.count ? draft : history[wanted]
    cursor = line.count
  }
}
