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
    for line in text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true) {
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
    for line in text.split(separator: UInt8(ascii: "\n"), maxSplits: 200) {
      let words = String(decoding: line, as: UTF8.self).split(separator: " ")
      if words.count == 3, words[0] == "#", words[1] == "module" || words[1] == "part" {
        return "\(words[2].split(separator: ".").last ?? "").sh"
      }
      if line.first != UInt8(ascii: "#") { break }
    }
    return "lib.sh"
  }
}
