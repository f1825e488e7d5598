import Core
import Glibc

/// TCP: names to addresses, addresses to connected sockets.
enum Network {
  /// An address as `connect` wants it.
  struct Address: Sendable {
    let family: Int32
    let bytes: [UInt8]

    /// Gives it to one of the system's calls for sockets.
    func use(
      _ call: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32, _ descriptor: Int32
    ) -> Int32 {
      bytes.withUnsafeBytes { bytes in
        bytes.assumingMemoryBound(to: sockaddr.self).baseAddress.map {
          call(descriptor, $0, socklen_t(bytes.count))
        } ?? -1
      }
    }
  }

  /// A connected, non-blocking socket to the host, by the way that leads there.
  static func connect(
    _ target: SSHEndpoint, on loop: PollLoop, _ prompt: PassphrasePrompt?
  ) async throws(Diagnostic) -> Int32 {
    switch target.way {
    case .direct: return try await connectDirectly(target, on: loop)
    case .command(let command): return try await SSHRelay.open(target, command: command, on: loop)
    case .jump(let hop):
      return try await SSHRelay.open(target, through: hop, on: loop, prompt)
    }
  }

  /// A connected socket to the first address of the host that answers.
  private static func connectDirectly(
    _ target: SSHEndpoint, on loop: PollLoop
  ) async throws(Diagnostic) -> Int32 {
    let local = try target.localAddress.map { name throws(Diagnostic) in
      try localAddress(name, target)
    }
    var error: Int32 = 0
    for address in try await addresses(of: target) {
      let outcome = await withUnsafeContinuation { waiter in
        loop.submit {
          Connecting(to: address, from: local, timeout: target.timeout, on: loop, waiter).begin()
        }
      }
      switch outcome {
      case .success(let descriptor): return descriptor
      case .failure(let failure):
        // Why a family of addresses leads nowhere says less than why a host refuses.
        if error == 0 || ![ENETUNREACH, EAFNOSUPPORT, EADDRNOTAVAIL].contains(failure.code) {
          error = failure.code
        }
      }
    }
    throw failure(error, target)
  }

  /// What the name means; numbers are understood at once, names by a thread that may block.
  private static func addresses(
    of target: SSHEndpoint
  ) async throws(Diagnostic) -> [Address] {
    let (host, port, family) = (target.address, target.port, target.family)
    let numeric = resolve(host, port, AI_NUMERICHOST, family)
    let (addresses, code) =
      numeric.code == 0 ? numeric : await BlockingWork.run { resolve(host, port, 0, family) }
    guard code == 0, !addresses.isEmpty else {
      throw Diagnostic(
        .unreachable,
        "cannot find the address of '\(host)': \(String(cString: gai_strerror(code)))",
        hint: "set ansible_host where the host's name is not its address")
    }
    return addresses
  }

  /// `BindAddress`, which is a number.
  private static func localAddress(
    _ name: String, _ target: SSHEndpoint
  ) throws(Diagnostic) -> Address {
    let found = resolve(name, 0, AI_NUMERICHOST, target.family)
    if let address = found.addresses.first { return address }
    throw Diagnostic(.unreachable, "BindAddress of \(target.place) is no address: '\(name)'")
  }

  private static func resolve(
    _ host: String, _ port: Int, _ flags: Int32, _ family: Int32
  ) -> (addresses: [Address], code: Int32) {
    var hints = addrinfo()
    hints.ai_flags = flags | AI_NUMERICSERV
    hints.ai_family = family
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    let code = getaddrinfo(host, String(port), &hints, &list)
    defer { freeaddrinfo(list) }
    var addresses: [Address] = []
    var next = code == 0 ? list : nil
    while let entry = next?.pointee {
      let bytes = UnsafeRawBufferPointer(start: entry.ai_addr, count: Int(entry.ai_addrlen))
      addresses.append(Address(family: entry.ai_family, bytes: Array(bytes)))
      next = entry.ai_next
    }
    return (addresses, code)
  }

  private static func failure(_ code: Int32, _ target: SSHEndpoint) -> Diagnostic {
    let what = "cannot connect to \(target.place)"
    guard code == ETIMEDOUT else {
      return Diagnostic(
        .unreachable, "\(what): \(String(cString: strerror(code)))",
        hint: code == ECONNREFUSED
          ? "the host is there, but no sshd listens on that port: see ansible_host and ansible_port"
          : nil)
    }
    return Diagnostic(
      .unreachable, "\(what): no answer within \(target.timeout) seconds",
      hint: "a larger ansible_timeout (-T) gives it more time")
  }
}

struct SystemError: Error {
  let code: Int32
}

/// A socket on its way to one address. Lives on a loop, like what comes after it.
private final class Connecting: PollHandler {
  typealias Waiter = UnsafeContinuation<Result<Int32, SystemError>, Never>

  private let address: Network.Address
  private let local: Network.Address?
  private let loop: PollLoop
  private let waiter: Waiter
  private var descriptor: Int32 = -1
  private(set) var deadline: Instant?

  init(
    to address: Network.Address, from local: Network.Address?, timeout: Int, on loop: PollLoop,
    _ waiter: Waiter
  ) {
    self.address = address
    self.local = local
    self.loop = loop
    self.waiter = waiter
    deadline = .now + .seconds(timeout)
  }

  func begin() {
    let type = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    descriptor = socket(address.family, type, 0)
    guard descriptor >= 0 else { return finish(errno) }
    var on: Int32 = 1
    // Small frames must not wait for the answer to the frame before.
    setsockopt(
      descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    if let local, local.use(bind, descriptor) != 0 { return finish(errno) }
    let code = address.use(Glibc.connect, descriptor)
    if code == 0 { return finish(0) }
    guard errno == EINPROGRESS else { return finish(errno) }
    loop.join(self)
    loop.watch(descriptor, reading: false, writing: true, for: self)
  }

  func ready(_ descriptor: Int32, hungUp: Bool) {
    var code: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size)
    finish(code)
  }

  func timeReached(_ now: Instant) { finish(ETIMEDOUT) }

  private func finish(_ code: Int32) {
    loop.leave(self)
    if descriptor >= 0 { loop.unwatch(descriptor) }
    if code == 0 { return waiter.resume(returning: .success(descriptor)) }
    if descriptor >= 0 { close(descriptor) }
    waiter.resume(returning: .failure(SystemError(code: code)))
  }
}
