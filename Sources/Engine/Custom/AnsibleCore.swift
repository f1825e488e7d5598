import Core
import Synchronization

/// The files of ansible-core on the controller, which Python modules of the user's own import.
package struct AnsibleCore: Sendable {
  /// The folder of the package `ansible`.
  package let folder: String
  /// `2.18.3`
  package let version: String

  /// - Returns: nil for a folder that is not that package.
  init?(folder: String) {
    guard Files.isFile(Path.join(folder, "module_utils/basic.py")),
      let release = try? Files.text(Path.join(folder, "release.py"))
    else { return nil }
    let line = release.split(separator: "\n").first { $0.hasPrefix("__version__") } ?? ""
    self.folder = folder
    version = line.split { $0 == "'" || $0 == "\"" }.dropFirst().first.map(String.init) ?? ""
  }
}

/// Looks for ansible-core when somebody asks, and only once.
package final class AnsibleCoreFinder: Sendable {
  private let configured: String?
  private let found = Mutex<AnsibleCore??>(nil)

  /// - Parameter configured: the folder that a setting names; an empty text is for nowhere.
  package init(configured: String? = nil) { self.configured = configured }

  /// What was found, if anybody has asked.
  var known: AnsibleCore? { found.withLock { $0 ?? nil } }

  package var core: AnsibleCore? {
    found.withLock { found in
      if let known = found { return known }
      let core = search()
      found = .some(core)
      return core
    }
  }

  private func search() -> AnsibleCore? {
    if let configured {
      return AnsibleCore(folder: configured)
        ?? AnsibleCore(folder: Path.join(configured, "ansible"))
    }
    let output = try? ChildProcess.shell(Self.question, in: "/")
    guard let output, output.status == 0 else { return nil }
    let line = String(decoding: output.output, as: UTF8.self).split(separator: "\n").first
    return line.flatMap { AnsibleCore(folder: String($0)) }
  }

  /// Asks the Python that runs the first `ansible` on PATH which is a Python script (it may have an
  /// environment of its own), then `python3`.
  private static let question = """
    exec 2>/dev/null
    say='import importlib.util as u; print(u.find_spec("ansible").submodule_search_locations[0])'
    IFS=:
    for folder in $PATH; do
      [ -f "$folder/ansible" ] || continue
      IFS=' ' read -r line <"$folder/ansible" || continue
      case $line in '#!'*python*) IFS=' '; ${line#??} -c "$say" && exit; IFS=: ;; esac
    done
    python3 -c "$say"
    """
}
