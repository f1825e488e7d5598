# Connections: whether a port answers, what it says, and who uses it.
#
# part sockets

# port_open HOST PORT SECONDS: whether a connection is accepted; by whichever tool is there.
port_open() {
  if have bash && have timeout; then
    # shellcheck disable=SC2016 # for bash, which has them as $0 and $1
    timeout "$3" bash -c 'exec 4<>"/dev/tcp/$0/$1"' "$1" "$2" 2>/dev/null
  elif have perl; then
    perl -MIO::Socket::INET -e '
      exit(IO::Socket::INET->new(PeerAddr => $ARGV[0], PeerPort => $ARGV[1], Timeout => $ARGV[2]) ? 0 : 1)
    ' "$1" "$2" "$3"
  elif have nc; then
    nc -z -w "$3" "$1" "$2" 2>/dev/null || nc -w "$3" "$1" "$2" 2>/dev/null
  elif have python3; then
    python3 -c '
import socket, sys
socket.create_connection((sys.argv[1], int(sys.argv[2])), int(sys.argv[3]))
' "$1" "$2" "$3" 2>/dev/null
  else
    fail "no tool to connect to a port: install bash and coreutils, perl, nc or python3"
  fi
}

# port_says HOST PORT PATTERN END: whether the port sends a line that matches before END.
port_says() {
  have bash || have nc || fail "search_regex with a port needs bash or nc on the host"
  temporary
  : >"$_tmp/port"
  if have bash; then
    # shellcheck disable=SC2016 # for bash, which has them as $0 and $1
    bash -c 'exec 4<>"/dev/tcp/$0/$1" && exec cat <&4' "$1" "$2" >"$_tmp/port" 2>/dev/null &
  else
    nc "$1" "$2" >"$_tmp/port" 2>/dev/null &
  fi
  _port_reader=$!
  _port_found=false
  while [ "$seconds" -lt "$4" ]; do
    if pattern_in "$3" "$_tmp/port"; then
      _port_found=true
      break
    fi
    kill -0 "$_port_reader" 2>/dev/null || break
    sleep 1
    seconds
  done
  kill "$_port_reader" 2>/dev/null
  $_port_found || pattern_in "$3" "$_tmp/port"
}

# pattern_in PATTERN FILE: whether a line matches. Perl's patterns are the nearest to Python's;
# where grep has none, the usual classes are written as POSIX has them.
pattern_in() {
  if [ -z "${_pattern_kind-}" ]; then
    _pattern_kind=-P
    printf 'x1\n' | grep -qP -e 'x\d' 2>/dev/null || _pattern_kind=-E
  fi
  _pattern=$1
  if [ "$_pattern_kind" = -E ]; then
    _pattern_posix '\d' '[0-9]'
    _pattern_posix '\w' '[[:alnum:]_]'
    _pattern_posix '\s' '[[:space:]]'
  fi
  grep -q "$_pattern_kind" -e "$_pattern" -- "$2" 2>/dev/null
}

_pattern_posix() {
  while :; do
    case $_pattern in
      *"$1"*) _pattern=${_pattern%%"$1"*}$2${_pattern#*"$1"} ;;
      *) return 0 ;;
    esac
  done
}

# port_used HOST PORT: whether a connection to the port is in one of the states that count.
port_used() {
  [ -r /proc/net/tcp ] || fail "state=drained needs /proc/net/tcp on the host"
  _port_states=' '
  eval "set -- \"\$1\" \"\$2\" $p_active_connection_states"
  _port_host=$1 _port_number=$2
  shift 2
  for _port_state do
    case $_port_state in
      ESTABLISHED) _port_states="${_port_states}01 " ;;
      SYN_SENT) _port_states="${_port_states}02 " ;;
      SYN_RECV) _port_states="${_port_states}03 " ;;
      FIN_WAIT1) _port_states="${_port_states}04 " ;;
      FIN_WAIT2) _port_states="${_port_states}05 " ;;
      TIME_WAIT) _port_states="${_port_states}06 " ;;
      *) wait_refuse "unknown active_connection_state ($_port_state) defined" ;;
    esac
  done
  _port_local=
  if [ "$_port_host" != 0.0.0.0 ]; then address_hex "$_port_host" && _port_local=$hex; fi
  _port_excluded=' '
  eval "set -- $p_exclude_hosts"
  for _port_state do
    address_hex "$_port_state"
    _port_excluded="$_port_excluded$hex "
  done
  _port_scan /proc/net/tcp && return 0
  [ -r /proc/net/tcp6 ] && _port_scan /proc/net/tcp6
}

# In /proc/net/tcp6 an IPv4 address is the last eight digits.
_port_scan() {
  _port_digits=$(printf %04X "$_port_number")
  while read -r _ _port_here _port_there _port_state _; do
    case $_port_here in *:"$_port_digits") ;; *) continue ;; esac
    case $_port_states in *" $_port_state "*) ;; *) continue ;; esac
    _port_there=${_port_there%:*}
    case $_port_excluded in *" ${_port_there#????????????????????????} "*) continue ;; esac
    case ${_port_here%:*} in *"$_port_local") return 0 ;; esac
  done <"$1"
  return 1
}

# address_hex ADDRESS: sets $hex as /proc/net/tcp has it; names are looked up.
address_hex() {
  _address=$1
  case $1 in
    *[!0-9.]*)
      _address=$(getent ahostsv4 "$1") || fail "failed to look up $1"
      _address=${_address%% *} ;;
  esac
  _address_ifs=$IFS
  IFS=.
  # shellcheck disable=SC2086 # the four numbers
  set -- $_address
  IFS=$_address_ifs
  hex=$(printf '%02X%02X%02X%02X' "$4" "$3" "$2" "$1")
}
