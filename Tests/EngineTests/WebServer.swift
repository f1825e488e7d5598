import Core
import Glibc
import Testing

/// A web server on the loopback, for one connection at a time.
final class WebServer: @unchecked Sendable {
  let port: UInt16
  private let listener: Int32

  init() throws {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    listener = descriptor
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && listen(descriptor, 16) == 0
          && getsockname(descriptor, $0, &length) == 0
      }
    }
    guard bound else { throw Diagnostic(.internal, "no port for the test") }
    port = UInt16(bigEndian: address.sin_port)
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { context in
        if let context { Unmanaged<WebServer>.fromOpaque(context).takeRetainedValue().serve() }
        return nil
      }, Unmanaged.passRetained(self).toOpaque())
  }

  func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

  private func serve() {
    while true {
      let connection = accept(listener, nil, nil)
      if connection < 0 { break }
      var request: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 4096)
      while !Self.isWhole(request) {
        let count = read(connection, &buffer, buffer.count)
        if count <= 0 { break }
        request += buffer[..<count]
      }
      let answer = Array(answer(to: String(decoding: request, as: UTF8.self)).utf8)
      _ = write(connection, answer, answer.count)
      close(connection)
    }
    close(listener)
  }

  /// Whether the head has come, and as much of a body as it says.
  private static func isWhole(_ request: [UInt8]) -> Bool {
    let text = String(decoding: request, as: UTF8.self)
    guard let head = text.firstRange(of: "\r\n\r\n") else { return false }
    let field = text[..<head.lowerBound].lowercased().split(separator: "\r\n")
      .first { $0.hasPrefix("content-length:") }
    let length = field.flatMap { Int($0.split(separator: " ").last ?? "") } ?? 0
    return text[head.upperBound...].utf8.count >= length
  }

  private func answer(to request: String) -> String {
    let parts = request.split(separator: "\r\n\r\n", maxSplits: 1)
    let lines = (parts.first ?? "").split(separator: "\r\n").map(String.init)
    let path = lines.first?.split(separator: " ").dropFirst().first ?? "/"
    let headers = lines.dropFirst().map { line in
      let parts = line.split(separator: ":", maxSplits: 1)
      return "\(parts[0].lowercased()):\(parts.count > 1 ? String(parts[1]) : "")"
    }
    func reply(_ status: String, _ body: String, _ more: String = "") -> String {
      "HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\(more)\r\n\(body)"
    }
    let method = lines.first?.split(separator: " ").first ?? ""
    switch path {
    case _ where path.hasPrefix("/to/"):
      return reply("\(path.dropFirst(4)) Elsewhere", "", "Location: /echo\r\n")
    case "/echo":
      let type = headers.first { $0.hasPrefix("content-type:") }?.dropFirst(14) ?? ""
      let body = "\(method) [\(type)] \(parts.count > 1 ? parts[1] : "")"
      return reply("200 OK", method == "HEAD" ? "" : body)
    case "/named":
      return reply("200 OK", "x", "Content-Disposition: attachment; filename=\"given.txt\"\r\n")
    case "/once":
      return headers.contains { $0.hasPrefix("if-modified-since:") }
        ? reply("304 Not Modified", "") : reply("200 OK", "new")
    case "/json":
      return reply(
        "200 OK", #"{"key-hunter2": "the hunter2"}"#, "Content-Type: application/json\r\n")
    case "/lines": return reply("200 OK", "one\ntwo\n")
    case "/empty": return reply("200 OK", "")
    case "/moved": return reply("301 Moved", "gone", "Location: /lines\r\n")
    case "/loop": return reply("302 Found", "", "Location: /loop\r\n")
    case "/away": return reply("302 Found", "", "Location: http://localhost:\(port)/headers\r\n")
    case "/headers": return reply("200 OK", headers.joined(separator: "\n"))
    case "/login":
      let wanted = "authorization: Basic dTpwInc="
      return headers.contains(wanted)
        ? reply("200 OK", "welcome")
        : reply("401 Unauthorized", "", "WWW-Authenticate: Basic realm=\"x\"\r\n")
    default: return reply("404 Not Found", "nothing")
    }
  }
}
