import Core
import Glibc
import Modules

/// A folder in memory, for a plain text while an editor has it: only its user may look in, and
/// nothing of it reaches a disk.
struct EditPlace {
  private let folder: String
  let file: String

  /// The kinds of file systems that keep files in memory.
  private static let memoryKinds: Set = ["tmpfs", "ramfs"]

  /// - Parameter ending: of the file's name, by which editors know the language.
  /// - Throws: `file` where no file system in memory is there.
  init(ending: String) throws(Diagnostic) {
    let candidates = [
      ProcessEnvironment["XDG_RUNTIME_DIR"], "/dev/shm", "/run/user/\(getuid())", "/tmp",
    ]
    for candidate in candidates.compactMap(\.self) where Self.isInMemory(candidate) {
      var template = Array("\(candidate)/bosun-vault-XXXXXX".utf8CString)
      guard mkdtemp(&template) != nil else { continue }
      folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
      file = "\(folder)/text\(ending)"
      return
    }
    throw Diagnostic(
      .file, "there is no file system in memory for the plain text",
      hint: "mount a tmpfs at /dev/shm, or decrypt to a place of your choice and encrypt again")
  }

  /// Whether the file system that a path is on is one of those (proc(5), `mounts`).
  private static func isInMemory(_ path: String) -> Bool {
    guard let real = realpath(path, nil) else { return false }
    defer { free(real) }
    let inside = String(cString: real) + "/"
    var found: (length: Int, kind: Substring) = (0, "")
    for line in ((try? Files.text("/proc/self/mounts")) ?? "").split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count > 2 else { continue }
      let point = words[1] == "/" ? "/" : words[1] + "/"
      // A later mount hides an earlier one at the same place.
      if inside.hasPrefix(point), point.utf8.count >= found.length {
        found = (point.utf8.count, words[2])
      }
    }
    return memoryKinds.contains(String(found.kind))
  }

  /// Opens an editor on a text and waits for its end.
  ///
  /// - Parameter editor: a command of the shell.
  /// - Returns: the text as it was saved.
  /// - Throws: `file` where the editor cannot be started, or has removed the file.
  func edit(_ text: [UInt8], by editor: String) throws(Diagnostic) -> [UInt8] {
    try Files.write(text, to: file, mode: 0o600)
    let status = system("\(editor) \(ShellText.quote(file))")
    if [126, 127].contains(status >> 8 & 0xFF) {
      throw Diagnostic(
        .file, "Unable to execute the command \"\(editor)\"",
        hint: "name an editor in the environment variable EDITOR")
    }
    return try Files.read(file)
  }

  /// Overwrites and removes all that is in the folder: editors leave copies beside the file.
  func remove() {
    for name in (try? Files.list(folder)) ?? [] {
      let path = "\(folder)/\(name)"
      let descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW)
      if descriptor >= 0 {
        var status = stat()
        fstat(descriptor, &status)
        VaultFile.overwrite(descriptor, count: Int(status.st_size))
        close(descriptor)
      }
      unlink(path)
    }
    rmdir(folder)
  }
}
