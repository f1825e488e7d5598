import Core
import Glibc

/// The reader of the reply stream. A reply is
///
///     B TOKEN ID              begin
///     s LENGTH KEY            a string: LENGTH bytes and a newline follow
///     j LENGTH KEY            the same, as JSON text
///     J LENGTH KEY            the same, which counts only if it is JSON
///     w LENGTH                a warning
///     f LENGTH                what a call of a check has foreseen
///     < LENGTH FIELD          a field that differs, before
///     > LENGTH FIELD          … and after
///     d 0 KEY                 a string that ends at a line `.TOKEN`
///     d 1 KEY                 the same; newlines at its end are left out
///     { 0 KEY / [ 0 KEY / } 0 a map, a list, and their ends
///     b 0                     a stream of bytes, up to a line `.TOKEN`; it is told as it comes
///     ! TOKEN ID REQUEST      the call waits for a stream on standard input
///     E TOKEN ID STATUS       end; without a begin where a call was skipped or died.
///                             Status 62 means that a second part follows, with a begin and an end
///                             of its own, among the replies to later calls
///
/// Standard error has a line `E TOKEN ID` where a call died; what stands before it tells why.
///
/// Bytes before the first `B` line with the token are noise of the login (a banner, a motd).
struct ReplyReader: Sendable {
  private let token: String
  private var buffer: [UInt8] = []
  private var position = 0
  private var builder: ResultBuilder?
  private var hasBegun = false
  /// Replies whose second parts are to come.
  private var owed: [Int: ResultBuilder] = [:]
  private var isStreaming = false
  /// Bytes that were read since the reply before ended.
  private var size = 0
  /// The number of the reply that ended last.
  private var ended = -1
  private var errors = ErrorStream()
  /// The end of a call that died, until standard error has said why: the two streams travel apart.
  private var held: (builder: ResultBuilder, end: CallEnd)?
  private(set) var preamble = ""

  /// More noise than this is not a login any more.
  private static let noiseLimit = 1 << 20

  init(token: String) { self.token = token }

  mutating func receiveError(_ bytes: [UInt8]) throws(Diagnostic) -> [ShellEvent] {
    errors.receive(bytes, token: token)
    guard let (builder, end) = held, errors.isComplete(builder.id) else { return [] }
    held = nil
    return [sized(.reply(builder.reply(end, errors: errors.text(of: builder.id))))]
      + (try receive([]))
  }

  mutating func receive(_ bytes: [UInt8]) throws(Diagnostic) -> [ShellEvent] {
    buffer += bytes
    var events: [ShellEvent] = []
    if !hasBegun, !skipNoise() {
      if buffer.count > Self.noiseLimit { throw broken("no answer among what the login printed") }
      return []
    }
    size += position
    while held == nil {
      let start = position
      guard let progress = try readRecord() else {
        position = start
        break
      }
      size += position - start
      if case .event(let event) = progress { events.append(sized(event)) }
    }
    buffer.removeFirst(position)
    position = 0
    return events
  }

  private mutating func sized(_ event: ShellEvent) -> ShellEvent {
    guard case .reply(var reply) = event else { return event }
    reply.size = size
    size = 0
    return .reply(reply)
  }

  /// Finds the first begin line, and keeps what stands before it for errors.
  private mutating func skipNoise() -> Bool {
    let wanted = Array("B \(token) ".utf8)
    guard let start = buffer.firstIndex(of: wanted, from: 0) else {
      preamble = String(decoding: buffer.suffix(4096), as: UTF8.self)
      return false
    }
    preamble = String(decoding: buffer[..<start].suffix(4096), as: UTF8.self)
    position = start
    hasBegun = true
    return true
  }

  private enum Progress { case record, event(ShellEvent) }

  /// One record, or nil when it is not complete yet.
  private mutating func readRecord() throws(Diagnostic) -> Progress? {
    if isStreaming { return readStream() }
    guard let end = buffer[position...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    let line = buffer[position..<end]
    position = end + 1
    guard line.count >= 3, line[line.startIndex + 1] == UInt8(ascii: " ") else {
      throw unexpected(line)
    }
    let kind = line[line.startIndex]
    let second = line.dropFirst(2)
    let gap = second.firstIndex(of: UInt8(ascii: " ")) ?? line.endIndex
    let word = second[..<gap]
    let rest = String(decoding: line[min(gap + 1, line.endIndex)...], as: UTF8.self)
    switch kind {
    case UInt8(ascii: "B"), UInt8(ascii: "E"), UInt8(ascii: "!"):
      guard word.elementsEqual(token.utf8) else { throw broken("a reply with a wrong token") }
      switch kind {
      case UInt8(ascii: "B"): return try begin(rest)
      case UInt8(ascii: "E"): return try self.end(rest)
      default: return .event(request(rest))
      }
    default:
      guard let length = Int(String(decoding: word, as: UTF8.self)), builder != nil else {
        throw unexpected(line)
      }
      return try readField(kind, length, key: rest)
    }
  }

  private func unexpected(_ line: ArraySlice<UInt8>) -> Diagnostic {
    broken("unexpected line '\(String(decoding: line.prefix(80), as: UTF8.self))'")
  }

  private func request(_ rest: String) -> ShellEvent {
    let words = rest.split(separator: " ", maxSplits: 1)
    return .ready(
      id: words.first.flatMap { Int($0) } ?? 0, request: words.count > 1 ? String(words[1]) : "")
  }

  /// The bytes of a stream that have come: all but what may be the beginning of its end.
  private mutating func readStream() -> Progress? {
    let mark = Array("\n.\(token)\n".utf8)
    let id = builder?.id ?? 0
    if let end = buffer.firstIndex(of: mark, from: position) {
      let bytes = Array(buffer[position..<end])
      position = end + mark.count
      isStreaming = false
      return bytes.isEmpty ? .record : .event(.data(id: id, bytes: bytes))
    }
    let end = buffer.count - mark.count + 1
    guard end > position else { return nil }
    defer { position = end }
    return .event(.data(id: id, bytes: Array(buffer[position..<end])))
  }

  private mutating func begin(_ id: String) throws(Diagnostic) -> Progress {
    guard let id = Int(id), builder == nil else { throw broken("a reply inside a reply") }
    builder = owed.removeValue(forKey: id) ?? ResultBuilder(id: id)
    return .record
  }

  private mutating func end(_ rest: String) throws(Diagnostic) -> Progress {
    let words = rest.split(separator: " ").compactMap { Int($0) }
    guard words.count == 2 else { throw broken("an end without a status") }
    // A call that is killed once it has ended is ended again.
    if builder == nil, words[0] == ended { return .record }
    let done = builder ?? ResultBuilder(id: words[0])
    guard words[0] == done.id else { throw broken("a reply ended that had not begun") }
    builder = nil
    ended = done.id
    if words[1] == 62 {
      owed[done.id] = done
      return .record
    }
    let end = CallEnd(status: words[1])
    if case .died = end, !errors.isComplete(done.id) {
      held = (done, end)
      return .record
    }
    return .event(.reply(done.reply(end, errors: errors.text(of: done.id))))
  }

  private mutating func readField(
    _ kind: UInt8, _ length: Int, key: String
  ) throws(Diagnostic) -> Progress? {
    switch kind {
    case UInt8(ascii: "{"): builder?.open(key, isList: false)
    case UInt8(ascii: "["): builder?.open(key, isList: true)
    case UInt8(ascii: "}"): builder?.close()
    case UInt8(ascii: "b"): isStreaming = true
    case UInt8(ascii: "d"):
      let mark = Array("\n.\(token)\n".utf8)
      guard let end = buffer.firstIndex(of: mark, from: position) else { return nil }
      let data = buffer[position..<end]
      let text = length == 1 ? data.withoutNewlinesAtEnd : data
      builder?.put(key, .string(String(decoding: text, as: UTF8.self)))
      position = end + mark.count
    default:
      guard position + length < buffer.count else { return nil }
      let text = String(decoding: buffer[position..<position + length], as: UTF8.self)
      guard buffer[position + length] == UInt8(ascii: "\n") else {
        throw broken("a length that is wrong, for '\(key)'")
      }
      position += length + 1
      guard builder?.field(kind, key, text) == true else {
        throw broken("an unknown record '\(Character(UnicodeScalar(kind)))'")
      }
    }
    return .record
  }

  private func broken(_ what: String) -> Diagnostic {
    Diagnostic(.unreachable, "the shell at the far end answered what it should not: \(what)")
  }
}

/// How a call ended, from the status of its subshell; `lib.sh` has the numbers.
enum CallEnd: Sendable, Equatable {
  case done, skipped
  case died(status: Int)

  init(status: Int) {
    switch status {
    case 0, 63, 64, 65, 67: self = .done
    case 66: self = .skipped
    default: self = .died(status: status)
    }
  }
}

/// What came on standard error.
private struct ErrorStream: Sendable {
  private var bytes: [UInt8] = []
  private var token = ""

  /// Only the end of a long text is kept: it is there to explain a module that died.
  private static let limit = 65536

  mutating func receive(_ new: [UInt8], token: String) {
    self.token = token
    bytes += new
    if bytes.count > Self.limit { bytes.removeFirst(bytes.count - Self.limit / 2) }
  }

  /// Whether the line that tells the call's death has arrived.
  func isComplete(_ id: Int) -> Bool {
    bytes.firstIndex(of: Array("\nE \(token) \(id)\n".utf8), from: 0) != nil
  }

  /// What stands before that line, and after such a line of an earlier call.
  func text(of id: Int) -> String {
    guard let end = bytes.firstIndex(of: Array("\nE \(token) \(id)\n".utf8), from: 0) else {
      return ""
    }
    let text = String(decoding: bytes[..<end], as: UTF8.self)
    let lines = text.split(separator: "\n")
    let start = lines.lastIndex { $0.hasPrefix("E \(token) ") }.map { $0 + 1 } ?? 0
    return lines[start...].joined(separator: "\n")
  }
}

extension ArraySlice<UInt8> {
  /// As Ansible strips the output of commands.
  fileprivate var withoutNewlinesAtEnd: Self {
    let last = lastIndex { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    return last.map { self[...$0] } ?? []
  }
}

extension [UInt8] {
  /// Where a run of bytes begins, at or after an index.
  package func firstIndex(of run: [UInt8], from start: Int) -> Int? {
    withUnsafeBytes { all in
      guard let base = all.baseAddress, let first = run.first else { return nil }
      var at = start
      while at + run.count <= all.count {
        let found = memchr(base + at, Int32(first), all.count - run.count + 1 - at)
        guard let found else { return nil }
        at = UnsafeRawPointer(found) - base
        if memcmp(base + at, run, run.count) == 0 { return at }
        at += 1
      }
      return nil
    }
  }
}
