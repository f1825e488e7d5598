import Core
import Glibc
import Modules

/// `command` and `shell`: the script does the work; times and the command itself are added here, so
/// that they cost no process at the far end.
struct CommandAction: Action {
  let sendsOnce = true

  func run(_ context: ActionContext) async throws(Diagnostic) -> Map {
    let arguments = try arguments(context)
    let start = Timestamp.now
    let values = try await context.call(
      context.module, arguments, isLast: true, output: ["stdout", "stderr"])
    return Self.completed(
      values, try line(arguments, of: context), from: start, to: Timestamp.now)
  }

  /// The arguments as the script takes them.
  ///
  /// - Throws: `invalid` for an option that only the other of the two modules has.
  func arguments(_ context: ActionContext) throws(Diagnostic) -> Map {
    var arguments = context.arguments
    if context.module.hasSuffix("shell"), arguments["expand_argument_vars"] != nil {
      throw Diagnostic(
        .invalid, "Unsupported parameters for (shell) module: expand_argument_vars")
    }
    if context.module.hasSuffix("shell"), arguments["executable"]?.isNull ?? true,
      let shell = try context.scope.text("ansible_shell_executable"), shell != "/bin/sh"
    {
      arguments["executable"] = .string(shell)
    }
    if let words = arguments["argv"], !words.isNull {
      let list = words.list?.map(\.text) ?? words.text.split(separator: ",").map(String.init)
      arguments["argv"] = .list(list.map { .string($0) })
    }
    return arguments
  }

  /// The command as results show it: words, or the line of a shell.
  func line(_ arguments: Map, of context: ActionContext) throws(Diagnostic) -> Value {
    if let words = arguments["argv"] { return words }
    let line = arguments["_raw"] ?? arguments["cmd"] ?? ""
    return context.module.hasSuffix("shell")
      ? line : .list(CommandLineWords.split(line.text).map { .string($0) })
  }

  /// A result with the command and its times.
  static func completed(
    _ values: Map, _ command: Value, from start: Timestamp, to end: Timestamp
  ) -> Map {
    var values = values
    let isStarted = !(values["msg"]?.text.hasPrefix("[Errno") ?? false)
    if values["cmd"] == nil {
      // Python tells of a command that could not be started as one text.
      let words = command.list.map { ShellText.words($0.map(\.text)) }
      values["cmd"] = isStarted ? command : words.map { .string($0) } ?? command
    }
    guard values["start"] == nil, isStarted else { return values }
    values["start"] = .string(start.text)
    values["end"] = .string(end.text)
    values["delta"] = .string(Timestamp.delta(from: start, to: end))
    return values
  }
}

/// Words of a command line as Python's `shlex.split` takes them apart.
enum CommandLineWords {
  static func split(_ line: String) -> [String] {
    var words: [String] = []
    var word: [UInt8]?
    var quote: UInt8?
    var isEscaped = false
    for byte in line.utf8 {
      if isEscaped {
        // Between double quotes a backslash stands for itself before most characters.
        if quote == 0x22, byte != 0x22, byte != 0x5C { word = (word ?? []) + [0x5C] }
        word = (word ?? []) + [byte]
        isEscaped = false
      } else if byte == 0x5C, quote != 0x27 {
        isEscaped = true
        word = word ?? []
      } else if let open = quote {
        if byte == open { quote = nil } else { word = (word ?? []) + [byte] }
      } else if byte == 0x27 || byte == 0x22 {
        quote = byte
        word = word ?? []
      } else if byte == 0x20 || (0x09...0x0D).contains(byte) {
        if let done = word { words.append(String(decoding: done, as: UTF8.self)) }
        word = nil
      } else {
        word = (word ?? []) + [byte]
      }
    }
    if let done = word { words.append(String(decoding: done, as: UTF8.self)) }
    return words
  }
}

/// A moment as Python's `str(datetime)` prints it, in local time.
struct Timestamp {
  private let time: timespec

  private init(time: timespec) { self.time = time }

  init(_ moment: EndedJob.Moment) {
    time = timespec(tv_sec: moment.seconds, tv_nsec: moment.nanoseconds)
  }

  static var now: Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(time: time)
  }

  var text: String {
    var seconds = time.tv_sec
    var parts = tm()
    localtime_r(&seconds, &parts)
    let date =
      "\(Self.pad(Int(parts.tm_year) + 1900, 4))-\(Self.pad(Int(parts.tm_mon) + 1, 2))-\(Self.pad(Int(parts.tm_mday), 2))"
    let clock =
      "\(Self.pad(Int(parts.tm_hour), 2)):\(Self.pad(Int(parts.tm_min), 2)):\(Self.pad(Int(parts.tm_sec), 2))"
    return "\(date) \(clock).\(Self.pad(time.tv_nsec / 1000, 6))"
  }

  /// The time that has gone by, in seconds.
  func seconds(since start: Timestamp) -> Double {
    Double(time.tv_sec - start.time.tv_sec) + Double(time.tv_nsec - start.time.tv_nsec) / 1e9
  }

  /// `H:MM:SS.ffffff`, as Python's `str(timedelta)`.
  static func delta(from start: Timestamp, to end: Timestamp) -> String {
    let microseconds =
      (end.time.tv_sec - start.time.tv_sec) * 1_000_000
      + (end.time.tv_nsec - start.time.tv_nsec) / 1000
    let seconds = microseconds / 1_000_000
    return
      "\(seconds / 3600):\(Self.pad(seconds / 60 % 60, 2)):\(Self.pad(seconds % 60, 2)).\(Self.pad(microseconds % 1_000_000, 6))"
  }

  private static func pad(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
