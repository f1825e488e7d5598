import Core
import Vault

/// `copy` of a folder of the controller: its files together, as one stream of those that differ.
///
/// Files of some size, encrypted ones, and those whose names a line of text cannot hold, go one by one.
struct FolderCopy {
  let context: ActionContext
  /// The parameters of `copy`, without `src`.
  let arguments: Map
  /// `src/` means only what is in the folder; else it appears itself below the destination.
  let source: String
  let destination: String
  /// Whether encrypted files are decrypted.
  let decrypts: Bool

  /// Larger files go one by one: a broken upload of theirs can be taken up again.
  private static let streamLimit = 4 << 20
  /// How many files one call names, and how long their names may be in all.
  private static let batch = (files: 2000, bytes: 200_000)
  /// Parameters that the common call does not have.
  private static let rare = ["attributes", "attr", "seuser", "serole", "setype", "selevel"]
  private static let passed = [
    "owner", "group", "mode", "force", "backup", "validate", "directory_mode", "follow",
  ]

  func run() async throws(Diagnostic) -> Map {
    let checked = try context.check(context.module, context.arguments)
    let tree = try FolderTree(source, followsLinks: checked["local_follow"].isTrue)
    var outcome = FolderOutcome()
    if tree.files.count == 1, tree.links.isEmpty, tree.folders.isEmpty {
      return try await single(tree.files[0])
    }
    try await copy(tree, &outcome)
    for link in tree.links where !outcome.hasFailed {
      outcome.add(try await copy(link))
    }
    if let failure = outcome.failure { return failure }
    var values: Map = [
      "changed": .bool(outcome.isChanged), "dest": .string(Path.join(destination, "")),
      "src": .string(source),
    ]
    if !outcome.diffs.isEmpty { values["diff"] = .list(outcome.diffs) }
    return values
  }

  /// Where what is in the folder goes.
  private var root: String {
    source.hasSuffix("/") ? destination : Path.join(destination, Path.name(source))
  }

  private func single(_ file: FolderTree.File) async throws(Diagnostic) -> Map {
    var arguments = arguments
    // A folder that is named with a slash at its end is made.
    arguments["dest"] = .string(Path.join(root, ""))
    return try await CopyAction.deliver(file.source, arguments, context, decrypts: decrypts)
  }

  private func copy(_ tree: FolderTree, _ outcome: inout FolderOutcome) async throws(Diagnostic) {
    let hasRare = Self.rare.contains { arguments[.string($0)] != nil }
    var (together, alone): ([FolderTree.File], [FolderTree.File]) = ([], [])
    for file in tree.files {
      let isOdd = file.path.utf8.contains { $0 == 0x0A || $0 == 0x5C }
      let isEncrypted = decrypts ? try VaultEnvelope.isEncrypted(file: file.source) : false
      if hasRare || isOdd || isEncrypted || file.size > Self.streamLimit {
        alone.append(file)
      } else {
        together.append(file)
      }
    }
    var folders = tree.folders
    repeat {
      let files = Self.takeBatch(&together)
      let stream = FolderStream(
        files: files, keepsModes: arguments["mode"]?.string == "preserve")
      alone += try await copy(stream, folders, &outcome)
      folders = []
    } while !together.isEmpty && !outcome.hasFailed
    for file in alone where !outcome.hasFailed {
      var wanted = arguments
      wanted["dest"] = .string(Path.join(root, file.path))
      outcome.add(
        try await CopyAction.deliver(
          file.source, wanted, context, decrypts: decrypts, isLast: false))
    }
  }

  private static func takeBatch(_ files: inout [FolderTree.File]) -> [FolderTree.File] {
    var bytes = 0
    let count = files.prefix(batch.files).prefix { file in
      bytes += file.path.utf8.count
      return bytes <= batch.bytes || bytes == file.path.utf8.count
    }.count
    defer { files.removeFirst(count) }
    return Array(files.prefix(count))
  }

  /// - Returns: files that have to go by themselves.
  private func copy(
    _ stream: FolderStream, _ folders: [String], _ outcome: inout FolderOutcome
  ) async throws(Diagnostic) -> [FolderTree.File] {
    var wanted = Map()
    for name in Self.passed { wanted[.string(name)] = arguments[.string(name)] }
    if stream.keepsModes { wanted["mode"] = nil }
    wanted["dest"] = .string(root)
    var engine: Map = [
      "_folders": .list(folders.map { .string("./\($0)") }),
      "_files": .list(try stream.words()),
    ]
    engine.merge(FileDelivery.limit(context.run.settings)) { $1 }
    var values = try await context.call(
      "bosun.internal.copy_folder", wanted, engine: engine, stream: stream)
    let odd = (values.removeValue(forKey: "odd")?.list ?? []).compactMap(\.int)
    for (number, before) in values.removeValue(forKey: "_before")?.map ?? [:] {
      guard context.diffMode, let number = Int(number.text) else { continue }
      outcome.diffs.append(try diff(stream.files[number - 1], before.text))
    }
    outcome.add(values)
    return odd.map { stream.files[$0 - 1] }
  }

  private func diff(_ file: FolderTree.File, _ before: String) throws(Diagnostic) -> Value {
    .map(
      try FileDelivery.diff(
        try Content(file: file.source, limit: FileDelivery.inlineLimit), from: file.source,
        before: before, at: Path.join(root, file.path), limit: context.run.settings.diffLimit))
  }

  private func copy(_ link: (path: String, target: String)) async throws(Diagnostic) -> Map {
    var wanted: Map = [
      "path": .string(Path.join(root, link.path)), "src": .string(link.target), "state": "link",
      "force": true, "follow": false,
    ]
    for name in ["owner", "group"] + Self.rare { wanted[.string(name)] = arguments[.string(name)] }
    return try await context.call("ansible.builtin.file", wanted)
  }
}

/// What has become of the parts of a folder.
private struct FolderOutcome {
  var isChanged = false
  var diffs: [Value] = []
  private(set) var failure: Map?

  var hasFailed: Bool { failure != nil }

  mutating func add(_ values: Map) {
    isChanged = isChanged || values["changed"]?.isTrue ?? false
    if let diff = values["diff"] { diffs += diff.list ?? [diff] }
    if values["failed"]?.isTrue ?? false { failure = values }
  }
}
