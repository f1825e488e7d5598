import Core
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
