import CModules
import Core

/// A script: the text and what its header says.
package final class Script: Sendable {
  package let spec: ModuleSpec
  /// The name of the part that it is, where it is no module.
  let part: String?
  let isModule: Bool
  /// The text as it is sent, without the header and other comment lines.
  package let text: [UInt8]

  /// Reads a script, compiled in or a user's own.
  ///
  /// - Throws: `invalid` with the place of a wrong header line.
  package init(_ file: SourceFile) throws(Diagnostic) {
    let header = try ModuleHeader(file)
    spec = header.spec
    part = header.part
    isModule = header.module != nil
    text = Self.withoutComments(file.text)
  }

  /// Whole-line comments and blank lines are left out, so that they do not travel. Scripts must
  /// not hold such lines inside quoted text or here-documents; a test looks for that.
  private static func withoutComments(_ text: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    var start = 0
    while start < text.count {
      let end = text[start...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count
      let line = text[start..<end]
      start = end + 1
      guard let first = line.first(where: { $0 != UInt8(ascii: " ") }), first != UInt8(ascii: "#")
      else { continue }
      out += line
      out.append(UInt8(ascii: "\n"))
    }
    return out
  }
}

/// The scripts that are compiled into the program.
enum EmbeddedScripts {
  /// The library first, then parts and modules in the order of `modules.c`.
  static let files: [SourceFile] = {
    var size = 0
    guard let base = bosun_scripts(&size) else { return [] }
    let bytes = UnsafeBufferPointer(start: base, count: size)
    return bytes.split(separator: 0, omittingEmptySubsequences: true).map {
      SourceFile(name: name($0), text: Array($0))
    }
  }()

  /// A name for errors, from the header: `ping.sh`.
  private static func name(_ text: UnsafeBufferPointer<UInt8>.SubSequence) -> String {
    var rest = text
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")), rest.first == UInt8(ascii: "#") {
      let line = rest[..<end]
      rest = rest[(end + 1)...]
      for mark in ["# module ", "# part "] where line.starts(with: mark.utf8) {
        let name = String(decoding: line.dropFirst(mark.utf8.count), as: UTF8.self)
        return "\(name.parts(between: UInt8(ascii: ".")).last ?? "").sh"
      }
    }
    return "lib.sh"
  }
}
