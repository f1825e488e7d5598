import Core
import Glibc
import Testing

@testable import Engine

@Suite struct URLLookupTests {
  @Test func asksAServer() async throws {
    let server = try WebServer()
    let url = "http://127.0.0.1:\(server.port)"
    let texts = try await ShortPlaybook.messages(
      [
        "{{ query('url', '\(url)/lines') }}",
        "{{ query('ansible.builtin.url', '\(url)/lines', split_lines=false) }}",
        "{{ lookup('url', '\(url)/missing') }}",
        "{{ query('url', '\(url)/missing', errors='ignore') }}",
        "{{ lookup('url', '\(url)/moved') }}",
        "{{ lookup('url', '\(url)/moved', follow_redirects='none') }}",
        "{{ lookup('url', '\(url)/headers', headers={'X-One': 'a\"b\\\\c', 'X-Two': '2'}, split_lines=false) }}",
        "{{ lookup('url', '\(url)/headers', http_agent='me', force=true, split_lines=false) }}",
        "{{ lookup('url', '\(url)/login', username='u', password='p\"w', force_basic_auth=true) }}",
        "{{ lookup('url', '\(url)/login') }}",
        "{{ lookup('url', 'http://127.0.0.1:1/nobody') }}",
        "{{ lookup('url', '\(url)/lines', timeout='soon') }}",
        "{{ lookup('url', '\(url)/lines', headers={'X': evil}) }}",
        "{{ lookup('url', '\(url)/loop') }}",
        "{{ query('url', '\(url)/empty') }}",
        "{{ lookup('url', '\(url)/away', headers={'Authorization': 's', 'X-Own': '1', 'X-Keep': '2'}, unredirected_headers=['X-Own'], split_lines=false) }}",
      ], variables: #"{evil: "a\nurl = file:///etc/passwd"}"#)
    #expect(texts[0] == "['one', 'two']")
    #expect(texts[1] == "['one\\ntwo\\n']")
    #expect(texts[2].hasPrefix("failed: ") && texts[2].contains("HTTP Error 404"))
    #expect(texts[3] == "[]")
    #expect(texts[4] == "one,two")
    #expect(texts[5].contains("HTTP Error 301"))
    #expect(texts[6].contains("x-one: a\"b\\\\c") && texts[6].contains("x-two: 2"))
    #expect(texts[6].contains("user-agent: ansible-httpget"))
    #expect(texts[7].contains("user-agent: me") && texts[7].contains("cache-control: no-cache"))
    #expect(texts[8] == "welcome")
    #expect(texts[9].contains("HTTP Error 401"))
    #expect(texts[10].contains("Failed lookup url for http://127.0.0.1:1/nobody"))
    #expect(texts[11].contains("'timeout' must be a number"))
    #expect(texts[12].contains("must not hold line ends"))
    #expect(texts[13].contains("too many redirects"))
    #expect(texts[14] == "[]")
    #expect(!texts[15].contains("x-own") && texts[15].contains("x-keep: 2"))
    #expect(!texts[15].contains("authorization"))
    server.stop()
  }

  @Test func settingsOfVariables() async throws {
    let server = try WebServer()
    let url = "http://127.0.0.1:\(server.port)"
    let texts = try await ShortPlaybook.messages(
      [
        "{{ lookup('url', '\(url)/headers', split_lines=false) }}",
        "{{ lookup('url', '\(url)/moved') }}",
      ],
      variables:
        "{ansible_lookup_url_agent: of-variable, ansible_lookup_url_follow_redirects: none}")
    #expect(texts[0].contains("user-agent: of-variable"))
    #expect(texts[1].contains("HTTP Error 301"))
    server.stop()
  }
}

/// A web server on the loopback, for one connection at a time.
private final class WebServer: @unchecked Sendable {
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
      while request.suffix(4) != [13, 10, 13, 10] {
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

  private func answer(to request: String) -> String {
    let lines = request.split(separator: "\r\n").map(String.init)
    let path = lines.first?.split(separator: " ").dropFirst().first ?? "/"
    let headers = lines.dropFirst().map { line in
      let parts = line.split(separator: ":", maxSplits: 1)
      return "\(parts[0].lowercased()):\(parts.count > 1 ? String(parts[1]) : "")"
    }
    func reply(_ status: String, _ body: String, _ more: String = "") -> String {
      "HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\(more)\r\n\(body)"
    }
    switch path {
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
