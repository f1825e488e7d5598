import Core

/// How a call becomes a job (`async`): it runs on at the far end, and its reply goes to a file there.
/// `sh/lib/async.sh` is the far end's side.
package struct BackgroundJob: Sendable {
  /// The folder of the file; `~` is expanded at the far end.
  package let folder: String
  /// Seconds after which the call is ended.
  package let limit: Int
  /// Comes back with the result.
  package let note: Value
  /// The first part of the job's id; the far end adds the shell's process.
  let name = "j\(Int.random(in: 0..<999_999_999_999))"
  private let token = ShellSession.randomToken()

  package init(folder: String, limit: Int, note: Value) {
    (self.folder, self.limit, self.note) = (folder, limit, note)
  }

  var assignments: String {
    """
    async_dir=\(ShellText.path(folder)) async_name=\(name) async_token=\(token) async_limit=\(limit)
    async_note=\(ShellText.quote(JSONWriter().write(note)))

    """
  }
}

/// What a job's file holds.
package enum JobFile: Sendable {
  /// The job runs, or has ended under Ansible: the map of its JSON.
  case json(Map)
  case ended(EndedJob)

  /// - Returns: nil for a file that is neither.
  package init?(_ bytes: [UInt8]) {
    if bytes.first == UInt8(ascii: "{") {
      guard let map = (try? JSONReader.read(bytes))?.map else { return nil }
      self = .json(map)
    } else {
      guard let job = EndedJob(bytes) else { return nil }
      self = .ended(job)
    }
  }
}

/// A job that has ended.
package struct EndedJob: Sendable {
  /// Seconds and nanoseconds since 1970 by the clock of the far end; it may not know the latter.
  package typealias Moment = (seconds: Int, nanoseconds: Int)

  package let began: Moment
  package let ended: Moment
  package let note: Value
  package let values: Map
  package let warnings: [String]

  init?(_ bytes: [UInt8]) {
    let newline = UInt8(ascii: "\n")
    let lines = bytes.split(
      separator: newline, maxSplits: 2, omittingEmptySubsequences: false)
    guard lines.count == 3 else { return nil }
    let head = String(decoding: lines[0], as: UTF8.self).split(separator: " ").map(String.init)
    guard head.count >= 3, head[0] == "job", let began = Self.moment(head[2...]),
      let note = try? JSONReader.read(Array(lines[1]))
    else { return nil }
    let token = head[1]
    let rest = Array(lines[2])
    // The last line of the reply; what follows was written by nobody but the job itself.
    let mark = Array("\nE \(token) 1 ".utf8)
    guard let end = rest.firstIndex(of: mark, from: 0),
      let last = rest[(end + mark.count)...].firstIndex(of: newline)
    else { return nil }
    let tail = rest[(last + 1)...].split(
      separator: newline, maxSplits: 1, omittingEmptySubsequences: false)
    guard let line = tail.first,
      let ended = Self.moment(
        String(decoding: line, as: UTF8.self).split(separator: " ").map(String.init)[...]),
      let reply = Self.reply(Array(rest[...last]), errors: tail.dropFirst().first ?? [], token)
    else { return nil }
    (self.began, self.ended, self.note) = (began, ended, note)
    (values, warnings) = (reply.values, reply.warnings)
  }

  private static func reply(
    _ bytes: [UInt8], errors: ArraySlice<UInt8>, _ token: String
  ) -> ModuleReply? {
    var reader = ReplyReader(token: token)
    guard (try? reader.receiveError(Array(errors) + Array("\nE \(token) 1\n".utf8))) != nil,
      let events = try? reader.receive(bytes), case .reply(let reply)? = events.first
    else { return nil }
    return reply
  }

  private static func moment(_ words: ArraySlice<String>) -> Moment? {
    guard let seconds = words.first.flatMap({ Int($0) }) else { return nil }
    return (seconds, words.dropFirst().first.flatMap { Int($0) } ?? 0)
  }
}
