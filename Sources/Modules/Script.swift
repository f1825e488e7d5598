import CModules
import Core
import Glibc

/// A script: the text and what its header says.
package final class Script: Sendable {
  package let spec: ModuleSpec
  /// The text as it is sent, without the header and other comment lines.
  package let text: [UInt8]

  /// Reads a script, compiled in or a user's own.
  ///
  /// - Throws: `invalid` with the place of a wrong header line.
  package init(_ file: SourceFile) throws(Diagnostic) {
    let header = try ModuleHeader(file)
    spec = header.spec
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
    var files: [SourceFile] = []
    var start = UnsafeRawPointer(base)
    while start < base + size {
      let length = strlen(start.assumingMemoryBound(to: CChar.self))
      let text = [UInt8](UnsafeRawBufferPointer(start: start, count: length))
      files.append(SourceFile(name: name(ScriptNames(text)), text: text))
      start += length + 1
    }
    return files
  }()

  /// A name for errors: `ping.sh`.
  private static func name(_ names: ScriptNames) -> String {
    guard let name = names.module ?? names.part else { return "lib.sh" }
    return "\(name.parts(between: UInt8(ascii: ".")).last ?? "").sh"
  }
}

/// What a script is called, by the lines `module`, `alias` and `part` of its header: all that must be known
/// of a script before somebody uses it.
struct ScriptNames {
  private(set) var module: String?
  private(set) var part: String?
  private(set) var aliases: [String] = []

  init(_ text: [UInt8]) {
    var start = 0
    while start < text.count, text[start] == UInt8(ascii: "#") {
      let end = text[start...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count
      let line = text[start..<end]
      if let name = Self.rest(of: line, after: "# module ") { module = name }
      if let name = Self.rest(of: line, after: "# part ") { part = name }
      if let names = Self.rest(of: line, after: "# alias ") {
        aliases += names.parts(between: UInt8(ascii: " "))
      }
      start = end + 1
    }
  }

  private static func rest(of line: ArraySlice<UInt8>, after head: StaticString) -> String? {
    head.withUTF8Buffer { head in
      guard line.starts(with: head) else { return nil }
      let word = String(decoding: line.dropFirst(head.count), as: UTF8.self)
      return word.parts(between: UInt8(ascii: " ")).joined(separator: " ")
    }
  }
}
