import Glibc

/// Reads a file of the controller in pieces. Not to be shared.
package final class FileReader {
  private let path: String
  private let descriptor: Int32
  /// The size when it was opened.
  package let size: Int
  /// What tells whether the file is still the same: place, size and times.
  package let identity: FileIdentity

  /// - Throws: `file` where it cannot be read.
  package init(_ path: String) throws(Diagnostic) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Files.failure("cannot read", path) }
    var status = stat()
    fstat(descriptor, &status)
    size = Int(status.st_size)
    identity = FileIdentity(status)
  }

  deinit { close(descriptor) }

  /// The next bytes: `count` of them unless the file ends; none at its end.
  package func read(_ count: Int) throws(Diagnostic) -> [UInt8] {
    var problem = false
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let got = Glibc.read(descriptor, buffer.baseAddress.map { $0 + filled }, count - filled)
        if got < 0, errno == EINTR { continue }
        problem = got < 0
        if got <= 0 { return }
        filled += got
      }
    }
    if problem { throw Files.failure("cannot read", path) }
    return bytes
  }
}

/// Which file it is, and which state of it.
package struct FileIdentity: Sendable, Hashable {
  private let numbers: [Int]

  fileprivate init(_ status: stat) {
    numbers = [
      Int(bitPattern: UInt(status.st_dev)), Int(bitPattern: UInt(status.st_ino)),
      Int(status.st_size), status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_ctim.tv_sec,
      status.st_ctim.tv_nsec,
    ]
  }
}

/// Writes a file of the controller in pieces, beside its place, and puts it there when it is
/// complete. Without `finish` nothing has happened. Not to be shared.
package final class FileWriter {
  private let path: String
  private let temporary: String
  private var descriptor: Int32

  package init(_ path: String, mode: UInt32 = 0o644) throws(Diagnostic) {
    self.path = path
    temporary = "\(path).\(getpid())-\(UInt32.random(in: 0...UInt32.max)).tmp"
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw Files.failure("cannot write", path) }
  }

  deinit {
    guard descriptor >= 0 else { return }
    close(descriptor)
    unlink(temporary)
  }

  package func write(_ bytes: ArraySlice<UInt8>) throws(Diagnostic) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress.map { $0 + written }, bytes.count - written)
      }
      if count < 0, errno == EINTR { continue }
      if count < 0 { throw Files.failure("cannot write", path) }
      written += count
    }
  }

  /// Syncs the file and gives it its name.
  package func finish() throws(Diagnostic) {
    guard fsync(descriptor) == 0, rename(temporary, path) == 0 else {
      throw Files.failure("cannot write", path)
    }
    close(descriptor)
    descriptor = -1
  }
}
