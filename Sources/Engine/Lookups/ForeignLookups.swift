/// Lookups of collections that Bosun lacks: so that a name can be told from a typing error.
enum ForeignLookups {
  private static let names: [(collection: String, lookups: String)] = [
    (
      "community.general",
      """
      bitwarden bitwarden_secrets_manager binary_file chef_databag collection_version consul_kv credstash
      cyberarkpassword dig dnstxt dsv etcd etcd3 github_app_access_token hiera keyring lastpass lmdb_kv
      manifold onepassword onepassword_doc onepassword_raw onepassword_ssh_key passwordstore random_pet
      random_words redis revbitspss shelvefile tss
      """
    ),
    (
      "community.hashi_vault",
      """
      hashi_vault vault_ansible_settings vault_kv1_get vault_kv2_get vault_list vault_login vault_read
      vault_token_create vault_write
      """
    ),
    (
      "amazon.aws",
      """
      aws_account_attribute aws_collection_constants aws_secret aws_service_ip_ranges aws_ssm
      secretsmanager_secret ssm_parameter
      """
    ),
    ("kubernetes.core", "k8s kustomize"), ("community.sops", "sops"),
    ("ansible.utils", "validate"), ("community.dns", "lookup lookup_as_dict lookup_rfc8427"),
    ("azure.azcollection", "azure_keyvault_secret azure_service_principal_attribute"),
    ("google.cloud", "gcp_secret_manager gcp_secret_access"),
    ("cyberark.conjur", "conjur_variable"),
    ("awx.awx", "controller_api schedule_rrule schedule_rruleset"), ("netbox.netbox", "nb_lookup"),
    ("community.windows", "laps_password"), ("community.grafana", "grafana_dashboard"),
    ("community.rabbitmq", "rabbitmq"), ("community.mongodb", "mongodb"),
  ]

  private static let collections: [String: String] = {
    var table: [String: String] = [:]
    for (collection, lookups) in names {
      for name in lookups.split(whereSeparator: \.isWhitespace) {
        table[String(name)] = collection
      }
    }
    return table
  }()

  /// The collection of a lookup that is not here: of a whole name outside ansible-core, or of a bare
  /// one that is well known.
  static func collection(of name: String) -> String? {
    guard let dot = name.lastIndex(of: ".") else { return collections[name] }
    let collection = String(name[..<dot])
    return ["ansible.builtin", "ansible.legacy"].contains(collection) ? nil : collection
  }

  private static let secretStores: [String: String] = [
    "passwordstore": "pass show NAME", "hashi_vault": "vault kv get -field=FIELD PATH",
    "vault_kv2_get": "vault kv get -field=FIELD PATH", "sops": "sops --decrypt FILE",
    "aws_secret": "aws secretsmanager get-secret-value …",
    "secretsmanager_secret": "aws secretsmanager get-secret-value …",
    "aws_ssm": "aws ssm get-parameter …", "ssm_parameter": "aws ssm get-parameter …",
    "bitwarden": "bw get password NAME", "onepassword": "op read REFERENCE",
    "keyring": "secret-tool lookup KEY VALUE", "dig": "dig +short NAME",
  ]

  /// What to use in place of a lookup.
  static func advice(_ name: String) -> String {
    let short = name.split(separator: ".").last.map(String.init) ?? name
    return secretStores[short].map { "lookup('pipe', '\($0)') asks the store's own program" }
      ?? "lookup('pipe', …) runs any program on the controller"
  }
}
