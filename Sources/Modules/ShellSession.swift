import Core

/// The controller's side of the shell at the far end, as a pure value: it makes the text of each
/// frame and reads the replies. It does no input or output.
///
/// The shell reads its script from standard input, so frames can be sent back to back. Texts of
/// modules travel once: the session knows what the shell has.
package struct ShellSession: Sendable {
  private let catalog: ModuleCatalog
  private let token: String
  private var sent: Set<String> = []
  private var nextID = 0
  private var reader: ReplyReader
  /// Entries of the last `look` whose calls have not been framed, with the number of the first.
  private var looked: [(entries: [String], first: Int)] = []
  private var owing = OwedStatus()

  /// - Parameter token: at least 128 random bits as hexadecimal digits; replies carry it, so that
  ///   nothing that a command prints can pass for a reply.
  package init(catalog: ModuleCatalog, token: String) {
    self.catalog = catalog
    self.token = token
    reader = ReplyReader(token: token)
  }

  /// A token from the system's source of random numbers.
  package static func randomToken() -> String {
    (0..<4).map { _ in PythonText.hex(UInt32.random(in: 0...UInt32.max), width: 8) }.joined()
  }

  /// The first frame: the library, and an empty call whose reply tells that the shell is there, with its
  /// process (`pid`) and the name of its private folder (`folder`).
  ///
  /// Descriptor 3 becomes the reply stream, and standard output goes nowhere from then on.
  package mutating func start() -> [UInt8] {
    // Nothing was applied so far, so that the first look may go as far as it likes.
    // The folder's name can be read by anybody on the host, so it must not tell the token.
    let name = Self.randomToken()
    var text = Array("exec 3>&1 1>/dev/null\n_token=\(token) _name=\(name)\n".utf8)
    text += catalog.library
    return text
      + Array(
        "_begin 0\nput_j pid $$\nput_s folder \"$_tmp\"\nflush\n_end 0 0\n_seen_window=256\n".utf8)
  }

  /// The frame of a call, with the texts that the shell lacks. The call runs in a subshell without
  /// standard input.
  ///
  /// - Parameter order: what the call's turn depends on; nil runs it in any case, and no other call
  ///   depends on it.
  /// - Parameter streams: whether the call may ask for a stream. After its `ready` event, and not
  ///   before, the stream goes to the shell's standard input, and nothing else until the reply: a
  ///   shell may read ahead, so it must have parsed the whole frame when the content comes.
  /// - Returns: the frame, and the number that the reply will carry.
  /// - Throws: `internal` for a module that the catalog does not have.
  package mutating func frame(
    _ call: ModuleCall, order: FrameOrder? = nil, streams: Bool = false
  ) throws(Diagnostic) -> (id: Int, bytes: [UInt8]) {
    guard let module = call.script ?? catalog.module(call.module) else {
      throw Diagnostic(.internal, "no script for the module '\(call.module)'")
    }
    var bytes: [UInt8] = []
    if sent.insert(module.function).inserted {
      for part in module.parts where sent.insert("part \(part.spec.name)").inserted {
        bytes += part.text
      }
      bytes += Array(
        "\(module.function)() {\n\(try ModuleCall.defaults(of: module.spec)):\n".utf8)
      bytes += module.script.text + Array("}\n".utf8)
    }
    for function in call.functions where sent.insert(function.name).inserted {
      bytes += Array("\(function.name)() {\n".utf8) + function.body + Array("}\n".utf8)
    }
    if let job = call.job {
      if sent.insert("part async").inserted { bytes += catalog.text(ofPart: "async") }
      bytes += owing.settling(before: nil)
      let body = "\(call.exports)\(module.function)\n\(call.assignments)_applied=64\n"
      return run(body + job.assignments + "async_main\n", order, after: bytes)
    }
    // Without the promise that only `apply` changes anything, any call may have changed the host.
    let idle = module.spec.looks != nil || call.checkMode ? 63 : 64
    let body = "\(call.exports)\(module.function)\n\(call.assignments)_applied=\(idle)\n"
    let seen = range(of: call.entries(of: module.spec))
    let late = seen == nil || streams || !owing.isOn ? nil : LateStatus(call, module.spec)
    bytes += owing.settling(before: late)
    return run(
      body + (late?.assignments ?? "") + "_main\n", order, seen: seen, late: late,
      streams: streams, foresees: call.foresight == .heeded, after: bytes)
  }

  /// Shell text that tells the shell what calls of other shells have foreseen, the newest last.
  package static func foreseen(_ lines: [String]) -> [UInt8] {
    let text = lines.reversed().map { "\n" + $0 }.joined()
    return Array("_foreseen=\(ShellText.quote(text))$_foreseen\n".utf8)
  }

  /// Shell text that is sent right before the frames of these calls, which are made after it, in this
  /// order and for one write. One start of each tool then looks at all that they will ask about.
  ///
  /// - Parameter settles: whether `settle` will be sent after the last of these frames. Calls may then
  ///   owe the status of what they made, which is looked at for many of them at once.
  /// - Returns: no bytes where nothing is won by it.
  package mutating func look(_ calls: [ModuleCall], settles: Bool = false) -> [UInt8] {
    looked = []
    owing.isOn = settles
    var words: [String] = []
    for call in calls {
      guard let spec = call.script?.spec ?? catalog.spec(call.module) else { continue }
      let entries = call.entries(of: spec)
      if entries.isEmpty { continue }
      looked.append((entries, words.count + 1))
      words += entries
    }
    guard looked.count > 1 else {
      looked = []
      return []
    }
    let list = words.joined(separator: " ")
    let text = "_list() { \"$@\" \(list); }\n_seen_first=1 _seen_last=0\n"
    return Array(text.utf8)
  }

  /// Shell text that asks for all that calls still owe.
  ///
  /// - Returns: no bytes where no call can owe anything.
  package mutating func settle() -> [UInt8] {
    defer { owing.isOn = false }
    return owing.settling(before: nil)
  }

  /// The numbers of a call's entries in the last `look`.
  private mutating func range(of entries: [String]) -> ClosedRange<Int>? {
    guard !entries.isEmpty, let at = looked.firstIndex(where: { $0.entries == entries }) else {
      return nil
    }
    let first = looked.remove(at: at).first
    return first...first + entries.count - 1
  }

  /// The frame of any shell text that writes its reply with the library's functions. It says that it
  /// has failed by `failed true`, and counts as having changed the host.
  package mutating func frame(
    script: String, order: FrameOrder? = nil
  ) -> (id: Int, bytes: [UInt8]) {
    run("trap flush EXIT\n\(script)\n_leave 64\n", order, after: owing.settling(before: nil))
  }

  private mutating func run(
    _ body: String, _ order: FrameOrder?, seen: ClosedRange<Int>? = nil, late: LateStatus? = nil,
    streams: Bool = false, foresees: Bool = false, after definitions: [UInt8]
  ) -> (id: Int, bytes: [UInt8]) {
    nextID += 1
    var words = order.map { " \($0.epoch) \($0.task) \($0.stops ? "1" : "''")" } ?? ""
    if let seen {
      if order == nil { words = " '' '' ''" }
      words += " \(seen.lowerBound) \(seen.upperBound)"
      if let late { words += " \(late.mode ?? "-")" }
    }
    // What a call of a check foresees comes back on descriptor 5, for the calls after it.
    let start = foresees ? "_foresight=$(\nexec 5>&1 >/dev/null" : "("
    let input = foresees ? " </dev/null" : ""
    var frame =
      "_begin \(nextID)\(words) && \(start)\(input)\n\(body))\(foresees ? "" : " </dev/null")\n_end \(nextID) $?\n"
    if streams {
      // A call that died may have left content unread, which must not be taken for commands.
      frame = """
        {
        _begin \(nextID)\(words) && \(start)
        exec 4<&0 </dev/null
        \(body))
        _status=$?
        _end \(nextID) $_status
        case $_status in 6[3456]) ;; *) exit ;; esac
        }

        """
    }
    return (nextID, definitions + Array(frame.utf8))
  }

  /// Takes bytes of the reply stream.
  ///
  /// - Returns: what has happened now, in the order of the calls.
  /// - Throws: `unreachable` when the stream is not what the library writes.
  package mutating func receive(_ bytes: [UInt8]) throws(Diagnostic) -> [ShellEvent] {
    try reader.receive(bytes)
  }

  /// Takes bytes of standard error, which says what went wrong where a module has died.
  ///
  /// - Returns: replies that waited for this.
  package mutating func receiveError(_ bytes: [UInt8]) throws(Diagnostic) -> [ShellEvent] {
    try reader.receiveError(bytes)
  }

  /// What came before the first reply: banners, and the words of a login shell that failed.
  package var preamble: String { reader.preamble }
}

/// Where a call stands among calls that are sent without waiting for the replies before them.
///
/// A call is skipped when a call with the same epoch, another task and `stops` has failed before it.
/// Items of one loop share their task, so that a failed one skips what comes after the loop only.
package struct FrameOrder: Sendable, Hashable {
  package let epoch: Int
  package let task: Int
  /// Whether a failure of this call skips what was sent after it.
  package let stops: Bool

  package init(epoch: Int, task: Int, stops: Bool) {
    (self.epoch, self.task, self.stops) = (epoch, task, stops)
  }

  /// The same place for a call whose failure skips nothing.
  package var withoutStop: FrameOrder { FrameOrder(epoch: epoch, task: task, stops: false) }
}

/// What the far end says.
package enum ShellEvent: Sendable {
  /// The call waits for a stream, or has something to say about the one that is under way.
  case ready(id: Int, request: String)
  /// The next bytes of a stream that the call sends.
  case data(id: Int, bytes: [UInt8])
  case reply(ModuleReply)
}

/// What a call answered.
package struct ModuleReply: Sendable {
  package let id: Int
  /// The result as the script put it.
  package var values: Map
  package let warnings: [String]
  /// The status of the subshell when its script has died, 0 otherwise.
  package let status: Int
  /// The call did not begin, since another task of its epoch had failed.
  package let isSkippedAhead: Bool
  /// What a call of a check would have made, for calls of other shells (`sh/lib/foresight.sh`).
  package var foresight: [String] = []
  /// Bytes that the shell has sent since the reply before.
  package internal(set) var size = 0
}
