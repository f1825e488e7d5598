import Core
import Crypto
import Glibc

@testable import Engine

/// What a run leaves behind, as `Cases/record` writes it for Ansible: registered variables, and files.
enum Remains {
  /// What is never the same twice, or told by one implementation only.
  private static let volatile: Set<String> = [
    "start", "end", "delta", "atime", "mtime", "ctime", "inode", "dev", "birthtime", "invocation",
    "exception", "warnings", "deprecations", "ansible_job_id", "version", "attributes",
    "attr_flags",
    "diff", "frame", "src",
  ]

  /// The registered results and facts of all hosts, one line each.
  static func registers(of run: Run) -> String {
    let names = Set(run.currentInventory.hosts.map(\.name) + ["localhost"]).sorted()
    let lines = names.compactMap { run.state(named: $0) }.flatMap { state in
      variables(of: state).map { ($0.key.text, $0.value) }.sorted { $0.0 < $1.0 }.map {
        "  \(state.name) \($0.0) = \(EventText.json(kept($0.1)))"
      }
    }
    return (["registers"] + lines).joined(separator: "\n")
  }

  /// All but `ansible_failed_task`, which Ansible keeps whole.
  private static func variables(of state: HostState) -> Map {
    state.contents.withLock { contents in
      contents.made.merging(contents.failure) { $1 }.filter { $0.key != "ansible_failed_task" }
    }
  }

  private static func kept(_ value: Value) -> Value {
    switch value {
    case .map(let map):
      var kept = Map()
      for (key, part) in map where !volatile.contains(key.text) && !key.text.hasPrefix("_ansible") {
        kept[key] = key.text == "msg" ? EventText.plain(part) : self.kept(part)
      }
      if kept["unreachable"] == true { kept.removeValue(forKey: "msg") }
      return .map(kept)
    case .list(let list): return .list(list.map(kept))
    default: return value
    }
  }

  /// Kind, mode, path and content of all that is below a folder, one line each.
  static func files(below root: String) -> String {
    let lines = entries(root, "", root).sorted {
      $0.path.utf8.lexicographicallyPrecedes($1.path.utf8)
    }
    return "files\n" + lines.map { "  \($0.path): \($0.text)\n" }.joined()
  }

  private static func entries(
    _ folder: String, _ prefix: String, _ root: String
  ) -> [(path: String, text: String)] {
    ((try? Files.list(folder)) ?? []).flatMap { name in
      let (path, shown) = (Path.join(folder, name), prefix + name)
      if let target = Files.link(path) { return [(shown, "link -> \(target)")] }
      let bits = String((try? Files.mode(path)) ?? 0, radix: 8)
      let mode = String(repeating: "0", count: max(0, 4 - bits.count)) + bits
      guard Files.isFolder(path) else { return [(shown, "\(mode) \(content(path, root))")] }
      return [(shown, "\(mode) folder")] + entries(path, shown + "/", root)
    }
  }

  private static func content(_ path: String, _ root: String) -> String {
    guard let text = try? Files.text(path).replacing(root, with: "WORK") else {
      return "unreadable"
    }
    if text.utf8.count <= 200 { return EventText.json(.string(text)) }
    let digest = Digest.sha1.hex(Array(text.utf8))
    return "\(text.utf8.count) bytes, sha1 \(digest)"
  }
}
