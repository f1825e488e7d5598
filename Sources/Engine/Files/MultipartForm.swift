import Core
import Crypto

/// A form of several parts as the body of a request (`multipart/form-data`, RFC 7578), written as ansible-core's
/// `prepare_multipart` does: files in Base64.
struct MultipartForm {
  /// The type of the whole, for the header of the request.
  let type: String
  private(set) var body: [UInt8] = []

  /// - Parameters:
  ///   - fields: by name a text, or a map of `content`, `filename` and `mime_type`.
  ///   - boundary: a text that stands in none of the parts.
  ///   - read: reads a file that is named without content.
  /// - Throws: `invalid` for a field that is none of these; what `read` throws.
  init(
    _ fields: Map, boundary: String = "===============\(UInt64.random(in: 0 ... .max))==",
    read: (String) throws(Diagnostic) -> [UInt8]
  ) throws(Diagnostic) {
    type = "multipart/form-data; boundary=\"\(boundary)\""
    for (name, value) in fields.sorted(by: {
      $0.key.text.utf8.lexicographicallyPrecedes($1.key.text.utf8)
    }) {
      append("--\(boundary)\r\n")
      try append(Field(value), named: name.text, read)
      append("\r\n")
    }
    append("--\(boundary)--\r\n")
  }

  private struct Field {
    var content: String?
    var file: String?
    var type = "text/plain"

    init(_ value: Value) throws(Diagnostic) {
      switch value {
      case .string(let text): content = text
      case .map(let map):
        (content, file) = (Self.text(map["content"]), Self.text(map["filename"]))
        guard content != nil || file != nil else {
          throw Self.invalid("at least one of filename or content must be provided")
        }
        type = Self.text(map["mime_type"]) ?? MediaTypes.guess(file ?? "")
      default:
        throw Self.invalid(
          "value must be a string, or mapping, cannot be type \(value.typeName)")
      }
    }

    private static func invalid(_ words: String) -> Diagnostic {
      Diagnostic(.invalid, "failed to parse body as form-multipart: \(words)")
    }

    /// Empty texts are as if they did not stand there.
    private static func text(_ value: Value?) -> String? {
      value.flatMap { $0.isTrue ? $0.text : nil }
    }
  }

  private mutating func append(
    _ field: Field, named name: String, _ read: (String) throws(Diagnostic) -> [UInt8]
  ) throws(Diagnostic) {
    var disposition = "form-data; name=\"\(Self.quoted(name))\""
    if let file = field.file { disposition += "; filename=\"\(Self.quoted(Path.name(file)))\"" }
    let head = "Content-Type: \(field.type)\r\nContent-Disposition: \(disposition)\r\n\r\n"
    if let content = field.content {
      append(head + content.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n"))
    } else {
      append("Content-Transfer-Encoding: base64\r\n\(head)")
      let text = Array(Base64.encode(try read(field.file ?? "")).utf8)
      for start in stride(from: 0, to: text.count, by: 76) {
        body += text[start..<min(start + 76, text.count)] + "\r\n".utf8
      }
    }
  }

  private mutating func append(_ text: String) { body += text.utf8 }

  private static func quoted(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }
}

/// The types that files have by the ends of their names (Python's `mimetypes`).
private enum MediaTypes {
  static func guess(_ name: String) -> String {
    let ending = name.split(separator: ".").dropFirst().last.map { $0.lowercased() } ?? ""
    return types[ending] ?? "application/octet-stream"
  }

  private static let types = [
    "avi": "video/x-msvideo", "bmp": "image/bmp", "css": "text/css", "csv": "text/csv",
    "gif": "image/gif", "htm": "text/html", "html": "text/html", "ico": "image/vnd.microsoft.icon",
    "jpeg": "image/jpeg", "jpg": "image/jpeg", "js": "text/javascript", "json": "application/json",
    "mp3": "audio/mpeg", "mp4": "video/mp4", "pdf": "application/pdf", "png": "image/png",
    "py": "text/x-python", "rtf": "application/rtf", "sh": "application/x-sh",
    "svg": "image/svg+xml", "tar": "application/x-tar", "tiff": "image/tiff", "txt": "text/plain",
    "wav": "audio/x-wav", "webp": "image/webp", "xml": "text/xml", "zip": "application/zip",
  ]
}
