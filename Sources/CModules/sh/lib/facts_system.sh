# Facts about how the system is set up: security, name service, host keys, local facts, Python.
#
# part facts_system
# uses facts

facts_selinux() {
  fact_json selinux_python_present true
  wanted selinux || return 0
  put_map ansible_selinux
  if [ -r /sys/fs/selinux/enforce ]; then
    selinux_type='' selinux_config=unknown
    while IFS='=' read -r fact_key fact_value; do
      case $fact_key in
        SELINUX) selinux_config=$fact_value ;;
        SELINUXTYPE) selinux_type=$fact_value ;;
      esac
    done </etc/selinux/config
    first_line /sys/fs/selinux/enforce
    if [ "$line" = 1 ]; then fact_value=enforcing; else fact_value=permissive; fi
    put_s status enabled
    put_s mode "$fact_value"
    put_s config_mode "$selinux_config"
    put_s type "${selinux_type:-unknown}"
    first_line /sys/fs/selinux/policyvers unknown
    put_j policyvers "$line"
  else
    put_s status disabled
  fi
  put_close
}

facts_apparmor() {
  fact_value=disabled
  [ ! -e /sys/kernel/security/apparmor ] || fact_value=enabled
  fact_json apparmor "{\"status\": \"$fact_value\"}"
}

# As Ansible does, through capsh, when the host has it.
facts_caps() {
  wanted system_capabilities || wanted system_capabilities_enforced || return 0
  have capsh || { fact system_capabilities_enforced N/A; fact system_capabilities N/A; return; }
  fact_value=$(capsh --print 2>/dev/null | sed -n 's/^Current: *=*//p')
  if [ "$fact_value" = ep ]; then fact system_capabilities_enforced False; else fact system_capabilities_enforced True; fi
  fact_rest=$fact_value
  set --
  while [ -n "$fact_rest" ]; do
    trim "${fact_rest%%,*}"
    [ "$fact_value" = ep ] || set -- "$@" "$trimmed"
    case $fact_rest in *,*) fact_rest=${fact_rest#*,} ;; *) fact_rest= ;; esac
  done
  # Of nothing, Ansible makes a list with nothing in it.
  [ -n "$fact_value" ] || set -- ''
  fact_words system_capabilities "$@"
}

facts_fips() {
  first_line /proc/sys/crypto/fips_enabled
  if [ "$line" = 1 ]; then fact_json fips true; else fact_json fips false; fi
}

# The kernel's command line: of names that come twice `cmdline` has the last and `proc_cmdline` all.
facts_cmdline() {
  first_line /proc/cmdline
  fact_line=$line
  for fact_name in cmdline proc_cmdline; do
    wanted "$fact_name" || continue
    put_map "ansible_$fact_name"
    set -f
    for fact_word in $fact_line; do
      case $fact_word in
        *=*) cmdline_option "${fact_word%%=*}" "${fact_word#*=}" ;;
        *) put_j "$fact_word" true ;;
      esac
    done
    set +f
    put_close
  done
}

# cmdline_option NAME VALUE: one option with its value, or with all its values.
cmdline_option() {
  case " $fact_line " in
    *" $1="*" $1="*) if [ "$fact_name" = cmdline ]; then put_s "$1" "$2"; return; fi ;;
    *) put_s "$1" "$2"; return ;;
  esac
  put_list "$1"
  for fact_other in $fact_line; do
    case $fact_other in "$1="*) put_s '' "${fact_other#*=}" ;; esac
  done
  put_close
}

facts_ssh_pub_keys() {
  for fact_folder in /etc/ssh /etc/openssh /etc; do
    [ -d "$fact_folder" ] || continue
    fact_found=false
    for fact_type in dsa rsa ecdsa ed25519; do
      [ -r "$fact_folder/ssh_host_${fact_type}_key.pub" ] || continue
      read -r fact_key fact_value fact_word <"$fact_folder/ssh_host_${fact_type}_key.pub"
      fact "ssh_host_key_${fact_type}_public" "$fact_value"
      fact "ssh_host_key_${fact_type}_public_keytype" "$fact_key"
      fact_found=true
    done
    ! $fact_found || return 0
  done
}

facts_dns() {
  wanted dns || return 0
  dns_servers='' dns_domain='' dns_search='' dns_sort='' dns_options=
  if [ -r /etc/resolv.conf ]; then
    while read -r fact_key fact_value; do
      case $fact_key in
        nameserver) dns_servers="$dns_servers $fact_value" ;;
        domain) dns_domain=${fact_value%%[ 	]*} ;;
        search) dns_search=$fact_value ;;
        sortlist) dns_sort=$fact_value ;;
        options) dns_options=$fact_value ;;
      esac
    done </etc/resolv.conf
  fi
  put_map ansible_dns
  [ -z "$dns_domain" ] || put_s domain "$dns_domain"
  dns_list nameservers "$dns_servers"
  dns_list search "$dns_search"
  dns_list sortlist "$dns_sort"
  if [ -n "$dns_options" ]; then
    put_map options
    for fact_word in $dns_options; do
      case $fact_word in
        *:*) put_s "${fact_word%%:*}" "${fact_word#*:}" ;;
        *) put_j "$fact_word" true ;;
      esac
    done
    put_close
  fi
  put_close
}

dns_list() {
  [ -n "$2" ] || return 0
  put_list "$1"
  for fact_word in $2; do put_s '' "$fact_word"; done
  put_close
}

# Local facts travel as texts under `_local`: the controller reads JSON and INI.
facts_local() {
  wanted local || return 0
  set -- "$p_fact_path"/*.fact
  [ -e "$1" ] || { put_j ansible_local '{}'; return; }
  put_map _local
  for fact_file; do
    fact_name=${fact_file##*/}
    fact_name=${fact_name%.fact}
    if [ ! -e "$fact_file" ]; then
      fact_failed "Could not stat fact ($fact_file): [Errno 2] No such file or directory: '$fact_file'"
    elif [ -x "$fact_file" ]; then
      capture "$fact_file"
      if [ "$rc" -eq 0 ]; then
        put_s "$fact_name" "$out"
      else
        fact_failed "Failure executing fact script ($fact_file), rc: $rc, err: $err${err:+$_nl}"
      fi
    else
      put_data "$fact_name" "$fact_file"
    fi
  done
  put_close
}

# fact_failed MESSAGE: a map, so that nobody takes the words for a fact.
fact_failed() {
  warn "$1"
  put_map "$fact_name"
  put_s failed "$1"
  put_close
}

# Roles choose package names by the version of Python, so there are values without a Python too:
# those of a Python 3 with `executable` empty.
find_python() {
  [ -z "${fact_version-}" ] || return 0
  fact_python='' fact_version=3.9.0
  # The first ones are those that Ansible looks for, in its order.
  for fact_word in python3.13 python3.12 python3.11 python3.10 python3.9 python3.8 /usr/bin/python3 \
    python3 /usr/libexec/platform-python python python2; do
    have "$fact_word" || continue
    fact_value=$("$fact_word" -V 2>&1) || continue
    case $fact_value in 'Python '[0-9]*) ;; *) continue ;; esac
    fact_python=$(command -v "$fact_word") fact_version=${fact_value#Python }
    break
  done
}

facts_python() {
  wanted python || matches discovered_interpreter_python || return 0
  find_python
  [ -z "$fact_python" ] || ! matches discovered_interpreter_python ||
    put_s discovered_interpreter_python "$fact_python"
  wanted python || return 0
  IFS=. read -r fact_major fact_minor fact_micro <<END
$fact_version
END
  fact_micro=${fact_micro:-0}
  fact_micro=${fact_micro%%[!0-9]*}
  put_map ansible_python
  put_s executable "$fact_python"
  put_j has_sslcontext true
  put_s type cpython
  put_j version "{\"major\": $fact_major, \"minor\": $fact_minor, \"micro\": $fact_micro, \"releaselevel\": \"final\", \"serial\": 0}"
  put_j version_info "[$fact_major, $fact_minor, $fact_micro, \"final\", 0]"
  put_close
}

# Facts of other programs: the controller takes their JSON apart.
facts_facter() { foreign_facts facter --puppet --json; }
facts_ohai() { foreign_facts ohai; }

# foreign_facts COMMAND [ARGUMENT…]: what a program prints, under `_COMMAND`, where it is there.
foreign_facts() {
  # Puppet's own folder is not on everybody's PATH.
  fact_program=$1
  have "$1" || fact_program=/opt/puppetlabs/bin/$1
  have "$fact_program" || return 0
  fact_name=$1
  shift
  capture "$fact_program" "$@"
  if [ "$rc" -eq 0 ]; then put_s "_$fact_name" "$out"; fi
}

# Whether / is another folder than that of process 1.
facts_chroot() {
  fact_value=true
  # Not POSIX, but dash, bash, ksh and busybox all have -ef.
  # shellcheck disable=SC3013
  if [ -n "${debian_chroot-}" ]; then :
  elif [ -e /proc/1/root/. ]; then if [ / -ef /proc/1/root/. ]; then fact_value=false; fi
  else case $(stat -c %i / 2>/dev/null) in 2 | 128 | 256) fact_value=false ;; esac
  fi
  fact_json is_chroot "$fact_value"
}

facts_systemd() {
  wanted systemd && [ -d /run/systemd/system ] && have systemctl || return 0
  fact_value=$(systemctl --version 2>/dev/null) || return 0
  fact_word=${fact_value#systemd }
  put_map ansible_systemd
  put_j version "${fact_word%%[!0-9]*}"
  fact_word=${fact_value#*"$_nl"}
  put_s features "${fact_word%%"$_nl"*}"
  put_close
}

facts_iscsi() {
  fact_value=
  if [ -r /etc/iscsi/initiatorname.iscsi ]; then
    while IFS='=' read -r fact_key fact_word; do
      case $fact_key in InitiatorName) fact_value=$fact_word ;; esac
    done </etc/iscsi/initiatorname.iscsi
  fi
  fact iscsi_iqn "$fact_value"
}

facts_nvme() {
  first_line /etc/nvme/hostnqn
  fact hostnqn "$line"
}

facts_fibre_channel_wwn() {
  set --
  for fact_file in /sys/class/fc_host/*/port_name; do
    [ -r "$fact_file" ] || continue
    first_line "$fact_file"
    set -- "$@" "${line#0x}"
  done
  fact_words fibre_channel_wwn "$@"
}
