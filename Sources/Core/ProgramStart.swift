import Glibc

/// Starting other programs.
package enum ProgramStart {
  /// Starts a program, looked up in `PATH` where its name has no slash.
  ///
  /// - Parameter descriptors: what becomes its descriptors 0, 1 and so on; nil keeps ours. They are to
  ///   be closed on exec, as all of ours.
  /// - Parameter session: whether it gets a session of its own.
  /// - Returns: an error number, or 0.
  package static func spawn(
    _ arguments: [String], descriptors: [Int32?], session: Bool = false, _ process: inout pid_t
  ) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // A descriptor that has the number it is to get would keep close-on-exec: ours never do, since
    // the program starts with its three standard descriptors open.
    for (number, descriptor) in descriptors.enumerated() {
      guard let descriptor else { continue }
      posix_spawn_file_actions_adddup2(&actions, descriptor, Int32(number))
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // What we ignore or block (SIGPIPE, SIGINT) is ours alone.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK) | (session ? newSession : 0))
    var vector: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    vector.append(nil)
    defer { vector.forEach { free($0) } }
    return untilClosed {
      posix_spawnp(&process, arguments[0], &actions, &attributes, vector, environ)
    }
  }

  /// A child between its fork and its exec holds open what another thread is just writing: a program
  /// that was made a moment ago may be "busy" for as long as that takes.
  private static func untilClosed(_ start: () -> Int32) -> Int32 {
    for _ in 0..<200 {
      let code = start()
      if code != ETXTBSY { return code }
      usleep(5_000)
    }
    return ETXTBSY
  }

  /// `POSIX_SPAWN_SETSID`, which glibc's header shows to GNU sources only.
  private static let newSession: Int16 = 0x80
}
