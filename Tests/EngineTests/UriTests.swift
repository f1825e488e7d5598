import Core
import Testing

@testable import Engine

@Suite struct UriTests {
  /// What ansible-core 2.18's `prepare_multipart` makes of the same fields.
  @Test func formsOfSeveralParts() throws {
    let content = "long enough that its Base64 takes more than one line of seventy-six digits."
    let fields: Map = [
      "b": "text ä\nsecond", "a": ["filename": "folder/mp.bin"],
      "q\"x": ["content": "c", "mime_type": "text/x-own"],
      "f": ["content": "{}", "filename": "dir/f.json"],
    ]
    let form = try MultipartForm(fields, boundary: "B") { (name) throws(Diagnostic) in
      #expect(name == "folder/mp.bin")
      return Array(content.utf8)
    }
    #expect(form.type == "multipart/form-data; boundary=\"B\"")
    #expect(
      String(decoding: form.body, as: UTF8.self) == """
        --B\r
        Content-Transfer-Encoding: base64\r
        Content-Type: application/octet-stream\r
        Content-Disposition: form-data; name="a"; filename="mp.bin"\r
        \r
        bG9uZyBlbm91Z2ggdGhhdCBpdHMgQmFzZTY0IHRha2VzIG1vcmUgdGhhbiBvbmUgbGluZSBvZiBz\r
        ZXZlbnR5LXNpeCBkaWdpdHMu\r
        \r
        --B\r
        Content-Type: text/plain\r
        Content-Disposition: form-data; name="b"\r
        \r
        text ä\r
        second\r
        --B\r
        Content-Type: application/json\r
        Content-Disposition: form-data; name="f"; filename="f.json"\r
        \r
        {}\r
        --B\r
        Content-Type: text/x-own\r
        Content-Disposition: form-data; name="q\\"x"\r
        \r
        c\r
        --B--\r

        """)
  }

  @Test func fieldsThatAreNone() {
    for value in [1, [:], ["content": ""]] as [Value] {
      #expect(throws: Diagnostic.self) { try MultipartForm(["a": value]) { _ in [] } }
    }
  }

  @Test func bodies() async throws {
    let echo = "url: URL/echo, method: POST, return_content: true"
    let texts = try await contents([
      "\(echo), src: body.json, body_format: json",
      "\(echo), src: body.json",
      "\(echo), body: {a: 1}, body_format: json",
      "\(echo), body: {a: b c}, body_format: form-urlencoded",
      "\(echo), body: {f: {filename: body.json}, t: x}, body_format: form-multipart",
      "\(echo), body: {i: 1}, body_format: form-multipart",
    ])
    #expect(texts[0] == "POST [application/json] [1]\n")
    #expect(texts[1] == "POST [] [1]\n")
    #expect(texts[2] == #"POST [application/json] {"a": 1}"#)
    #expect(texts[3].hasPrefix("POST [application/x-www-form-urlencoded] a=b"))
    #expect(texts[4].hasPrefix("POST [multipart/form-data; boundary=\"==="))
    #expect(texts[4].contains("filename=\"body.json\"\r\n\r\nWzFdCg==\r\n\r\n--"))
    #expect(
      texts[5]
        == "failed to parse body as form-multipart: value must be a string, or mapping, cannot be type int"
    )
  }

  /// By method and way of following, what the last request was; as `redirect-*.yml` of ansible-core's own tests say.
  @Test func redirections() async throws {
    let cases = [
      ("301", "POST", "all", "GET [] "), ("302", "PUT", "all", "GET [] "),
      ("301", "PUT", "all", "PUT [] b"), ("307", "POST", "all", "POST [] b"),
      ("303", "HEAD", "all", ""), ("302", "HEAD", "urllib2", "GET [] "),
      ("301", "POST", "urllib2", "GET [] "), ("301", "GET", "safe", "GET [] "),
    ]
    let texts = try await contents(
      cases.map { status, method, follow, _ in
        let body = ["GET", "HEAD"].contains(method) ? "" : ", body: b"
        return
          "url: URL/to/\(status), method: \(method), follow_redirects: \(follow), return_content: true\(body)"
      } + [
        "url: URL/to/301, method: POST, body: b",
        "url: URL/to/307, method: POST, follow_redirects: urllib2",
      ])
    for (text, (status, method, follow, wanted)) in zip(texts, cases) {
      #expect(text == wanted, "\(status) \(method) \(follow)")
    }
    #expect(texts[8].hasPrefix("Status code was 301") && texts[9].hasPrefix("Status code was 307"))
  }

  @Test func filesAndSecrets() async throws {
    let texts = try await contents([
      "url: URL/once, dest: here/file\", return_content: true",
      "url: URL/once, dest: here/file\", status_code: 304, return_content: true",
      "url: URL/once, dest: here/file\", force: true, return_content: true",
      "url: URL/once, dest: here/none/file\"",
      "url: URL/missing",
      "url: URL/json, url_username: me, url_password: hunter2",
    ])
    #expect(texts[0] == "new" && texts[1] == "" && texts[2] == "new")
    #expect(texts[3].hasPrefix("Could not replace file"))
    #expect(texts[4].hasPrefix("Status code was 404"))
    #expect(texts[5] == "{'key-********': 'the ********'}")
  }

  /// What tasks with these arguments gave: their content, or else the JSON, or the message.
  private func contents(_ tasks: [String]) async throws -> [String] {
    let server = try WebServer()
    defer { server.stop() }
    var text = "- hosts: a\n  gather_facts: false\n  ignore_errors: true\n  tasks:\n"
    text += "    - file: {path: '{{ playbook_dir }}/here', state: directory}\n"
    for task in tasks {
      let arguments = task.replacing("URL", with: "http://127.0.0.1:\(server.port)")
        .replacing("here/", with: "\"{{ playbook_dir }}/here/")
      text += "    - uri: {\(arguments)}\n      register: r\n"
      text += "    - debug: {msg: '> {{ r.content | default(r.json) | default(r.msg) }}'}\n"
    }
    let sink = Messages()
    try await ShortPlaybook.run(text, sink, files: ["files/body.json": "[1]\n"])
    return sink.messages.compactMap { $0.hasPrefix("> ") ? String($0.dropFirst(2)) : nil }
  }
}
