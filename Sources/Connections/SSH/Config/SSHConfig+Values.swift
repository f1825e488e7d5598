import Core
import Glibc

extension SSHConfig {
  /// The files that a keyword names, their tokens replaced; nil where it is not set. `none` stands
  /// for no file.
  func paths(
    _ keyword: SSHKeyword, _ tokens: SSHTokens
  ) throws(Diagnostic) -> [String]? {
    guard let setting = self[keyword] else { return nil }
    var paths: [String] = []
    for word in setting.words where word.lowercased() != "none" {
      paths.append(try tokens.path(word, at: setting.place))
    }
    return paths
  }

  /// The socket of the agent, `IdentityAgent`; `usual` where that does not say.
  func agent(_ tokens: SSHTokens, _ usual: String?) throws(Diagnostic) -> String? {
    guard let setting = self[.identityAgent], let word = setting.words.first else { return usual }
    switch word {
    case "none": return nil
    case "SSH_AUTH_SOCK": return usual
    case _ where word.hasPrefix("$") && !word.hasPrefix("${"):
      return ProcessEnvironment[String(word.dropFirst())]
    default: return try tokens.path(word, at: setting.place)
    }
  }

  /// Ways to log in that we know and that nobody has forbidden.
  func methods() throws(Diagnostic) -> Set<String> {
    var methods: Set<String> = ["publickey", "keyboard-interactive", "password"]
    if let wanted = text(.preferredAuthentications) {
      methods.formIntersection(wanted.split(separator: ",").map(String.init))
    }
    // `PubkeyAuthentication` also has values that mean yes with restrictions.
    if text(.pubkeyAuthentication)?.lowercased() == "no" { methods.remove("publickey") }
    if try flag(.keyboardInteractive) == false { methods.remove("keyboard-interactive") }
    if try flag(.passwordAuthentication) == false { methods.remove("password") }
    return methods
  }

  /// There is nobody to be asked, so `ask` is `yes`.
  func hostKeyChecking() throws(Diagnostic) -> ConnectionTarget.HostKeyChecking {
    guard let setting = self[.strictHostKeyChecking], let word = setting.words.first else {
      return .strict
    }
    switch word.lowercased() {
    case "yes", "true", "ask": return .strict
    case "accept-new": return .acceptNew
    case "no", "false", "off": return .off
    default: throw invalid(.strictHostKeyChecking, setting, "yes, no, ask or accept-new")
    }
  }

  /// As `getaddrinfo` names it.
  func family() throws(Diagnostic) -> Int32 {
    guard let setting = self[.addressFamily], let word = setting.words.first else {
      return AF_UNSPEC
    }
    switch word.lowercased() {
    case "any": return AF_UNSPEC
    case "inet": return AF_INET
    case "inet6": return AF_INET6
    default: throw invalid(.addressFamily, setting, "any, inet or inet6")
    }
  }

  /// What is wanted here and libssh2 cannot do; what it can do without is not among it.
  func foreignKeywords(_ agentSocket: String?) -> [String] {
    func isWanted(_ keyword: SSHKeyword) -> Bool {
      guard let word = text(keyword)?.lowercased() else { return false }
      return !["no", "false", "none"].contains(word)
    }
    var keywords = [
      (SSHKeyword.bindInterface, "BindInterface"),
      (.canonicalizeHostname, "CanonicalizeHostname"), (.certificateFile, "CertificateFile"),
      (.knownHostsCommand, "KnownHostsCommand"), (.pkcs11Provider, "PKCS11Provider"),
      (.proxyUseFdpass, "ProxyUseFdpass"),
    ]
    if agentSocket != nil || text(.forwardAgent)?.contains("/") == true {
      keywords.append((.forwardAgent, "ForwardAgent"))
    }
    return keywords.filter { isWanted($0.0) }.map(\.1)
  }
}
