# Facts that need next to no reading: the kernel, the user, the time, the environment.
#
# part facts_platform
# uses facts facts_system

facts_platform() {
  # The order of the four words is fixed, and none of them can hold a blank.
  # shellcheck disable=SC2046
  set -- $(uname -s -n -r -m)
  fact system "$1"
  fact nodename "$2"
  fact hostname "${2%%.*}"
  fact kernel "$3"
  first_line /proc/sys/kernel/version
  fact kernel_version "$line"
  fact machine "$4"
  facts_architecture "$4"
  facts_fqdn "$2"
  ! wanted python_version || { find_python; fact python_version "$fact_version"; }
  first_line /etc/machine-id
  [ -n "$line" ] || first_line /var/lib/dbus/machine-id
  [ -z "$line" ] || fact machine_id "$line"
}

facts_architecture() {
  case $1 in
    i?86) fact architecture i386; fact userspace_architecture i386; fact userspace_bits 32; return ;;
  esac
  fact architecture "$1"
  fact_bits=64
  ! have getconf || fact_bits=$(getconf LONG_BIT 2>/dev/null) || fact_bits=64
  fact userspace_bits "$fact_bits"
  case $1$fact_bits in
    x86_6432) fact userspace_architecture i386 ;;
    *) fact userspace_architecture "$1" ;;
  esac
}

# The name that the address of the host's name has: the first with a dot, or else its canonical name, as
# Python's getfqdn finds it.
facts_fqdn() {
  wanted fqdn || wanted domain || return 0
  fact_fqdn=$1
  if have getent && fact_value=$(getent hosts "$1" 2>/dev/null); then
    fact_value=$(getent hosts "${fact_value%%[ 	]*}" 2>/dev/null) || fact_value=
    fact_value=${fact_value%%"$_nl"*}
    set -f
    # shellcheck disable=SC2086
    set -- $fact_value
    set +f
    [ $# -lt 2 ] || { fact_fqdn=$2; shift; }
    for fact_word; do
      case $fact_word in *.*) fact_fqdn=$fact_word; break ;; esac
    done
  elif have hostname; then
    fact_fqdn=$(hostname -f 2>/dev/null) || fact_fqdn=$1
  fi
  fact fqdn "${fact_fqdn:-$1}"
  case $fact_fqdn in
    *.*) fact domain "${fact_fqdn#*.}" ;;
    *) fact domain '' ;;
  esac
}

# The shell's own status has the real and the effective numbers; it is no child that reads it.
facts_user() {
  fact_uid=0 fact_gid=0
  while read -r fact_key fact_real fact_effective fact_word; do
    case $fact_key in
      Uid:) fact_uid=$fact_effective; fact_json real_user_id "$fact_real" ;;
      Gid:) fact_gid=$fact_effective; fact_json real_group_id "$fact_real"; break ;;
    esac
  done </proc/self/status
  fact_json effective_user_id "$fact_uid"
  fact_json effective_group_id "$fact_gid"
  fact_json user_uid "$fact_uid"
  fact_entry=
  while IFS= read -r line; do
    case $line in *:*:"$fact_uid":*) fact_entry=$line; break ;; esac
  done </etc/passwd
  if [ -z "$fact_entry" ] && have getent; then fact_entry=$(getent passwd "$fact_uid") || :; fi
  [ -n "$fact_entry" ] || return 0
  IFS=: read -r fact_name fact_word fact_word fact_gid fact_gecos fact_home fact_shell <<END
$fact_entry
END
  fact user_id "$fact_name"
  fact_json user_gid "$fact_gid"
  fact user_gecos "$fact_gecos"
  fact user_dir "$fact_home"
  fact user_shell "$fact_shell"
}

# Names come from `export -p`; values are read from the variables, so no quoting is taken apart.
facts_env() {
  wanted env || return 0
  put_map ansible_env
  fact_seen=' '
  for fact_name in $(export -p | sed -n 's/^\(export\|declare -x\) \([A-Za-z_][A-Za-z0-9_]*\)=.*/\2/p'); do
    case $fact_seen in *" $fact_name "*) continue ;; esac
    fact_seen="$fact_seen$fact_name "
    case $fact_name in
      LC_ALL) [ -z "$_user_lc_all_set" ] || put_s LC_ALL "$_user_lc_all" ;;
      PATH) put_s PATH "$_user_path" ;;
      *) eval "put_s $fact_name \"\${$fact_name-}\"" ;;
    esac
  done
  put_close
}

facts_date_time() {
  wanted date_time || return 0
  fact_local=$(date '+%Y %m %d %H %M %S %A %w %W %Z %z %s %N')
  # shellcheck disable=SC2086
  set -- $fact_local
  fact_tz=${10}
  case ${13-} in *[!0-9]* | '') fact_nano=000000000 ;; *) fact_nano=${13} ;; esac
  fact_micro=${fact_nano%???}
  fact_utc="$1 $2 $3 $4 $5 $6" fact_dst=$fact_tz
  if [ "$fact_tz" != UTC ]; then
    fact_utc=$(date -u -d "@${12}" '+%Y %m %d %H %M %S')
    fact_dst=$(date -d "$1-07-01" +%Z) || fact_dst=$fact_tz
  fi
  put_map ansible_date_time
  put_s year "$1"; put_s month "$2"; put_s day "$3"
  put_s hour "$4"; put_s minute "$5"; put_s second "$6"
  put_s weekday "$7"; put_s weekday_number "$8"; put_s weeknumber "$9"
  put_s tz "$fact_tz"; put_s tz_dst "$fact_dst"; put_s tz_offset "${11}"
  put_s epoch "${12}"; put_s epoch_int "${12}"
  put_s date "$1-$2-$3"; put_s time "$4:$5:$6"
  # shellcheck disable=SC2086
  set -- $fact_utc
  put_s iso8601 "$1-$2-$3T$4:$5:$6Z"
  put_s iso8601_micro "$1-$2-$3T$4:$5:$6.${fact_micro}Z"
  # shellcheck disable=SC2086
  set -- $fact_local
  put_s iso8601_basic "$1$2$3T$4$5$6$fact_micro"
  put_s iso8601_basic_short "$1$2$3T$4$5$6"
  put_close
}

facts_loadavg() {
  wanted loadavg && read -r fact_one fact_five fact_fifteen fact_word </proc/loadavg || return 0
  fact_json loadavg "{\"1m\": $fact_one, \"5m\": $fact_five, \"15m\": $fact_fifteen}"
}
