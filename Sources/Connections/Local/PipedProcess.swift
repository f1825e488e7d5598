import CLibSSH2
import Core
import Glibc

/// A child process, served by a loop. Its state is confined to the loop's thread, which is why it
/// may be `Sendable`; the mailbox is what tasks share.
final class PipedProcess: PollHandler, @unchecked Sendable {
  private let loop: PollLoop
  private let child: Child
  /// Becomes readable when the child has ended.
  private let ending: Int32
  let mailbox = ProcessMailbox()
  let meter = CostMeter()

  private var open: Set<Int32> = []
  private var outbox = Outbox()
  private var closesInput = false
  private var readers: Set<Int32> = []
  private var status: ProcessOutput?

  private init(_ child: Child, on loop: PollLoop) {
    self.child = child
    self.loop = loop
    ending = process_descriptor(child.process)
  }

  /// Starts a program whose standard input, output and error are pipes to us.
  static func start(_ arguments: [String]) async throws(Diagnostic) -> LocalProcess {
    let child = try Child.spawn(arguments)
    let process = PipedProcess(child, on: .next())
    process.loop.submit { process.begin() }
    return LocalProcess(process)
  }

  private func begin() {
    loop.join(self)
    open = [child.input, child.output, child.error]
    readers = [child.output, child.error]
    for descriptor in readers { loop.watch(descriptor, reading: true, writing: false, for: self) }
    if ending >= 0 {
      open.insert(ending)
      loop.watch(ending, reading: true, writing: false, for: self)
    } else {
      // Kernels before 5.3: a thread has to wait.
      startThread { [self] in
        guard let status = Self.wait(for: child.process, flags: 0) else { return }
        loop.submit { [self] in ended(status) }
      }
    }
  }

  // MARK: Requests, by way of the loop

  func write(_ bytes: [UInt8]) async throws(Diagnostic) {
    try await withUnsafeContinuation { waiter in
      loop.submit { [self] in
        outbox.append(bytes, waiter)
        send()
      }
    }.get()
  }

  func closeInput() {
    loop.submit { [self] in
      closesInput = true
      send()
    }
  }

  func resumeReading() {
    loop.submit { [self] in
      for descriptor in readers where open.contains(descriptor) {
        loop.watch(descriptor, reading: true, writing: false, for: self)
      }
    }
  }

  /// Closes the pipes and tells the whole session to hang up and end, as a lost terminal does.
  func terminate() {
    loop.submit { [self] in
      mailbox.finish(.success(.exit(status: nil, signal: nil)))
      guard open.contains(child.output) || status == nil else { return }
      for descriptor in [child.input, child.output, child.error] { drop(descriptor) }
      outbox.fail(Diagnostic(.unreachable, "the process has ended"))
      if status == nil { kill(-child.process, SIGHUP) }
      if status == nil { kill(-child.process, SIGTERM) }
      readers = []
      finishIfDone()
    }
  }

  // MARK: On the loop's thread

  var deadline: Instant? { nil }
  func timeReached(_ now: Instant) {}

  func ready(_ descriptor: Int32, hungUp: Bool) {
    guard open.contains(descriptor) else { return }
    switch descriptor {
    case child.input: send()
    case ending:
      guard let status = Self.wait(for: child.process, flags: WNOHANG) else { return }
      drop(ending)
      ended(status)
    default: receive(descriptor)
    }
  }

  private func send() {
    guard open.contains(child.input) else {
      outbox.fail(Diagnostic(.unreachable, "the process has closed its standard input"))
      return
    }
    let result = outbox.drain { bytes in
      let count = Glibc.write(child.input, bytes.baseAddress, bytes.count)
      if count > 0 { meter.sent(count) }
      return count
    }
    switch result {
    case .empty:
      if closesInput { drop(child.input) } else { loop.unwatch(child.input) }
    case .blocked: loop.watch(child.input, reading: false, writing: true, for: self)
    case .failed(let error):
      drop(child.input)
      outbox.fail(
        Diagnostic(
          .unreachable,
          "cannot write to the process's standard input: \(String(cString: strerror(error)))"))
    }
  }

  private func receive(_ descriptor: Int32) {
    let room = loop.scratch
    let count = Glibc.read(descriptor, room.baseAddress, room.count)
    if count > 0 {
      meter.received(count)
      let bytes = [UInt8](room.prefix(count))
      let output: ProcessOutput = descriptor == child.output ? .output(bytes) : .error(bytes)
      if !mailbox.deliver(output) {
        readers.forEach { loop.unwatch($0) }
      }
    } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
      drop(descriptor)
      readers.remove(descriptor)
      finishIfDone()
    }
  }

  private func ended(_ status: ProcessOutput) {
    self.status = status
    finishIfDone()
  }

  /// The end is told once the process is gone and its output is read to the end.
  private func finishIfDone() {
    guard let status, readers.isEmpty else { return }
    drop(child.input)
    outbox.fail(Diagnostic(.unreachable, "the process has ended"))
    mailbox.finish(.success(status))
    loop.leave(self)
  }

  private func drop(_ descriptor: Int32) {
    guard open.remove(descriptor) != nil else { return }
    loop.unwatch(descriptor)
    close(descriptor)
  }

  /// How the child has ended; nil while it runs.
  private static func wait(for process: pid_t, flags: Int32) -> ProcessOutput? {
    var status: Int32 = 0
    var found = waitpid(process, &status, flags)
    while found < 0 && errno == EINTR { found = waitpid(process, &status, flags) }
    if found == 0 { return nil }
    let signal = status & 0x7f
    guard signal == 0 else { return .exit(status: nil, signal: name(ofSignal: signal)) }
    return .exit(status: (status >> 8) & 0xff, signal: nil)
  }

  /// The name as SSH has it, without `SIG`.
  private static func name(ofSignal number: Int32) -> String {
    let names: [Int32: String] = [
      SIGHUP: "HUP", SIGINT: "INT", SIGQUIT: "QUIT", SIGILL: "ILL", SIGABRT: "ABRT",
      SIGFPE: "FPE", SIGKILL: "KILL", SIGSEGV: "SEGV", SIGPIPE: "PIPE", SIGALRM: "ALRM",
      SIGTERM: "TERM", SIGUSR1: "USR1", SIGUSR2: "USR2",
    ]
    return names[number] ?? String(number)
  }
}

/// What a task holds of a child process. When nobody holds it any more, the child is given up.
final class LocalProcess: RemoteProcess {
  private let process: PipedProcess

  fileprivate init(_ process: PipedProcess) { self.process = process }
  deinit { process.terminate() }

  func write(_ bytes: [UInt8]) async throws(Diagnostic) { try await process.write(bytes) }
  func read() async throws(Diagnostic) -> ProcessOutput {
    try await process.mailbox.next { process.resumeReading() }
  }
  func closeInput() async { process.closeInput() }
  func terminate() async { process.terminate() }
  var cost: Cost { process.meter.cost }
}
