/// The keywords of ssh_config(5) that mean something here.
enum SSHKeyword: String, Sendable {
  case addressFamily = "addressfamily"
  case bindAddress = "bindaddress"
  case bindInterface = "bindinterface"
  case canonicalizeHostname = "canonicalizehostname"
  case certificateFile = "certificatefile"
  case compression
  case connectTimeout = "connecttimeout"
  case forwardAgent = "forwardagent"
  case globalKnownHostsFile = "globalknownhostsfile"
  case hashKnownHosts = "hashknownhosts"
  case hostKeyAlias = "hostkeyalias"
  case hostName = "hostname"
  case identitiesOnly = "identitiesonly"
  case identityAgent = "identityagent"
  case identityFile = "identityfile"
  case keyboardInteractive = "kbdinteractiveauthentication"
  case knownHostsCommand = "knownhostscommand"
  case passwordAuthentication = "passwordauthentication"
  case pkcs11Provider = "pkcs11provider"
  case port
  case preferredAuthentications = "preferredauthentications"
  case proxyCommand = "proxycommand"
  case proxyJump = "proxyjump"
  case proxyUseFdpass = "proxyusefdpass"
  case pubkeyAuthentication = "pubkeyauthentication"
  case serverAliveCountMax = "serveralivecountmax"
  case serverAliveInterval = "serveraliveinterval"
  case strictHostKeyChecking = "stricthostkeychecking"
  case user
  case userKnownHostsFile = "userknownhostsfile"

  /// Every line adds to what came before.
  var isList: Bool { self == .identityFile || self == .certificateFile }

  /// Takes more than one argument.
  var takesMany: Bool { self == .userKnownHostsFile || self == .globalKnownHostsFile }

  /// Takes the rest of the line as it is written.
  var takesLine: Bool { self == .proxyCommand || self == .proxyJump }

  /// By the names of ssh_config(5), old ones too; nil for what means nothing here.
  init?(name: String) {
    switch name {
    case "challengeresponseauthentication", "skeyauthentication", "tisauthentication":
      self = .keyboardInteractive
    case "dsaauthentication": self = .pubkeyAuthentication
    case "smartcarddevice": self = .pkcs11Provider
    default: self.init(rawValue: name)
    }
  }
}
