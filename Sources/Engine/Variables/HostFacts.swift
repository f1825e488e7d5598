import Core

/// The facts of a host, under the names that modules gave them and as `ansible_facts`.
struct HostFacts: Sendable {
  /// As modules name them (`ansible_fips`, `packages`), which is how fact caches keep them.
  private(set) var given = Map()
  /// `ansible_facts`: the same without the prefix `ansible_`; only `ansible_local` keeps it.
  private(set) var named = Map()

  init(_ given: Map = Map()) { merge(given) }

  mutating func merge(_ facts: Map) {
    for (key, value) in facts {
      given[key] = value
      named[.string(Self.plainName(key.text))] = value
    }
  }

  private static func plainName(_ name: String) -> String {
    name.hasPrefix("ansible_") && name != "ansible_local" ? String(name.dropFirst(8)) : name
  }

  /// A fact as a variable; nil where there is none, and for names that say how to reach hosts, which
  /// no host may set (ansible-core's `clean_facts`).
  func variable(_ name: String) -> Value? {
    guard let value = given[name], !Self.isRestricted(name) else { return nil }
    return value
  }

  /// The names of all facts that are variables.
  var variableNames: [String] { given.keys.map(\.text).filter { !Self.isRestricted($0) } }

  /// Whether a play gathered facts, which `gathering = smart` asks.
  var isGathered: Bool { given["_ansible_facts_gathered"]?.isTrue ?? false }

  // Names as in ansible-core's `MAGIC_VARIABLE_MAPPING` and `COMMON_CONNECTION_VARS`.
  private static let restricted: Set<String> = [
    "add_group", "add_host", "ansible_become", "ansible_connection", "ansible_connection_user",
    "ansible_docker_extra_args", "ansible_facts", "ansible_host", "ansible_module_compression",
    "ansible_network_os", "ansible_password", "ansible_pipelining", "ansible_playbook_python",
    "ansible_port", "ansible_private_key_file", "ansible_rsync_path", "ansible_scp_extra_args",
    "ansible_sftp_extra_args", "ansible_shell_executable", "ansible_shell_type",
    "ansible_timeout", "ansible_user",
  ]

  private static let restrictedPrefixes = [
    "_ansible_", "ansible_become_", "ansible_local_", "ansible_paramiko_ssh_", "ansible_psrp_",
    "ansible_ssh_", "ansible_winrm_",
  ]

  private static func isRestricted(_ name: String) -> Bool {
    if restricted.contains(name) { return true }
    if name.hasPrefix("ansible_"), name.hasSuffix("_interpreter") { return true }
    guard restrictedPrefixes.contains(where: name.hasPrefix) else { return false }
    // Interfaces of containers are called so, and host keys are meant to be read.
    return !name.hasPrefix("ansible_ssh_host_key_") && !name.hasSuffix("_bridge")
      && !name.hasSuffix("_gwbridge")
  }
}
