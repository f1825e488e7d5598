# Gathers facts about the host.
#
# module ansible.builtin.setup
# uses facts_platform facts_distribution managers facts_system facts_hardware facts_storage facts_network facts_virtual
# param gather_subset list elements=str default=all : What to gather; `!name` leaves something out.
# param gather_timeout int default=10 : The time that reading the file systems may take, in seconds.
# param filter list elements=str default= : Shell patterns of the facts to give.
# param fact_path path default=/etc/ansible/facts.d : The folder with the local facts.
# returns ansible_facts dict : The facts, each with the prefix `ansible_`.
# supports check_mode

report() {
  read_subset
  put_map ansible_facts
  for fact_group in platform distribution lsb date_time user env cmdline selinux apparmor caps \
    fips pkg_mgr service_mgr python ssh_pub_keys dns local chroot loadavg systemd iscsi nvme \
    fibre_channel_wwn hardware network virtual facter ohai; do
    case $fact_groups in *" $fact_group "*) "facts_$fact_group" ;; esac
  done
  if matches gather_subset; then
    put_list gather_subset
    eval "set -- $p_gather_subset"
    for fact_word; do put_s '' "$fact_word"; done
    put_close
  fi
  ! matches module_setup || put_j module_setup true
  put_close
}

# read_subset: sets $fact_groups to the groups that gather_subset asks for. As in Ansible: the minimal
# ones are in unless `!min` takes them out; a group that is named is in whatever exclusions say; what
# gives single facts cannot be taken out by their names; and some groups bring others along.
read_subset() {
  facts_min=' platform distribution lsb date_time user env cmdline selinux apparmor caps fips pkg_mgr service_mgr python ssh_pub_keys dns local '
  facts_more=' chroot loadavg systemd iscsi nvme fibre_channel_wwn hardware network virtual facter ohai '
  fact_named=' ' fact_without=' ' fact_wanted=$facts_min
  eval "set -- $p_gather_subset"
  for fact_word; do
    case $fact_word in
      min) ;;
      all) fact_wanted="$facts_min$facts_more" ;;
      '!all') fact_without="$fact_without$facts_more" ;;
      '!min') fact_without="$fact_without$facts_min" ;;
      !*) fact_without="$fact_without${fact_word#!} " ;;
      *) group_of "$fact_word"; fact_named="$fact_named$fact_group " ;;
    esac
  done
  fact_groups=' '
  for fact_word in $fact_wanted; do
    case $fact_without in *" $fact_word "*) ;; *) fact_groups="$fact_groups$fact_word " ;; esac
  done
  fact_groups="$fact_groups$fact_named"
  case $fact_groups in *' service_mgr '* | *' network '*) fact_groups="${fact_groups}platform distribution " ;; esac
  case $fact_groups in *' hardware '*) fact_groups="${fact_groups}platform " ;; esac
  case $fact_groups in *' pkg_mgr '*) fact_groups="${fact_groups}distribution " ;; esac
}

# group_of WORD: sets $fact_group to the group that gathers what a subset's word names.
group_of() {
  case " $facts_min$facts_more " in *" $1 "*) fact_group=$1; return ;; esac
  case $1 in
    architecture | kernel | kernel_version | machine | machine_id | python_version | system) fact_group=platform ;;
    distribution_major_version | distribution_release | distribution_version | os_family) fact_group=distribution ;;
    effective_group_ids | effective_user_id | real_user_id | user_dir | user_gecos | user_gid | user_id | user_shell | user_uid)
      fact_group=user ;;
    system_capabilities | system_capabilities_enforced) fact_group=caps ;;
    ssh_host_key_dsa_public | ssh_host_key_ecdsa_public | ssh_host_key_ed25519_public | ssh_host_key_rsa_public | ssh_host_pub_keys)
      fact_group=ssh_pub_keys ;;
    is_chroot) fact_group=chroot ;;
    devices | mounts | processor | processor_cores | processor_count) fact_group=hardware ;;
    all_ipv4_addresses | all_ipv6_addresses | default_ipv4 | default_ipv6 | interfaces) fact_group=network ;;
    virtualization_role | virtualization_tech_guest | virtualization_tech_host | virtualization_type) fact_group=virtual ;;
    *) fail "Bad subset '$1' given to Ansible. gather_subset options allowed: all, all_ipv4_addresses, all_ipv6_addresses, apparmor, architecture, caps, chroot, cmdline, date_time, default_ipv4, default_ipv6, devices, distribution, distribution_major_version, distribution_release, distribution_version, dns, effective_group_ids, effective_user_id, env, facter, fibre_channel_wwn, fips, hardware, interfaces, is_chroot, iscsi, kernel, kernel_version, loadavg, local, lsb, machine, machine_id, mounts, network, nvme, ohai, os_family, pkg_mgr, platform, processor, processor_cores, processor_count, python, python_version, real_user_id, selinux, service_mgr, ssh_host_key_dsa_public, ssh_host_key_ecdsa_public, ssh_host_key_ed25519_public, ssh_host_key_rsa_public, ssh_host_pub_keys, ssh_pub_keys, system, system_capabilities, system_capabilities_enforced, systemd, user, user_dir, user_gecos, user_gid, user_id, user_shell, user_uid, virtual, virtualization_role, virtualization_tech_guest, virtualization_tech_host, virtualization_type" ;;
  esac
}
