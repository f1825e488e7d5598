# Wait for a condition before continuing.
#
# module ansible.builtin.wait_for
# uses sockets
# param host str default=127.0.0.1 : The host that the port is on.
# param port int : The port to look at.
# param path path : The file to look at.
# param state str default=started choices=absent,drained,present,started,stopped : What to wait for.
# param search_regex str : A pattern to find in the file, or in what the port sends.
# param timeout int default=300 : Give up after so many seconds.
# param connect_timeout int default=5 : Give up one connection after so many seconds.
# param delay int default=0 : Wait so many seconds before the first look.
# param sleep int default=1 : Wait so many seconds between two looks.
# param active_connection_states list elements=str default=ESTABLISHED,FIN_WAIT1,FIN_WAIT2,SYN_RECV,SYN_SENT,TIME_WAIT : The states of connections that count for `drained`.
# param exclude_hosts list elements=str : Hosts whose connections do not count for `drained`.
# param msg str : What to say when the time is over.
# returns elapsed int : How many seconds it took.

# Nothing is ever changed, so that all is asked and no more.
query() {
  if [ -n "$p_port" ] && [ -n "$p_path" ]; then
    wait_refuse "port and path parameter can not both be passed to wait_for"
  fi
  case ${p_path:+path}:$p_state in
    path:stopped | path:drained)
      wait_refuse "state=$p_state should only be used for checking a port in the wait_for module" ;;
  esac
  if given exclude_hosts && [ "$p_state" != drained ]; then
    wait_refuse "exclude_hosts should only be with state=drained"
  fi
  seconds
  wait_start=$seconds
  if [ "$p_delay" -gt 0 ]; then sleep "$p_delay"; fi
  if [ -z "$p_port$p_path" ] && [ "$p_state" != drained ]; then
    sleep "$p_timeout"
  else
    wait_until
  fi
}

wait_refuse() {
  put_j elapsed 0
  fail "$1"
}

# seconds: sets $seconds to a clock that nobody turns back.
seconds() {
  if [ -r /proc/uptime ]; then
    read -r seconds _ </proc/uptime
    seconds=${seconds%%.*}
  else
    seconds=$(date +%s)
  fi
}

wait_until() {
  seconds
  wait_end=$((seconds + p_timeout))
  while [ "$seconds" -lt "$wait_end" ]; do
    "wait_$p_state" && return 0
    sleep "$p_sleep"
    seconds
  done
  wait_elapsed
  fail "${p_msg:-$(wait_words)}"
}

wait_words() {
  printf '%s' 'Timeout when waiting for '
  case $p_state:${p_port:+port}:${p_search_regex:+regex} in
    absent:port:* | stopped:port:*) printf '%s' "$p_host:$p_port to stop." ;;
    absent:* | stopped:*) printf '%s' "$p_path to be absent." ;;
    drained:*) printf '%s' "$p_host:$p_port to drain" ;;
    *:port:regex) printf '%s' "search string $p_search_regex in $p_host:$p_port" ;;
    *:port:*) printf '%s' "$p_host:$p_port" ;;
    *:regex) printf '%s' "search string $p_search_regex in $p_path" ;;
    *) printf '%s' "file $p_path" ;;
  esac
}

wait_elapsed() {
  seconds
  put_j elapsed $((seconds - wait_start))
}

wait_present() { wait_started; }
wait_started() {
  if [ -n "$p_path" ]; then
    [ -e "$p_path" ] || return 1
    [ -z "$p_search_regex" ] || pattern_in "$p_search_regex" "$p_path"
  elif [ -n "$p_search_regex" ]; then
    port_says "$p_host" "$p_port" "$p_search_regex" "$wait_end"
  else
    port_open "$p_host" "$p_port" "$p_connect_timeout"
  fi
}

wait_stopped() { wait_absent; }
wait_absent() {
  if [ -n "$p_path" ]; then
    [ ! -e "$p_path" ]
  else
    ! port_open "$p_host" "$p_port" "$p_connect_timeout"
  fi
}

wait_drained() { ! port_used "$p_host" "$p_port"; }

report() {
  put_s state "$p_state"
  put_j port "${p_port:-null}"
  if [ -n "$p_path" ]; then put_s path "$p_path"; else put_j path null; fi
  if given search_regex; then put_s search_regex "$p_search_regex"; else put_j search_regex null; fi
  put_j match_groups '[]'
  put_j match_groupdict '{}'
  wait_elapsed
}
