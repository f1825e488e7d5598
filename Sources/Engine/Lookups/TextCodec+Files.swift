import Core
import Jinja

extension TextCodec {
  /// The text of a file.
  ///
  /// - Throws: `evaluation` for an unknown encoding, or bytes that are no text in it.
  static func decoded(_ bytes: [UInt8], _ encoding: String) throws(Diagnostic) -> String {
    if let text = try TextCodec(encoding).decodeStrictly(bytes) { return text }
    throw Diagnostic(.evaluation, "the file is not in the encoding \(encoding)")
  }
}
