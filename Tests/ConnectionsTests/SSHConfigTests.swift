import Core
import Glibc
import Testing

@testable import Connections

/// What configuration files come to, compared with what `ssh -G` says of the same files.
@Suite struct SSHConfigTests {
  /// A file and the names it is asked about.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    var hosts = ["web"]
    var arguments: [String] = []
    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(name: "nothing", text: ""),
    Case(
      name: "the first value wins",
      text: "Host web\n User one\nHost *\n User two\n Port 2222\n", hosts: ["web", "db"]),
    Case(
      name: "patterns",
      text: """
        Host *.example.com !secret.example.com
          User a
        Host 10.0.?.* web? Web
          User b
        Host !no *
          Port 7
        """,
      hosts: [
        "x.example.com", "secret.example.com", "10.0.1.7", "10.0.10.7", "web1", "web", "Web",
        "no",
      ]),
    Case(
      name: "ways to write it",
      text: """
        # a comment
        \tUSER = alice   # the end
          port=2200
        HostName   "h.example.com"\r
        ConnectTimeout 1m30s
        ServerAliveInterval=7
        servErAlivecountmax  "9"
        IdentityFile "/tmp/with space"
        IdentityFile '/tmp/quote''d'
        IdentityFile /tmp/back\\ slash
        IdentityFile "/tmp/\\"x\\""
        """),
    Case(
      name: "Match",
      text: """
        Match host w*,!web2
          Port 1001
        Match originalhost web2 user root,other
          Port 1002
        Match user nobody
          Port 1003
        Match !host web3 localuser *
          User matched
        Match user matched
          ConnectTimeout 11
        Match all
          Compression yes
        """, hosts: ["web", "web2", "web3"]),
    Case(
      name: "Match host sees HostName",
      text: """
        Host web
          HostName %h.example.com
        Match host *.example.com
          User inside
        Match originalhost *.example.com
          Port 99
        """, hosts: ["web", "db", "db.example.com"]),
    Case(
      name: "Match exec",
      text: """
        Match exec "test %h = web -a %n = web -a %p = 22 -a %r = $USERNAME"
          Port 5
        Match exec "test %h = db && test -n '%u%L%l%i%d%%'"
          Port 6
        Match !exec false host web
          User x
        Match exec "false"
          User y
        """, hosts: ["web", "db"]),
    Case(
      name: "Match final",
      text: """
        Match final host *.example.com
          User late
          Port 12
        Host web
          HostName web.example.com
          User early
          IdentityFile /tmp/a
        Host *.example.com
          ConnectTimeout 3
          IdentityFile /tmp/b
        Match final all
          Compression yes
        Match canonical
          ServerAliveInterval 77
        """, hosts: ["web", "db.example.com", "other"]),
    Case(
      name: "HostName with a token in the final pass",
      text: "Host web\n HostName %h.x%%y\nMatch final\n User u\n"),
    Case(
      name: "files of keys and hosts",
      text: """
        IdentityFile ~/.ssh/a
        IdentityFile ~/.ssh/b_%h
        IdentityFile ~/.ssh/a
        IdentitiesOnly yes
        UserKnownHostsFile ~/.ssh/k_%h "/tmp/k 2" /dev/null
        GlobalKnownHostsFile /etc/a /etc/b
        HostKeyAlias alias
        StrictHostKeyChecking accept-new
        IdentityAgent ~/agent_%n
        """),
    Case(
      name: "proxies",
      text: "Host web\n ProxyCommand nc -x \"a b\" %h %p # not a comment\n"
        + "Host db\n ProxyJump u@a:22,ssh://b:2200\nHost *\n ProxyJump none\n",
      hosts: ["web", "db", "other"]),
    Case(
      name: "the first proxy wins",
      text: "Host web\n ProxyCommand none\nHost db\n ProxyJump a\nHost *\n ProxyCommand nc %h %p\n"
        + " ProxyJump b\n", hosts: ["web", "db", "other"]),
    Case(
      name: "Include",
      text: """
        Host web
          Include FOLDER/inc_*.conf
        Include FOLDER/missing
        Host db
          User inner
        Include FOLDER/inc_b.conf FOLDER/inc_a.conf
        Port 1
        """, hosts: ["web", "db", "other"]),
    Case(
      name: "words of yes and no",
      text: "Compression yes\nIdentitiesOnly no\nStrictHostKeyChecking off\nAddressFamily inet6\n"
        + "ForwardAgent no\nPasswordAuthentication no\nBindAddress 127.0.0.2\n"),
    Case(
      name: "arguments", text: "Host web\n User file\n IdentityFile /tmp/file\n Port 7\n",
      arguments: [
        "-o", "User=first", "-luser", "-C", "-i", "/dev/null", "-o", "IdentityFile /tmp/opt",
        "-p", "9", "-4", "-J", "hop",
      ]),
    Case(
      name: "what means nothing here",
      text: "SendEnv LANG LC_*\nRequestTTY no\nLogLevel ERROR\nRekeyLimit 1G 1h\n"
        + "LocalForward 1 a:2\nControlMaster auto\nControlPath ~/x\nUser u\n"),
  ]

  @Test(arguments: cases)
  func asSSHSaysIt(_ given: Case) async throws {
    let folder = Folder()
    let files = [
      "config": given.text, "inc_a.conf": "User a\nHost db\n ConnectTimeout 4\n",
      "inc_b.conf": "Host web\n ConnectTimeout 5\nMatch host other\n User b\n",
    ]
    for (name, text) in files {
      let text = text.split(separator: "FOLDER", omittingEmptySubsequences: false)
        .joined(separator: folder.path)
      try Files.write(Array(text.utf8), to: folder(name))
    }
    for host in given.hosts {
      let endpoint = try SSHEndpoint.resolve(
        ConnectionTarget(
          host: host, agentSocket: nil,
          firstArguments: given.arguments + ["-F", folder("config")]))
      let words = (given.arguments + ["-F", folder("config"), host]).map { "'\($0)'" }
      let said = try await shell("env -u SSH_AUTH_SOCK ssh -G \(words.joined(separator: " "))")
      #expect(endpoint.asSSHSaysIt == SSHEndpoint.heeded(of: said), "\(given.name): \(host)")
    }
  }

  @Test(arguments: [
    ("User 'open", "config:1: a quote has no end"),
    ("\nUser", "config:2: user needs an argument"),
    ("Port twenty", "config:1: port must be a number, not 'twenty'"),
    ("Compression perhaps", "config:1: compression must be yes or no, not 'perhaps'"),
    ("ConnectTimeout 1x", "config:1: connecttimeout must be a time, not '1x'"),
    ("User a b", "config:1: user takes one argument"),
    ("IdentityFile %Z", "'%Z' has a token that does not exist"),
    ("IdentityFile ${NO_SUCH_NAME}/x", "the variable 'NO_SUCH_NAME' is not set"),
    ("Match host", "config:1: Match host needs an argument"),
    ("Include FOLDER/config", "too many files that include each other"),
    ("ProxyJump web", "config:1: ProxyJump of 'web' leads to itself"),
    ("Host web\nProxyJump a\nHost a\nProxyJump web", "ProxyJump of"),
    ("ProxyJump @", "config:1: '@' is no host to jump by"),
  ])
  func mistakesHaveAPlace(_ text: String, _ message: String) throws {
    let folder = Folder()
    let text = text.split(separator: "FOLDER", omittingEmptySubsequences: false)
      .joined(separator: folder.path)
    try Files.write(Array(text.utf8), to: folder("config"))
    let error = #expect(throws: Diagnostic.self) {
      try SSHEndpoint.resolve(
        ConnectionTarget(host: "web", firstArguments: ["-F", folder("config")]))
    }
    #expect(error?.kind == .unreachable)
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
  }

  @Test func othersMayNotWriteIt() throws {
    let folder = Folder()
    try Files.write(Array("Include \(folder("inner"))".utf8), to: folder("config"))
    try Files.write(Array("User x".utf8), to: folder("inner"))
    let target = ConnectionTarget(host: "web", firstArguments: ["-F", folder("config")])
    #expect(try SSHEndpoint.resolve(target).user == "x")
    chmod(folder("inner"), 0o666)
    let error = #expect(throws: Diagnostic.self) { try SSHEndpoint.resolve(target) }
    #expect(error?.message == "bad owner or permissions on \(folder("inner"))")
  }

  @Test(arguments: [
    (["-W", "a:1"], "the argument '-W' of ssh makes no sense here"),
    (["-L", "1:a:2"], "the argument '-L' of ssh makes no sense here"),
    (["host"], "the argument 'host' of ssh is no option of ssh"),
    (["-vp"], "the argument '-p' of ssh needs an argument"),
  ])
  func argumentsThatAreRefused(_ words: [String], _ message: String) {
    let error = #expect(throws: Diagnostic.self) { try SSHArguments(words) }
    #expect(error?.message == message)
  }

  /// `ssh_args`, then the variables, then the further arguments, then the files.
  @Test func precedence() throws {
    let folder = Folder()
    let text = "User file\nPort 1\nConnectTimeout 11\nHostKeyAlias file\nIdentityFile /file\n"
    try Files.write(Array(text.utf8), to: folder("config"))
    var target = ConnectionTarget(host: "web", firstArguments: ["-F", folder("config")])
    var endpoint = try SSHEndpoint.resolve(target)
    #expect((endpoint.user, endpoint.port, endpoint.timeout) == ("file", 1, 11))
    target.extraArguments = ["-o", "User=extra", "-p", "2", "-o", "HostKeyAlias=extra"]
    endpoint = try SSHEndpoint.resolve(target)
    #expect((endpoint.user, endpoint.port) == ("extra", 2))
    (target.user, target.port, target.timeout) = ("variable", 3, 13)
    target.privateKeyFile = "/variable"
    endpoint = try SSHEndpoint.resolve(target)
    #expect((endpoint.user, endpoint.port, endpoint.timeout) == ("variable", 3, 13))
    #expect(endpoint.keyFiles == ["/variable", "/file"])
    target.firstArguments += ["-lfirst", "-o", "ConnectTimeout=14"]
    endpoint = try SSHEndpoint.resolve(target)
    #expect((endpoint.user, endpoint.port, endpoint.timeout) == ("first", 3, 14))
    #expect(endpoint.hostKeyAlias == "extra")
  }

  /// `look_for_keys` of paramiko: no key file that nobody named.
  @Test func keysAreNotLookedFor() throws {
    var target = ConnectionTarget(host: "web", firstArguments: ["-F", "/dev/null"])
    #expect(try SSHEndpoint.resolve(target).keyFiles.count > 1)
    target.looksForKeys = false
    #expect(try SSHEndpoint.resolve(target).keyFiles == [])
    target.privateKeyFile = "/key"
    #expect(try SSHEndpoint.resolve(target).keyFiles == ["/key"])
  }

  @Test func jumpsHaveTheirOwnConfiguration() throws {
    let folder = Folder()
    let text = """
      Host web
        ProxyJump first,me@second:2222
        User web
      Host first
        HostName first.example.com
        ProxyJump gate
      Host gate
        ProxyJump none
        User guard
      """
    try Files.write(Array(text.utf8), to: folder("config"))
    let target = ConnectionTarget(
      host: "web", firstArguments: ["-F", folder("config"), "-o", "ConnectTimeout=3"])
    var way: [String] = []
    var endpoint = try SSHEndpoint.resolve(target)
    while case .jump(let hop) = endpoint.way {
      way.append("\(hop.user)@\(hop.place)")
      endpoint = hop
    }
    let own = ConnectionTarget.currentUser
    #expect(
      way == [
        "me@second port 2222", "\(own)@first.example.com port 22", "guard@gate port 22",
      ])
  }
}

extension SSHEndpoint {
  /// The lines of `ssh -G` that it has a counterpart for.
  var asSSHSaysIt: [String: [String]] {
    let checking =
      switch hostKeyChecking {
      case .strict: "strict"
      case .acceptNew: "accept-new"
      case .off: "off"
      }
    let way: [String] =
      switch self.way {
      case .direct: []
      case .command(let command): [command]
      case .jump(let hop): ["jump by \(hop.address) \(hop.port)"]
      }
    return [
      "user": [user], "hostname": [address], "port": ["\(port)"],
      "compression": [compresses ? "yes" : "no"],
      "identitiesonly": [usesOnlyKeyFiles ? "yes" : "no"],
      "identityfile": areKeysChosen ? keyFiles : [],
      "userknownhostsfile": [
        userKnownHostsFiles.map(Path.expandingHome).joined(separator: " ")
      ],
      "globalknownhostsfile": globalKnownHostsFiles,
      "hostkeyalias": hostKeyAlias.map { [$0] } ?? [],
      "identityagent": agentSocket.map { [$0] } ?? [],
      "connecttimeout": ["\(timeout)"], "serveraliveinterval": ["\(keepAlive)"],
      "serveralivecountmax": ["\(keepAliveCount)"],
      "addressfamily": [family == AF_INET ? "inet" : family == AF_INET6 ? "inet6" : "any"],
      "bindaddress": localAddress.map { [$0] } ?? [],
      "passwordauthentication": [methods.contains("password") ? "yes" : "no"],
      "stricthostkeychecking": [checking], "way": way,
    ]
  }

  /// The same from the words of `ssh -G`, with our defaults in place of its own.
  static func heeded(of text: String) -> [String: [String]] {
    var said: [String: [String]] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 1).map(String.init)
      if words.count == 2 { said[words[0], default: []].append(words[1]) }
    }
    let host = said["hostname"]?[0] ?? ""
    func has(_ name: String) -> [String] { said[name] ?? [] }
    func split(_ name: String) -> [String] {
      // Blanks inside names are lost in its answer; only one case has them.
      has(name).flatMap { $0.split(separator: " ").map(String.init) }
    }
    let files = has("identityfile").map {
      let named = $0.split(separator: "%h", omittingEmptySubsequences: false)
      return Path.expandingHome(named.joined(separator: host))
    }
    let usual = files.contains { $0.hasSuffix("/.ssh/id_rsa") }
    let timeout = has("connecttimeout")[0]
    let silence = has("serveraliveinterval")[0]
    let checking = ["ask": "strict", "true": "strict", "false": "off", "accept-new": "accept-new"]
    var way = has("proxycommand").map { command in
      let parts = command.split(separator: "%h", omittingEmptySubsequences: false)
      return parts.joined(separator: host).split(separator: "%p", omittingEmptySubsequences: false)
        .joined(separator: has("port")[0])
    }
    if let jump = has("proxyjump").first, jump != "none" {
      let last = jump.split(separator: ",").last.map(String.init) ?? ""
      let name = last.split(separator: "/").last?.split(separator: "@").last ?? ""
      let parts = name.split(separator: ":")
      way = ["jump by \(parts[0]) \(parts.count > 1 ? parts[1] : "22")"]
    }
    return [
      "user": has("user"), "hostname": [host], "port": has("port"),
      "compression": has("compression"), "identitiesonly": has("identitiesonly"),
      "identityfile": usual ? [] : files,
      "userknownhostsfile": [
        split("userknownhostsfile").map(Path.expandingHome).joined(separator: " ")
      ],
      "globalknownhostsfile": split("globalknownhostsfile"),
      "hostkeyalias": has("hostkeyalias"), "identityagent": has("identityagent"),
      "connecttimeout": [timeout == "none" ? "10" : timeout],
      "serveraliveinterval": [silence == "0" ? "5" : silence],
      "serveralivecountmax": [
        silence == "0" && has("serveralivecountmax") == ["3"]
          ? "4" : has("serveralivecountmax")[0]
      ],
      "addressfamily": has("addressfamily"), "bindaddress": has("bindaddress"),
      "passwordauthentication": has("passwordauthentication"),
      "stricthostkeychecking": [checking[has("stricthostkeychecking")[0]] ?? "?"],
      "way": way.filter { $0 != "none" },
    ]
  }
}
