/// The groups of actions (`module_defaults`, `group/NAME`) that ansible-core and the well-known collections
/// ship, for controllers where a collection is not installed. Sources: ansible-core 2.18's
/// `ansible_builtin_runtime.yml`, the `meta/runtime.yml` of the collections in the package `ansible` 11.
enum WellKnownGroups {
  /// Whole name of a group → the whole names of its modules. Groups of modules that only their own
  /// collection can have are here by name alone: without the collection they are empty.
  static let members: [String: [String]] = {
    var groups: [String: [String]] = [:]
    var (group, collection) = ("", "")
    for word in table.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init) {
      if word.hasSuffix(":") {
        group = String(word.dropLast())
        collection = group.split(separator: ".").dropLast().joined(separator: ".")
        groups[group] = []
      } else {
        groups[group]?.append("\(collection).\(word)")
      }
    }
    for name in empty.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      groups[String(name)] = []
    }
    return groups
  }()

  /// The groups of ansible-core itself: each is nothing but groups of collections.
  static let core: [String: [String]] = [
    "acme": ["community.crypto.acme"],
    "aws": ["amazon.aws.aws", "community.aws.aws"],
    "azure": ["azure.azcollection.azure"],
    "cpm": ["wti.remote.cpm"],
    "docker": ["community.general.docker", "community.docker.docker"],
    "gcp": ["google.cloud.gcp"],
    "k8s": [
      "community.kubernetes.k8s", "community.general.k8s", "community.kubevirt.k8s",
      "community.okd.k8s", "kubernetes.core.k8s",
    ],
    "os": ["openstack.cloud.os"],
    "ovirt": ["ovirt.ovirt.ovirt", "community.general.ovirt"],
    "vmware": ["community.vmware.vmware"],
  ]

  private static let table = """
    community.crypto.acme:
      acme_account acme_account_info acme_certificate acme_certificate_deactivate_authz
      acme_certificate_order_create acme_certificate_order_finalize
      acme_certificate_order_info acme_certificate_order_validate
      acme_certificate_revoke acme_inspect
    community.docker.docker:
      docker_compose_v2 docker_compose_v2_exec docker_compose_v2_pull
      docker_compose_v2_run docker_config docker_container docker_container_copy_into
      docker_container_exec docker_container_info docker_host_info docker_image
      docker_image_build docker_image_export docker_image_info docker_image_load
      docker_image_pull docker_image_push docker_image_remove docker_image_tag
      docker_login docker_network docker_network_info docker_node docker_node_info
      docker_plugin docker_prune docker_secret docker_stack docker_stack_info
      docker_stack_task_info docker_swarm docker_swarm_info docker_swarm_service
      docker_swarm_service_info docker_volume docker_volume_info
    community.general.consul:
      consul_agent_check consul_agent_service consul_auth_method consul_binding_rule
      consul_policy consul_role consul_session consul_token
    community.general.keycloak:
      keycloak_authentication keycloak_authentication_required_actions
      keycloak_authz_authorization_scope keycloak_authz_custom_policy
      keycloak_authz_permission keycloak_authz_permission_info keycloak_client
      keycloak_client_rolemapping keycloak_client_rolescope keycloak_clientscope
      keycloak_clientscope_type keycloak_clientsecret_info
      keycloak_clientsecret_regenerate keycloak_clienttemplate keycloak_component
      keycloak_component_info keycloak_group keycloak_identity_provider keycloak_realm
      keycloak_realm_key keycloak_realm_keys_metadata_info keycloak_realm_rolemapping
      keycloak_role keycloak_user keycloak_user_federation keycloak_user_rolemapping
      keycloak_userprofile
    community.general.proxmox:
      proxmox proxmox_backup proxmox_backup_info proxmox_disk proxmox_domain_info
      proxmox_group_info proxmox_kvm proxmox_nic proxmox_node_info proxmox_pool
      proxmox_pool_member proxmox_snap proxmox_storage_contents_info
      proxmox_storage_info proxmox_tasks_info proxmox_template proxmox_user_info
      proxmox_vm_info
    community.grafana.grafana:
      grafana_contact_point grafana_dashboard grafana_datasource grafana_folder
      grafana_notification_channel grafana_organization grafana_organization_user
      grafana_plugin grafana_silence grafana_team grafana_user
    community.hashi_vault.vault:
      vault_database_connection_configure vault_database_connection_delete
      vault_database_connection_read vault_database_connection_reset
      vault_database_connections_list vault_database_role_create
      vault_database_role_delete vault_database_roles_list
      vault_database_rotate_root_credentials vault_database_static_role_create
      vault_database_static_role_get_credentials vault_database_static_role_read
      vault_database_static_role_rotate_credentials vault_database_static_roles_list
      vault_kv1_get vault_kv2_delete vault_kv2_get vault_kv2_write vault_list
      vault_login vault_pki_generate_certificate vault_read vault_token_create
      vault_write
    community.mongodb.all:
      mongodb_atlas_cluster mongodb_atlas_ldap_user mongodb_atlas_user
      mongodb_atlas_whitelist mongodb_balancer mongodb_index mongodb_info
      mongodb_maintenance mongodb_oplog mongodb_parameter mongodb_replicaset
      mongodb_role mongodb_schema mongodb_shard mongodb_shard_tag mongodb_shard_zone
      mongodb_shell mongodb_shutdown mongodb_status mongodb_stepdown mongodb_user
    community.mongodb.atlas:
      mongodb_atlas_cluster mongodb_atlas_ldap_user mongodb_atlas_user
      mongodb_atlas_whitelist
    community.mongodb.mongodb:
      mongodb_balancer mongodb_index mongodb_info mongodb_maintenance mongodb_oplog
      mongodb_parameter mongodb_replicaset mongodb_role mongodb_schema mongodb_shard
      mongodb_shard_tag mongodb_shard_zone mongodb_shell mongodb_shutdown mongodb_status
      mongodb_stepdown mongodb_user
    community.mysql.all:
      mysql_db mysql_info mysql_query mysql_replication mysql_role mysql_user
      mysql_variables
    community.okd.okd:
      k8s openshift_adm_groups_sync openshift_adm_migrate_template_instances
      openshift_adm_prune_auth openshift_adm_prune_deployments
      openshift_adm_prune_images openshift_auth openshift_import_image openshift_process
      openshift_registry_info openshift_route
    community.postgresql.all:
      postgresql_copy postgresql_db postgresql_ext postgresql_idx postgresql_info
      postgresql_lang postgresql_membership postgresql_owner postgresql_pg_hba
      postgresql_ping postgresql_privs postgresql_publication postgresql_query
      postgresql_schema postgresql_script postgresql_sequence postgresql_set
      postgresql_slot postgresql_subscription postgresql_table postgresql_tablespace
      postgresql_user postgresql_user_obj_stat_info
    community.rabbitmq.rabbitmq:
      rabbitmq_binding rabbitmq_exchange rabbitmq_feature_flag rabbitmq_global_parameter
      rabbitmq_parameter rabbitmq_plugin rabbitmq_policy rabbitmq_publish rabbitmq_queue
      rabbitmq_upgrade rabbitmq_user rabbitmq_user_limits rabbitmq_vhost
      rabbitmq_vhost_limits
    kubernetes.core.helm:
      helm helm_info helm_repository
    kubernetes.core.k8s:
      k8s k8s_cp k8s_drain k8s_exec k8s_info k8s_log k8s_scale k8s_service
    """

  private static let empty = """
    amazon.aws.aws awx.awx.controller azure.azcollection.all cisco.aci.all cisco.mso.all
    cisco.mso.mso cisco.mso.ndo cloudscale_ch.cloud.cloudscale community.aws.aws
    community.digitalocean.all community.dns.hetzner community.dns.hosttech
    community.hrobot.api community.hrobot.robot community.proxmox.proxmox
    community.routeros.api community.vmware.vmware community.zabbix.zabbix
    fortinet.fortimanager.adom fortinet.fortimanager.all fortinet.fortios.fortios
    google.cloud.gcp hetzner.hcloud.all microsoft.ad.domain
    netapp.cloudmanager.netapp_cloudmanager netapp.ontap.netapp_ontap
    netapp.storagegrid.netapp_storagegrid netbox.netbox.netbox
    ngine_io.cloudstack.cloudstack openstack.cloud.openstack ovirt.ovirt.ovirt
    telekom_mms.icinga_director.icinga theforeman.foreman.foreman vmware.vmware.vmware
    vmware.vmware_rest.vmware_rest vultr.cloud.vultr wti.remote.cpm
    """
}
