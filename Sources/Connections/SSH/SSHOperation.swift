import Core

/// One step of a session, repeated until it is done.
struct SSHOperation {
  /// Time from its first try to its end; nil for no limit.
  let timeout: Duration?
  /// What the session dies of when time runs out.
  let timedOut: Diagnostic
  /// Tries once; true when done and its waiter resumed.
  let step: (SSHSession) -> Bool
  /// Tells its waiter that it will not happen.
  let fail: (Diagnostic) -> Void
  var deadline: Instant?
}

extension SSHSession {
  /// Has `step` called on the loop's thread until it gives a value.
  func perform<T: Sendable>(
    _ what: String, timeout: Int?, _ step: @escaping @Sendable (SSHSession) -> T?
  ) async throws(Diagnostic) -> T {
    let timedOut = Diagnostic(
      .unreachable, "\(target.place) did not answer within \(timeout ?? 0) seconds (\(what))",
      hint: "a larger ansible_timeout (-T) gives it more time")
    return try await withUnsafeContinuation { (waiter: UnsafeContinuation<_, Never>) in
      loop.submit { [self] in
        add(
          SSHOperation(
            timeout: timeout.map { .seconds($0) }, timedOut: timedOut,
            step: { session in
              guard let value = step(session) else { return false }
              waiter.resume(returning: Result<T, Diagnostic>.success(value))
              return true
            },
            fail: { waiter.resume(returning: .failure($0)) }))
      }
    }.get()
  }
}

extension ConnectionTarget {
  /// `address port 22`, as OpenSSH says it.
  var place: String { "\(address) port \(port)" }
}
