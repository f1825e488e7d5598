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
    fibre_channel hardware network virtual; do
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

# read_subset: sets $fact_groups to the groups that gather_subset asks for. As in Ansible, `min` is
# in unless it is taken out, a subset of exclusions alone starts from `all`, and a group that is
# named is in whatever exclusions say.
read_subset() {
  facts_min=' platform distribution lsb date_time user env cmdline selinux apparmor caps fips pkg_mgr service_mgr python ssh_pub_keys dns local '
  facts_all="$facts_min chroot loadavg systemd iscsi nvme fibre_channel hardware network virtual "
  fact_named='' fact_groups='' fact_without='' fact_only=true
  eval "set -- $p_gather_subset"
  for fact_word; do
    case $fact_word in
      '!all') fact_without="$fact_without chroot loadavg systemd iscsi nvme fibre_channel hardware network virtual " ;;
      '!min') fact_without="$fact_without$facts_min" ;;
      !*) group_of "${fact_word#!}"; fact_without="$fact_without $fact_group " ;;
      all) fact_only=false fact_groups="$fact_groups$facts_all" ;;
      min) fact_only=false ;;
      *) fact_only=false; group_of "$fact_word"; fact_named="$fact_named $fact_group " ;;
    esac
  done
  ! $fact_only || fact_groups=$facts_all
  fact_wanted="$facts_min$fact_groups" fact_groups="$fact_named "
  for fact_word in $fact_wanted; do
    case "$fact_without$fact_groups" in *" $fact_word "*) continue ;; esac
    fact_groups="$fact_groups$fact_word "
  done
}

# group_of WORD: sets $fact_group to the group that gathers what a subset's word names.
group_of() {
  case $1 in
    platform | architecture | kernel | kernel_version | machine | machine_id | system | python_version)
      fact_group=platform ;;
    distribution* | os_family) fact_group=distribution ;;
    user* | effective_* | real_*) fact_group=user ;;
    system_capabilities*) fact_group=caps ;;
    ssh_host_*) fact_group=ssh_pub_keys ;;
    is_chroot) fact_group=chroot ;;
    devices | mounts | processor*) fact_group=hardware ;;
    interfaces | default_ipv? | all_ipv?_addresses) fact_group=network ;;
    virtualization_*) fact_group=virtual ;;
    facter | ohai) fact_group= ;;
    lsb | date_time | env | cmdline | selinux | apparmor | caps | fips | pkg_mgr | service_mgr | python | dns | local | chroot | loadavg | systemd | iscsi | nvme | fibre_channel | hardware | network | virtual)
      fact_group=$1 ;;
    *) fail "Bad subset '$1' given to Ansible. gather_subset options allowed: all, min, hardware, network, virtual, ohai, facter, platform, distribution, lsb, date_time, user, env, cmdline, selinux, apparmor, caps, fips, pkg_mgr, service_mgr, python, ssh_pub_keys, dns, local, chroot, loadavg, systemd, iscsi, nvme, fibre_channel" ;;
  esac
}
