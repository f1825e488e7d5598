import Compression
import Core
import Glibc
import Playbooks
import Testing

@testable import Engine

/// Modules of the user's own that Ansible cannot be asked about, and the parts that make them run.
@Suite struct CustomModuleTests {
  @Test func ownFormRunsAsThoseCompiledIn() async throws {
    let text = try await Cases.run("plays/marker", "")
    let results = text.split(separator: "\n").filter { $0.hasPrefix("  a: ") }.prefix(4)
    let wanted = ["  a: changed", "  a: changed", "  a: ok", "  a: failed (ignored)"]
    #expect(results.count == 4 && zip(results, wanted).allSatisfy { $0.hasPrefix($1) }, "\(text)")
    #expect(text.contains("value of word must be one of: here, there, got: where"), "\(text)")
  }

  /// `ansible` here is a package of a few lines, as no ansible-core need be on the machine.
  @Test func pythonIsPackedWithWhatItImports() async throws {
    let text = try await Cases.run(
      "plays/python", "", core: AnsibleCoreFinder(configured: try Self.core()))
    #expect(text.contains("GRÖSSE 'AND' \\\"MORE\\\"") || text.contains("GR\\u00d6SSE"), "\(text)")
    #expect(text.contains("you probably need to set the interpreter"), "\(text)")
    #expect(text.contains("action_plugins/plugged.py"), "\(text)")
  }

  @Test func pythonWithoutAnsibleCoreSaysSo() async throws {
    let text = try await Cases.run(
      "plays/python", "", core: AnsibleCoreFinder(configured: "/nonexistent"))
    #expect(text.contains("there is no ansible-core on the controller"), "\(text)")
  }

  private static func core() throws -> String {
    let folder = Path.join(try Cases.temporaryFolder(), "ansible")
    let basic = """
      import json
      import sys
      from ansible.module_utils.common import printing

      _ANSIBLE_ARGS = None


      class AnsibleModule:
          def __init__(self):
              self.params = json.loads(_ANSIBLE_ARGS.decode('utf-8'))['ANSIBLE_MODULE_ARGS']

          def exit_json(self, **values):
              printing.write(values)
              sys.exit(0)
      """
    let printing = "import json\n\n\ndef write(values):\n    print(json.dumps(values))\n"
    for (name, content) in [
      ("release.py", "__version__ = '2.18.9'\n"), ("module_utils/basic.py", basic),
      ("module_utils/common/__init__.py", ""), ("module_utils/common/printing.py", printing),
    ] {
      let path = Path.join(folder, name)
      try Files.makeFolder(Path.folder(path))
      try Files.write(Array(content.utf8), to: path)
    }
    return folder
  }

  @Test(arguments: [
    ("import a.b.c, d as e", ["a.b.c", "d"]),
    ("from a.b import c as d, e", ["a.b", "a.b.c", "a.b.e"]),
    ("    from a import (\n  b,  # why\n  c)\n", ["a", "a.b", "a.c"]),
    ("from a import \\\n    b", ["a", "a.b"]),
    ("from . import x\nfrom ..y import z", ["p.q", "p.q.x", "p.y", "p.y.z"]),
    ("from a import *", ["a"]), ("fromage = important(1)\nx = 'import'", []),
  ])
  func importsAreFound(text: String, names: [String]) {
    let found = PythonImports(Array(text.utf8), in: ["p", "q"]).names
    #expect(found.map { $0.joined(separator: ".") } == names)
  }

  @Test(arguments: [
    ("#!/bin/sh\necho", CustomModule.Form.words), ("#!/bin/sh\n# WANT_JSON", .jsonFile),
    ("x = '''<<INCLUDE_ANSIBLE_MODULE_JSON_ARGS>>'''", .jsonInside),
    ("\u{7F}ELF\u{2}\u{1}WANT_JSON", .jsonFile), ("#!powershell\n#Requires -Module x", .powerShell),
    ("from ansible.module_utils.basic import *", .python),
    ("from ..module_utils.x import y", .python),
    ("import os\n#<<INCLUDE_ANSIBLE_MODULE_COMMON>>", .python),
    ("# imports ansible.module_utils.basic", .words),
  ])
  func formsAreToldApart(text: String, form: CustomModule.Form) {
    #expect(CustomModule.form(of: Array(text.utf8)) == form)
  }

  @Test func zipFilesAreReadByPython() throws {
    var archive = ZipArchive()
    archive.add("__main__.py", Array("import part.x\nprint(part.x.word)\n".utf8))
    archive.add("part/__init__.py", [])
    archive.add("part/x.py", Array("word = 'größe'\n".utf8))
    let path = Path.join(try Cases.temporaryFolder(), "a.zip")
    try Files.write(archive.content, to: path)
    let output = try ChildProcess.shell("PYTHONIOENCODING=utf-8 python3 '\(path)'", in: "/")
    #expect(output.status == 0)
    #expect(String(decoding: output.output, as: UTF8.self) == "größe\n")
  }
}
