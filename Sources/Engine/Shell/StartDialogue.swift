import Connections
import Core

/// What a shell says on its way up, as a pure value: it finds the greeting and the question for the
/// password among banners, lectures and the noise of start-up files.
struct StartDialogue: Sendable {
  enum Event: Hashable {
    /// Nothing yet.
    case nothing
    /// A line without an end, which may be a question or half of a line: silence for this time
    /// will tell.
    case unfinished(Duration)
    /// The password is asked for.
    case asks
    /// … again, so the answer was wrong.
    case asksAgain
    /// The shell is there; these bytes of its output come after the greeting.
    case greets(rest: [UInt8])
  }

  private let start: ShellStart
  private var output: [UInt8] = []
  private var errors: [UInt8] = []
  private var hasAnswered = false
  /// How much had been said when the answer was given: what was asked before is not asked again.
  private var asked = (output: 0, errors: 0)

  /// More noise than this is not a login any more.
  private static let limit = 1 << 20

  init(_ start: ShellStart) { self.start = start }

  /// Takes the next piece.
  mutating func receive(_ piece: ProcessOutput) -> Event {
    switch piece {
    case .output(let bytes):
      output += bytes
      let line = Array("\(start.greeting)\n".utf8)
      if let place = output.firstRange(of: line) {
        return .greets(rest: Array(output[place.upperBound...]))
      }
    case .error(let bytes): errors += bytes
    case .exit: return .nothing
    }
    return question(isOld: false)
  }

  /// What is to be made of what was said when nothing has followed for a while: a line without an
  /// end is a question, in whatever language.
  func settled() -> Event { question(isOld: true) }

  /// Notes that the password was given.
  mutating func answered() {
    hasAnswered = true
    asked = (output.count, errors.count)
  }

  var isTooLong: Bool { output.count + errors.count > Self.limit }

  private func question(isOld: Bool) -> Event {
    guard start.password != nil else { return .nothing }
    var event = Event.nothing
    for (said, asked) in [(output, asked.output), (errors, asked.errors)] {
      guard let text = Self.text(said, after: start.opening, asked) else { continue }
      let isUnfinished = text.utf8.last.map { $0 != UInt8(ascii: "\n") } ?? false
      if text.contains(start.prompt) || (isOld && isUnfinished) {
        return hasAnswered ? .asksAgain : .asks
      }
      if isUnfinished { event = .unfinished(text.endsInColon ? .milliseconds(200) : .seconds(1)) }
    }
    return event
  }

  /// What the become method has said since its beginning or the last answer; nil before it.
  private static func text(_ said: [UInt8], after opening: String, _ asked: Int) -> String? {
    let line = Array("\(opening)\n".utf8)
    guard let place = said.firstRange(of: line) else { return nil }
    return String(decoding: said[max(place.upperBound, asked)...], as: UTF8.self)
  }

  /// What was said, without our own words, as one line for an error; at most its end.
  var words: String {
    // Where the password was asked for, what matters follows.
    let answer = errors[asked.errors...].isEmpty ? errors[...] : errors[asked.errors...]
    let said = String(decoding: output.suffix(2048) + [0x0A] + answer.suffix(2048), as: UTF8.self)
    let secret = start.password.map { $0.text } ?? ""
    let shown =
      secret.isEmpty
      ? said
      : said.split(separator: secret, omittingEmptySubsequences: false)
        .joined(separator: "********")
    return shown.split { $0.isNewline }.map { line in
      line.split(separator: start.prompt, omittingEmptySubsequences: true).joined(separator: " ")
    }.filter { !$0.isEmpty && !$0.hasSuffix(start.opening) }.suffix(5).joined(separator: "; ")
  }

  /// Whether a method has ended because it has no terminal. Every translation of `sudo` and `su`
  /// keeps the one or the other word, but for those of the last ones.
  var missesTerminal: Bool {
    guard !hasAnswered else { return false }
    let words = words.lowercased()
    return ["tty", "terminal", "терминал", "终端", "終端", "端末", "단말"].contains { words.contains($0) }
  }
}

extension String {
  /// Whether it ends as questions for a password do in every language that `su` knows: with a
  /// colon, maybe the wide one of Chinese and Japanese.
  fileprivate var endsInColon: Bool {
    let last = last { !$0.isWhitespace }
    return last == ":" || last == "："
  }
}
