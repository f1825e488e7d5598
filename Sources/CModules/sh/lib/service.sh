# What the modules for services share. A service manager is a part with two functions:
#
#   X_look        sets service_found, service_active, service_enabled and service_masked to true or
#                 false (service_active is empty where that cannot be known)
#   X_do ACTION   start, stop, restart, reload, enable, disable, mask or unmask
#
# part service

# service_query: compares the service with what is wanted; $service_actions is the difference.
service_query() {
  service_actions='' service_found=false service_active=false service_enabled=false service_masked=false
  case $p_name in
    *[*?[]*) fail "This module does not currently support using glob patterns, found '${p_name%%[!*?[]*}' in service name: $p_name" ;;
  esac
  "${service_backend}_look"
  service_want_mask
  if ! $service_found && given_any enabled state; then service_missing; return; fi
  case $p_enabled:$service_enabled in
    true:false) service_add enable; differ enabled false true ;;
    false:true) service_add disable; differ enabled true false ;;
  esac
  [ -z "$p_state" ] || service_want_state
}

# given_any NAME…: whether the task gave one of the parameters.
given_any() {
  for given_name; do ! given "$given_name" || return 0; done
  return 1
}

service_add() {
  service_actions="$service_actions $1"
  change
}

service_want_mask() {
  case ${p_masked-}:$service_masked in
    true:false) service_add mask ;;
    false:true) service_add unmask; service_found=true ;;
  esac
}

# service_missing: a service that is not there is an error; but in check mode the package that
# brings it may be one that would have been installed, so there it is a change that is foreseen.
service_missing() {
  $_check || fail "Could not find the requested service $p_name: host"
  warn "the service $p_name is not there (yet), so its state is foreseen as a change"
  put_s warning "the service $p_name is not there (yet)"
  change
}

service_want_state() {
  if [ -z "$service_active" ]; then service_unknown; return; fi
  case $p_state:$service_active in
    started:false) service_add start ;;
    stopped:true) service_add stop ;;
    restarted:true) service_add restart ;;
    reloaded:true) service_add reload ;;
    restarted:false | reloaded:false) service_add start ;;
    *) return 0 ;;
  esac
}

service_unknown() {
  if [ "${SYSTEMD_OFFLINE-}" = 1 ] || [ ! -d /run/systemd/system ]; then
    warn "Target is a chroot or systemd is offline. This can lead to false positives or prevent the init system tools from working."
  else
    fail "Service is in unknown state"
  fi
}

service_apply() {
  for service_action in $service_actions; do
    "${service_backend}_do" "$service_action"
    [ "$rc" -eq 0 ] || service_failed "$service_action"
  done
}

service_failed() {
  put_j rc "$rc"
  put_s stdout "$out"
  put_s stderr "$err"
  case $1 in
    mask | unmask) fail "Failed to $1 the service ($p_name): ${err:-$out}" ;;
  esac
  fail "Unable to $1 service $p_name: ${err:-$out}"
}

service_report() {
  put_s name "$p_name"
  if given enabled; then put_j enabled "$p_enabled"; fi
  case $p_state in
    '') ;;
    restarted | reloaded) put_s state started ;;
    *) put_s state "$p_state" ;;
  esac
}
