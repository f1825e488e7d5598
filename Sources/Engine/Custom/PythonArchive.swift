import Compression
import Core
import Playbooks

/// A Python module with all that it imports of `ansible.module_utils` and of collections, as one zip
/// file that Python runs: what ansible-core calls AnsiballZ.
struct PythonArchive {
  private let file: ModuleFile
  /// The folder of the package `ansible` on the controller.
  private let core: AnsibleCore
  private let openFiles: Int
  private var files: OrderedFiles = OrderedFiles()
  private var queue: [[String]] = [["ansible", "module_utils", "basic"]]

  /// - Throws: `file` for what cannot be read.
  static func make(
    _ file: ModuleFile, _ text: [UInt8], core: AnsibleCore, openFiles: Int = 0
  ) throws(Diagnostic) -> [UInt8] {
    var archive = PythonArchive(file: file, core: core, openFiles: openFiles)
    return try archive.pack(text)
  }

  private init(file: ModuleFile, core: AnsibleCore, openFiles: Int) {
    (self.file, self.core, self.openFiles) = (file, core, openFiles)
  }

  private mutating func pack(_ text: [UInt8]) throws(Diagnostic) -> [UInt8] {
    files.add("ansible/__init__.py", Self.extensible + "__version__ = '\(core.version)'\n")
    files.add("ansible/module_utils/__init__.py", Self.extensible)
    let name = Self.name(of: file)
    let module = name.joined(separator: "/") + ".py"
    files.add(module, text)
    addPackages(above: name)
    files.add("__main__.py", Self.main(name.joined(separator: "."), openFiles: openFiles))
    scan(text, in: Array(name.dropLast()))
    while let next = queue.popLast() { try add(next) }
    return files.archive
  }

  /// Other folders on Python's path may have parts of the package, as in ansible-core.
  private static let extensible =
    "from pkgutil import extend_path\n__path__ = extend_path(__path__, __name__)\n"

  /// The dotted name that the module has at the far end: for one of a collection its place there.
  private static func name(of file: ModuleFile) -> [String] {
    let parts = file.path.split(separator: "/").map(String.init)
    if let at = parts.lastIndex(of: "ansible_collections"), at + 5 < parts.count {
      let name = parts[at...].dropLast() + [file.shortName]
      if name.allSatisfy(VariableName.isValid) { return Array(name) }
    }
    return ["ansible", "modules", file.shortName]
  }

  private mutating func scan(_ text: [UInt8], in package: [String]) {
    queue += PythonImports(text, in: package).names.filter {
      $0.starts(with: ["ansible", "module_utils"]) || $0.first == "ansible_collections"
    }
  }

  /// Adds the file that a dotted name stands for, if there is one.
  private mutating func add(_ name: [String]) throws(Diagnostic) {
    guard let (path, isPackage) = place(of: name) else { return }
    let stem = name.joined(separator: "/")
    let own = isPackage ? "\(stem)/__init__.py" : "\(stem).py"
    guard !files.holds(own) else { return }
    let text = try Files.read(path)
    files.add(own, text)
    addPackages(above: name)
    scan(text, in: isPackage ? name : name.dropLast())
  }

  /// Every folder above a file is a package; one with a text of its own is read like any other.
  private mutating func addPackages(above name: [String]) {
    for count in 1..<name.count {
      let package = Array(name.prefix(count))
      let own = package.joined(separator: "/") + "/__init__.py"
      if files.holds(own) { continue }
      let found = place(of: package).flatMap { $0.isPackage ? try? Files.read($0.path) : nil }
      files.add(own, found ?? [])
      if let found { scan(found, in: package) }
    }
  }

  private func place(of name: [String]) -> (path: String, isPackage: Bool)? {
    let rest = name.dropFirst(2).joined(separator: "/")
    if rest.isEmpty { return nil }
    if name.first == "ansible" {
      guard name[1] == "module_utils" else { return nil }
      return Self.find(rest, in: file.utilities + [Path.join(core.folder, "module_utils")])
    }
    return Self.find(
      name.joined(separator: "/"), in: file.collections)
  }

  private static func find(
    _ stem: String, in folders: [String]
  ) -> (path: String, isPackage: Bool)? {
    for folder in folders {
      let path = Path.join(folder, stem)
      if Files.isFile(path + "/__init__.py") { return (path + "/__init__.py", true) }
      if Files.isFile(path + ".py") { return (path + ".py", false) }
    }
    return nil
  }

  /// Hands the arguments to `ansible.module_utils.basic` and runs the module.
  private static func main(_ name: String, openFiles: Int) -> String {
    let limit = """
      import resource
      hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
      resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, \(openFiles)), hard))

      """
    return (openFiles > 0 ? limit : "") + """
      import os
      import runpy
      import sys

      try:
          os.getcwd()
      except OSError:
          os.chdir('/')
      arguments = getattr(sys.stdin, 'buffer', sys.stdin).read()

      from ansible.module_utils import basic

      basic._ANSIBLE_ARGS = arguments
      if hasattr(basic, '_ANSIBLE_PROFILE'):
          basic._ANSIBLE_PROFILE = 'legacy'
      runpy.run_module('\(name)', dict(_module_fqn='\(name)', _modlib_path=sys.path[0]), '__main__', True)
      print('{"msg": "New-style module did not handle its own exit", "failed": true}')
      sys.exit(1)

      """
  }
}

/// Files in the order in which they were added, each name once.
private struct OrderedFiles {
  private var names: Set<String> = []
  private var zip = ZipArchive()

  func holds(_ name: String) -> Bool { names.contains(name) }

  mutating func add(_ name: String, _ text: String) { add(name, Array(text.utf8)) }

  mutating func add(_ name: String, _ text: [UInt8]) {
    if names.insert(name).inserted { zip.add(name, text) }
  }

  var archive: [UInt8] { zip.content }
}
