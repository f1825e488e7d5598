import Core

/// Filters and tests that collections have and we do not, each with what it would need. A playbook that
/// names one gets a word for it, where the template asks.
enum Refusals {
  static let filters = table([
    "a Python library": [
      "community.general.hashids_decode", "community.general.hashids_encode",
      "community.general.jc", "community.general.to_prettytable", "ansible.utils.validate",
    ],
    "parsers of network devices": [
      "ansible.netcommon.comp_type5", "ansible.netcommon.hash_salt", "ansible.netcommon.parse_cli",
      "ansible.netcommon.parse_cli_textfsm", "ansible.netcommon.parse_xml",
      "ansible.netcommon.pop_ace", "ansible.netcommon.type5_pw", "ansible.netcommon.vlan_expander",
      "ansible.netcommon.vlan_parser", "ansible.utils.fact_diff",
      "ansible.utils.param_list_compare",
    ],
    "a reader of keys and certificates": [
      "community.crypto.gpg_fingerprint", "community.crypto.openssl_csr_info",
      "community.crypto.openssl_privatekey_info", "community.crypto.openssl_publickey_info",
      "community.crypto.x509_certificate_info", "community.crypto.x509_crl_info",
    ],
  ])

  static let tests = table(["a Python library": ["ansible.utils.validate"]])

  private static func table(_ reasons: [String: [String]]) -> [String: String] {
    reasons.reduce(into: [:]) { table, entry in
      for name in entry.value { table[name] = entry.key }
    }
  }

  /// The error for a name.
  static func error(_ kind: String, _ name: String, _ need: String) -> Diagnostic {
    let collection = name.split(separator: ".").dropLast().joined(separator: ".")
    return Diagnostic(
      .evaluation,
      "The \(kind) '\(name)' needs \(need); of the collection \(collection) it is not a part of Bosun."
    )
  }

  static let refusedFilters: [String: Filter] = filters.reduce(into: [:]) { table, entry in
    let error = error("filter", entry.key, entry.value)
    table[entry.key] = Filter(["*", "**"], takesUndefined: true) { (_, _, _) throws(Diagnostic) in
      throw error
    }
  }

  static let refusedTests: [String: Test] = tests.reduce(into: [:]) { table, entry in
    let error = error("test", entry.key, entry.value)
    table[entry.key] = Test(["*", "**"], takesUndefined: true) { (_, _, _) throws(Diagnostic) in
      throw error
    }
  }
}
