import Core
import Glibc

/// A program that is called for an inventory.
struct InventoryScript {
  let path: String
  /// As the user gave it, for messages.
  let name: String

  /// Calls it, and reads what it prints as JSON; nothing at all is an empty object.
  ///
  /// - Returns: the value, and what was said on standard error, without the blanks at its ends.
  /// - Throws: `file` when it cannot be started or fails; `syntax` for what is no JSON, with the
  ///   place in what was printed.
  func run(_ arguments: [String]) throws(Diagnostic) -> (value: Value, said: String) {
    let (output, error, status) = try call(arguments)
    let said = String(decoding: error, as: UTF8.self).trimmingBlanks
    guard status == 0 else {
      throw Diagnostic(
        .file,
        "the inventory script '\(name)' failed with status \(status)"
          + (said.isEmpty ? "" : ": \(said)"))
    }
    if arguments.first == "--host", output.allSatisfy(INILine.isBlank) { return ([:], said) }
    guard String(validating: output, as: UTF8.self) != nil else {
      throw Diagnostic(.invalid, "the inventory script '\(name)' printed what is no UTF-8")
    }
    let shown = ([name] + arguments).joined(separator: " ")
    do {
      return (try JSONReader.read(output, name: "output of '\(shown)'"), said)
    } catch {
      throw said.isEmpty ? error : error.noting("it also said: \(said)")
    }
  }

  // MARK: The process

  private func call(
    _ arguments: [String]
  ) throws(Diagnostic) -> (output: [UInt8], error: [UInt8], status: Int32) {
    var output: (read: Int32, write: Int32) = (-1, -1)
    var error: (read: Int32, write: Int32) = (-1, -1)
    try Self.pipe(&output)
    defer { close(output.read) }
    do { try Self.pipe(&error) } catch let failure {
      close(output.write)
      throw failure
    }
    defer { close(error.read) }
    var process = pid_t()
    let code = ProgramStart.spawn(
      [path.contains("/") ? path : "./" + path] + arguments,
      descriptors: [nil, output.write, error.write], &process)
    close(output.write)
    close(error.write)
    guard code == 0 else {
      let hint =
        code == ENOEXEC
        ? "its first line must name its interpreter: #!/bin/sh"
        : code == EACCES ? "make it executable: chmod +x \(name)" : nil
      throw Diagnostic(
        .file, "cannot run the inventory script '\(name)': \(String(cString: strerror(code)))",
        hint: hint)
    }
    let (printed, said) = Self.readBoth(output.read, error.read)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return (printed, said, status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F)
  }

  private static func pipe(_ ends: inout (read: Int32, write: Int32)) throws(Diagnostic) {
    var pair: [Int32] = [-1, -1]
    guard Glibc.pipe(&pair) == 0 else {
      throw Diagnostic(.file, "cannot make a pipe: \(String(cString: strerror(errno)))")
    }
    for end in pair { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    ends = (pair[0], pair[1])
  }

  /// Both streams to their ends, in turn as there is something, so that neither fills up.
  private static func readBoth(_ first: Int32, _ second: Int32) -> ([UInt8], [UInt8]) {
    var contents: [[UInt8]] = [[], []]
    var polled = [
      pollfd(fd: first, events: Int16(POLLIN), revents: 0),
      pollfd(fd: second, events: Int16(POLLIN), revents: 0),
    ]
    var buffer = [UInt8](repeating: 0, count: 65536)
    while polled.contains(where: { $0.fd >= 0 }) {
      guard poll(&polled, 2, -1) >= 0 else {
        if errno == EINTR { continue }
        break
      }
      for index in polled.indices where polled[index].fd >= 0 && polled[index].revents != 0 {
        let count = Glibc.read(polled[index].fd, &buffer, buffer.count)
        if count > 0 {
          contents[index] += buffer[..<count]
        } else if count == 0 || errno != EINTR {
          polled[index].fd = -1
        }
      }
    }
    return (contents[0], contents[1])
  }
}
