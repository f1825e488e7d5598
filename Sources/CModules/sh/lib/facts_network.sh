# Facts about interfaces, addresses and default routes.
#
# part facts_network
# uses facts

# Two programs answer all: `ip addr` for the addresses, and a route question per protocol. A host
# without `ip` has the facts that stand in /sys.
facts_network() {
  net_addresses='' net_default4='' net_default6='' net_all4='' net_all6='' net_local=
  if have ip; then
    net_addresses=$(ip addr show 2>/dev/null) || :
    net_default4=$(ip -4 route get 8.8.8.8 2>/dev/null) || :
    net_default6=$(ip -6 route get 2404:6800:400a:800::1012 2>/dev/null) || :
    ! wanted locally_reachable_ips || net_local=$(ip -4 route show table local; ip -6 route show table local)
  fi
  route_words 4 "$net_default4"
  route_words 6 "$net_default6"
  net_names=
  for net_folder in /sys/class/net/*; do
    [ -d "$net_folder" ] || continue
    net_names="$net_names ${net_folder##*/}"
    net_key=$(printf %s "${net_folder##*/}" | tr -c 'A-Za-z0-9_.' _)
    facts_interface "${net_folder##*/}" "$net_key"
  done
  # shellcheck disable=SC2086
  fact_words interfaces $net_names
  # shellcheck disable=SC2086
  fact_words all_ipv4_addresses $net_all4
  # shellcheck disable=SC2086
  fact_words all_ipv6_addresses $net_all6
  fact_json default_ipv4 "{${default4_json#, }}"
  fact_json default_ipv6 "{${default6_json#, }}"
  facts_reachable
}

# route_words 4|6 ANSWER: reads the answer to `ip route get`.
route_words() {
  eval "default$1_address= default$1_json="
  [ -n "$2" ] || return 0
  net_version=$1 net_asked=${2%% *}
  set -f
  # shellcheck disable=SC2086
  set -- $2
  set +f
  while [ $# -gt 1 ]; do
    case $1 in
      via) [ "$2" = "$net_asked" ] || eval "default${net_version}_json=\"\$default${net_version}_json, \\\"gateway\\\": \\\"\$2\\\"\"" ;;
      dev) eval "default${net_version}_json=\"\$default${net_version}_json, \\\"interface\\\": \\\"\$2\\\"\"" ;;
      src)
        eval "default${net_version}_json=\"\$default${net_version}_json, \\\"address\\\": \\\"\$2\\\"\""
        eval "default${net_version}_address=\$2"
        break ;;
    esac
    shift
  done
}

# facts_interface NAME KEY: one interface.
facts_interface() {
  net_mac='' net_type=unknown net_mtu=
  first_line "$net_folder/address"
  case $line in 00:00:00:00:00:00) ;; *) net_mac=$line ;; esac
  first_line "$net_folder/mtu"; net_mtu=$line
  first_line "$net_folder/type"
  case $line in
    1) net_type=ether ;;
    32) net_type=infiniband ;;
    512) net_type=ppp ;;
    772) net_type=loopback ;;
    65534) net_type=tunnel ;;
  esac
  [ ! -d "$net_folder/bridge" ] || net_type=bridge
  [ ! -d "$net_folder/bonding" ] || net_type=bonding
  net_wanted=false
  if wanted "$2"; then net_wanted=true; put_map "ansible_$2"; put_link "$1"; fi
  put_addresses "$1"
  ! $net_wanted || put_close
}

put_link() {
  put_s device "$1"
  [ -z "$net_mac" ] || put_s macaddress "$net_mac"
  put_j mtu "${net_mtu:-0}"
  put_s type "$net_type"
  first_line "$net_folder/operstate"
  if [ "$line" = down ]; then put_j active false; else put_j active true; fi
  first_line "$net_folder/flags" 0
  if [ $((line & 256)) -gt 0 ]; then put_j promisc true; else put_j promisc false; fi
  first_line "$net_folder/speed"
  [ -z "$line" ] || put_j speed "$line"
  if [ -e "$net_folder/device" ]; then
    net_device=$(cd -P "$net_folder/device" && pwd)
    put_s pciid "${net_device##*/}"
  fi
  if [ -e "$net_folder/device/driver/module" ]; then
    net_device=$(cd -P "$net_folder/device/driver/module" && pwd)
    put_s module "${net_device##*/}"
  fi
  case $net_type in bridge) put_bridge ;; bonding) put_bond ;; esac
  if [ -d "$net_folder/bonding_slave" ]; then
    first_line "$net_folder/bonding_slave/perm_hwaddr"
    put_s perm_macaddress "$line"
  fi
  ! have ethtool || put_ethtool "$1"
}

put_bridge() {
  first_line "$net_folder/bridge/bridge_id"; put_s id "$line"
  first_line "$net_folder/bridge/stp_state"
  if [ "$line" = 1 ]; then put_j stp true; else put_j stp false; fi
  put_list interfaces
  for fact_word in "$net_folder"/brif/*; do [ ! -e "$fact_word" ] || put_s '' "${fact_word##*/}"; done
  put_close
}

put_bond() {
  put_list slaves
  first_line "$net_folder/bonding/slaves"
  for fact_word in $line; do put_s '' "$fact_word"; done
  put_close
  for fact_key in mode miimon lacp_rate; do
    first_line "$net_folder/bonding/$fact_key"
    put_s "$fact_key" "${line%% *}"
  done
  first_line "$net_folder/bonding/primary"
  [ -n "$line" ] || return 0
  put_s primary "$line"
  [ -e "$net_folder/bonding/all_slaves_active" ] || return 0
  first_line "$net_folder/bonding/all_slaves_active"
  if [ "$line" = 1 ]; then put_j all_slaves_active true; else put_j all_slaves_active false; fi
}

# put_ethtool NAME: what the card can do: features, and time stamps.
put_ethtool() {
  if net_words=$(ethtool -k "$1" 2>/dev/null); then
    put_map features
    while IFS= read -r line; do
      case $line in *': '?*) ;; *) continue ;; esac
      trim "${line%%: *}"
      fact_key=$trimmed
      # Names become variable names: hyphens are put away one by one, without a process for each.
      while :; do case $fact_key in *-*) fact_key=${fact_key%%-*}_${fact_key#*-} ;; *) break ;; esac; done
      trim "${line#*: }"
      put_s "$fact_key" "$trimmed"
    done <<END
$net_words
END
    put_close
  fi
  net_words=$(ethtool -T "$1" 2>/dev/null) || return 0
  for fact_key in timestamping:SOF_TIMESTAMPING_ hw_timestamp_filters:HWTSTAMP_FILTER_; do
    put_list "${fact_key%%:*}"
    for fact_word in $(printf '%s\n' "$net_words" | sed -n "s/.*${fact_key#*:}\([A-Za-z0-9_]*\).*/\1/p" | tr '[:upper:]' '[:lower:]'); do
      put_s '' "$fact_word"
    done
    put_close
  done
  case $net_words in
    *'PTP Hardware Clock: '[0-9]*)
      fact_word=${net_words#*PTP Hardware Clock: }
      put_j phc_index "${fact_word%%[!0-9]*}" ;;
  esac
}

# put_addresses NAME: the interface's addresses, out of the whole answer of `ip addr`.
put_addresses() {
  net_inside=false net_first='' net_second='' net_six=
  while read -r fact_key fact_value fact_rest; do
    case $fact_key in
      [0-9]*:) case $fact_value in "$1:" | "$1@"*) net_inside=true ;; *) net_inside=false ;; esac ;;
      inet) ! $net_inside || address4 "$fact_value" "$fact_rest" ;;
      inet6) ! $net_inside || address6 "$fact_value" "$fact_rest" ;;
    esac
  done <<END
$net_addresses
END
  $net_wanted || return 0
  [ -z "$net_first" ] || put_j ipv4 "$net_first"
  [ -z "$net_second" ] || put_j ipv4_secondaries "[${net_second#, }]"
  [ -z "$net_six" ] || put_j ipv6 "[${net_six#, }]"
}

# address4 ADDRESS/PREFIX REST: an IPv4 address; sets its JSON and notes the default one.
address4() {
  net_ip=${1%/*} net_prefix=${1#*/} net_broadcast=
  [ "$net_prefix" != "$1" ] || net_prefix=32
  case $2 in 'brd '*) net_broadcast=${2#brd }; net_broadcast=${net_broadcast%% *} ;; esac
  IFS=. read -r net_a net_b net_c net_d <<END
$net_ip
END
  net_bits=$((net_a << 24 | net_b << 16 | net_c << 8 | net_d))
  net_mask=$(((0xffffffff << (32 - net_prefix)) & 0xffffffff))
  dotted $net_mask; net_netmask=$dotted
  dotted $((net_bits & net_mask)); net_network=$dotted
  net_json="\"broadcast\": \"$net_broadcast\", \"netmask\": \"$net_netmask\", \"network\": \"$net_network\", \"prefix\": \"$net_prefix\""
  if [ -z "$net_first" ]; then net_first="{\"address\": \"$net_ip\", $net_json}"
  else net_second="$net_second, {\"address\": \"$net_ip\", $net_json}"
  fi
  case $net_ip in 127.*) ;; *) net_all4="$net_all4 $net_ip" ;; esac
  [ "$net_ip" = "$default4_address" ] || return 0
  default4_json="$default4_json, $net_json, \"macaddress\": \"$net_mac\", \"mtu\": ${net_mtu:-0}, \"type\": \"$net_type\", \"alias\": \"${2##* }\""
  default4_address=
}

address6() {
  net_ip=${1%/*} net_prefix=${1#*/} net_scope=${2#*scope }
  net_scope=${net_scope%% *}
  net_json="\"prefix\": \"$net_prefix\", \"scope\": \"$net_scope\""
  net_six="$net_six, {\"address\": \"$net_ip\", $net_json}"
  [ "$net_ip" = ::1 ] || net_all6="$net_all6 $net_ip"
  [ "$net_ip" = "$default6_address" ] || return 0
  default6_json="$default6_json, $net_json, \"macaddress\": \"$net_mac\", \"mtu\": ${net_mtu:-0}, \"type\": \"$net_type\""
  default6_address=
}

# dotted NUMBER: sets $dotted to an IPv4 address as text.
dotted() { dotted=$(($1 >> 24 & 255)).$(($1 >> 16 & 255)).$(($1 >> 8 & 255)).$(($1 & 255)); }

facts_reachable() {
  wanted locally_reachable_ips || return 0
  net_four='' net_six=
  while read -r fact_key fact_value fact_word; do
    [ "$fact_key" = local ] || continue
    case $fact_value in
      *:*) net_six="$net_six, \"$fact_value\"" ;;
      *) net_four="$net_four, \"$fact_value\"" ;;
    esac
  done <<END
$net_local
END
  put_j ansible_locally_reachable_ips "{\"ipv4\": [${net_four#, }], \"ipv6\": [${net_six#, }]}"
}
