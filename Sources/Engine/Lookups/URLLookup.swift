import Core
import Jinja

/// `url`: what web servers answer, asked by the controller's `curl`.
struct URLLookup: Lookup {
  let reach = LookupReach.anything

  let options = [
    LookupOption("validate_certs", .bool, true), LookupOption("split_lines", .bool, true),
    LookupOption("use_proxy", .bool, true), LookupOption("username", .text),
    LookupOption("password", .text), LookupOption("headers", .map, [:]),
    Self.own("force", .bool, false), Self.own("timeout", .float, 10),
    Self.own("http_agent", .text, "ansible-httpget", name: "agent"),
    Self.own("force_basic_auth", .bool, false),
    Self.own(
      "follow_redirects", .text, "urllib2",
      choices: ["all", "none", "safe", "urllib2", "no", "yes", "True", "False"]),
    Self.own("use_gssapi", .bool, false), Self.own("use_netrc", .bool, true),
    Self.own("unix_socket", .text), Self.own("ca_path", .text),
    Self.own("unredirected_headers", .list, name: "unredir_headers", key: "unredirected_headers"),
    Self.own("ciphers", .list),
  ]

  /// An option that variables, environment and `ansible.cfg` set under the lookup's name.
  private static func own(
    _ option: String, _ kind: LookupOption.Kind, _ fallback: Value = .null,
    name: String? = nil, key: String? = nil, choices: [String] = []
  ) -> LookupOption {
    let name = name ?? option
    return LookupOption(option, kind, fallback, choices: choices).also(
      variable: "ansible_lookup_url_\(name)",
      environment: "ANSIBLE_LOOKUP_URL_\(name.uppercased())", section: "url_lookup",
      key: key ?? name)
  }

  func run(_ terms: [Value], _ options: Map, _ scope: HostScope) throws(Diagnostic) -> [Value] {
    if let password = options["password"]?.string { scope.run.secrets.add([password]) }
    var found: [Value] = []
    for term in terms {
      let body = try Self.body(of: term.text, options)
      let text = String(decoding: body, as: UTF8.self)
      if options["split_lines"]?.isTrue ?? true {
        found += TaskReport.lines(text).map { .string($0) }
      } else {
        found.append(.string(text))
      }
    }
    return found
  }

  private static let redirectLimit = 10

  private static func body(of url: String, _ options: Map) throws(Diagnostic) -> [UInt8] {
    let follows = !["none", "no", "False"].contains(options["follow_redirects"]?.text)
    var request = CurlRequest(url: url, options)
    for _ in 0...redirectLimit {
      let answer = try request.send()
      guard (300..<400).contains(answer.status), follows, let next = answer.redirect else {
        guard answer.status < 300 else {
          throw Diagnostic(
            .evaluation, "Received HTTP error for \(url) : HTTP Error \(answer.status)")
        }
        return answer.body
      }
      request.redirect(to: next)
    }
    throw Diagnostic(.evaluation, "Received HTTP error for \(url) : too many redirects")
  }
}

/// One request. Everything that may be secret goes to `curl` as a configuration on standard input.
private struct CurlRequest {
  private var url: String
  private let options: Map
  private var headers: Map
  private var mayLogIn = true

  init(url: String, _ options: Map) {
    self.url = url
    self.options = options
    headers = options["headers"]?.map ?? [:]
  }

  struct Answer {
    let status: Int
    let redirect: String?
    let body: [UInt8]
  }

  /// Another server learns neither name and password nor headers that are not for it.
  mutating func redirect(to next: String) {
    if Self.server(of: next) != Self.server(of: url) { mayLogIn = false }
    let left = Set((options["unredirected_headers"]?.list ?? []).map { $0.text.lowercased() })
    headers = headers.filter { !left.contains($0.key.text.lowercased()) }
    if !mayLogIn { headers = headers.filter { $0.key.text.lowercased() != "authorization" } }
    url = next
  }

  private static func server(of url: String) -> Substring {
    let start = url.firstRange(of: "://")?.upperBound ?? url.startIndex
    return url[..<start] + url[start...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
  }

  func send() throws(Diagnostic) -> Answer {
    let (output, error, status) = try ChildProcess.run(
      ["curl", "-q", "--config", "-"], input: Array(try configuration().utf8))
    guard status == 0 else {
      let words = StringEnds.trimmed(String(decoding: error, as: UTF8.self))
      throw Diagnostic(.evaluation, "Failed lookup url for \(url) : \(words)")
    }
    // The last two lines are what `write-out` asks for.
    let parts = output.split(separator: 0x0A, omittingEmptySubsequences: false)
    let redirect = String(decoding: parts.last ?? [], as: UTF8.self)
    let code = String(decoding: parts.dropLast().last ?? [], as: UTF8.self)
    let length = redirect.utf8.count + code.utf8.count + 2
    return Answer(
      status: Int(code) ?? 0, redirect: redirect.isEmpty ? nil : redirect,
      body: Array(output.dropLast(length)))
  }

  private func configuration() throws(Diagnostic) -> String {
    var lines = ["silent", "show-error", "globoff"]
    func add(_ name: String, _ value: String) throws(Diagnostic) {
      guard !value.utf8.contains(where: { $0 < 0x20 && $0 != 9 }) else {
        throw Diagnostic(.evaluation, "the \(name) must not hold line ends")
      }
      let quoted = value.flatMap { $0 == "\\" || $0 == "\"" ? ["\\", $0] : [$0] }
      lines.append("\(name) = \"\(String(quoted))\"")
    }
    func isSet(_ name: String) -> Bool { options[name]?.isTrue ?? false }
    try add("url", url)
    lines.append("write-out = \"\\n%{http_code}\\n%{redirect_url}\"")
    try add("user-agent", options["http_agent"]?.string ?? "ansible-httpget")
    let seconds = options["timeout"]?.text ?? "10"
    try add("connect-timeout", seconds)
    try add("speed-time", String(max(1, Int(Double(seconds) ?? 10))))
    try add("speed-limit", "1")
    for (name, value) in headers { try add("header", "\(name.text): \(value.text)") }
    if isSet("force") { try add("header", "cache-control: no-cache") }
    if !isSet("validate_certs") { lines.append("insecure") }
    if !isSet("use_proxy") { try add("noproxy", "*") }
    if let path = options["unix_socket"]?.string { try add("unix-socket", path) }
    if let path = options["ca_path"]?.string {
      try add(Files.isFolder(path) ? "capath" : "cacert", path)
    }
    if let ciphers = options["ciphers"]?.list, !ciphers.isEmpty {
      try add("ciphers", ciphers.map(\.text).joined(separator: ":"))
    }
    if mayLogIn { try logIn(add, &lines) }
    return lines.joined(separator: "\n") + "\n"
  }

  private func logIn(
    _ add: (String, String) throws(Diagnostic) -> Void, _ lines: inout [String]
  ) throws(Diagnostic) {
    func isSet(_ name: String) -> Bool { options[name]?.isTrue ?? false }
    if let user = options["username"]?.string {
      try add("user", "\(user):\(options["password"]?.text ?? "")")
      lines.append(
        isSet("use_gssapi") ? "negotiate" : isSet("force_basic_auth") ? "basic" : "anyauth")
    } else if isSet("use_gssapi") {
      try add("user", ":")
      lines.append("negotiate")
    } else if isSet("use_netrc") {
      lines.append("netrc-optional")
    }
  }
}
