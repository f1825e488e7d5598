import Core
import Crypto

/// Files that go to the far end together: what it has to know to tell which ones differ, and the
/// stream of those, which `folderstream.sh` takes.
struct FolderStream: StreamSource {
  let files: [FolderTree.File]
  /// Whether files keep the modes that they have here.
  let keepsModes: Bool

  /// Five words for each file, as `copy_folder.sh` takes them.
  ///
  /// - Throws: `file` for what cannot be read.
  func words() throws(Diagnostic) -> [Value] {
    var words: [Value] = []
    var folders: [String: Int] = [:]
    for file in files {
      let folder = Path.folder(file.path)
      let number = folders[folder] ?? folders.count
      folders[folder] = number
      words += [
        .string("./\(file.path)"), .int(file.size),
        .string(try FileDigests.sha1(try FileReader(file.source))),
        .string(keepsModes ? String(file.mode, radix: 8) : ""), .int(number),
      ]
    }
    return words
  }

  /// - Parameter request: `tar FORMS PART NUMBER:MODE…` or `plain …`: the files that are wanted, as an
  ///   archive with names in the folders PART, or one stream after the other.
  func answer(
    _ request: String, to stream: OutgoingStream
  ) async throws(Diagnostic) -> Diagnostic? {
    let words = request.split(separator: " ").map(String.init)
    let wanted = words.dropFirst(3).compactMap(Wanted.init)
    guard words.count > 3 else { throw Diagnostic(.internal, "a request of '\(request)'") }
    var sender = StreamSender(stream, packs: words[1] == "gzip")
    return try await words[0] == "tar"
      ? sendArchive(wanted, part: words[2], by: &sender) : sendPlain(wanted, by: &sender)
  }

  private struct Wanted {
    let number: Int
    let mode: Int

    init?(_ word: String) {
      let parts = word.split(separator: ":").compactMap { Int($0) }
      guard parts.count == 2 else { return nil }
      (number, mode) = (parts[0], parts[1])
    }
  }

  /// Large enough for packing to find what files have in common.
  private static let pieceSize = 1 << 20

  /// - Returns: why a file could not be read; the stream ends there.
  private func sendArchive(
    _ wanted: [Wanted], part: String, by sender: inout StreamSender
  ) async throws(Diagnostic) -> Diagnostic? {
    var archive: [UInt8] = []
    for wanted in wanted {
      let file = files[wanted.number - 1]
      let content: [UInt8]
      do { content = try Files.read(file.source) } catch {
        try await sender.say("abort")
        return error
      }
      let path = "./\(Path.join(Path.join(Path.folder(file.path), part), Path.name(file.path)))"
      archive += TarHeader.file(path, size: content.count, mode: wanted.mode)
      archive += content
      archive += TarHeader.padding(content.count)
      if archive.count >= Self.pieceSize {
        _ = try await sender.send(archive)
        archive = []
      }
    }
    _ = try await sender.send(archive + TarHeader.end)
    try await sender.say("end")
    return nil
  }

  /// - Returns: why a file could not be read; its stream and those after it end at once, since the
  ///   host waits for every one.
  private func sendPlain(
    _ wanted: [Wanted], by sender: inout StreamSender
  ) async throws(Diagnostic) -> Diagnostic? {
    var problem: Diagnostic?
    for wanted in wanted {
      var content: [UInt8] = []
      do {
        if problem == nil { content = try Files.read(files[wanted.number - 1].source) }
      } catch {
        problem = error
      }
      _ = try await sender.send(content)
      try await sender.say(problem == nil ? "end" : "abort")
    }
    return problem
  }
}
