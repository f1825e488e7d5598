import Core
import Glibc

/// What is in a folder of the controller that is to be copied.
struct FolderTree {
  struct File {
    /// Below the folder.
    let path: String
    let source: String
    let size: Int
    let mode: Int
  }

  private(set) var files: [File] = []
  /// Below the folder, each before what is in it.
  private(set) var folders: [String] = []
  /// Links that are copied as links, and what they say.
  private(set) var links: [(path: String, target: String)] = []

  /// - Parameter followsLinks: whether what links lead to is copied in their place.
  /// - Throws: `file` for what cannot be read.
  init(_ folder: String, followsLinks: Bool) throws(Diagnostic) {
    var status = stat()
    let isThere = stat(folder, &status) == 0
    let root = isThere ? [[UInt(status.st_dev), UInt(status.st_ino)]] : []
    try add(folder, "", followsLinks, inside: root)
  }

  /// `inside` are the folders that this one is in, by device and inode: a link may lead to one of them.
  private mutating func add(
    _ folder: String, _ prefix: String, _ followsLinks: Bool, inside: [[UInt]]
  ) throws(Diagnostic) {
    var inner: [(path: String, source: String, inside: [[UInt]])] = []
    for name in try Files.list(folder) {
      let source = Path.join(folder, name)
      let path = prefix.isEmpty ? name : "\(prefix)/\(name)"
      if !followsLinks, let target = Files.link(source) {
        links.append((path, target))
        continue
      }
      var status = stat()
      guard stat(source, &status) == 0 else {
        // A link that leads nowhere is copied as it is, as in Ansible.
        if let target = Files.link(source) {
          links.append((path, target))
          continue
        }
        throw Diagnostic(
          .file, "cannot read '\(source)': \(String(cString: strerror(errno)))")
      }
      if status.st_mode & S_IFMT == S_IFDIR {
        let id = [UInt(status.st_dev), UInt(status.st_ino)]
        if inside.contains(id) {
          if let target = Files.link(source) { links.append((path, target)) }
          continue
        }
        inner.append((path, source, inside + [id]))
      } else {
        let mode = Int(status.st_mode & 0o7777)
        files.append(File(path: path, source: source, size: Int(status.st_size), mode: mode))
      }
    }
    // As Ansible goes: what is in a folder comes before what is in the folders below it.
    for (path, source, inside) in inner {
      folders.append(path)
      try add(source, path, followsLinks, inside: inside)
    }
  }
}
