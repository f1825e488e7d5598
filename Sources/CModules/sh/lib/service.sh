# What the modules for services share. A service manager is a part with two functions:
#
#   X_look        sets service_found, service_active, service_enabled and service_masked to true or
#                 false (service_active is empty where that cannot be known)
#   X_do ACTION   start, stop, restart, reload, enable, disable, mask or unmask
#
# part service
# uses foresight

# service_query: compares the service with what is wanted; $service_actions is the difference.
service_query() {
  service_actions='' service_found=false service_active=false service_enabled=false service_masked=false
  case $p_name in
    *[*?[]*) fail "This module does not currently support using glob patterns, found '${p_name%%[!*?[]*}' in service name: $p_name" ;;
  esac
  "${service_backend}_look"
  if [ -n "$_foreseen" ]; then service_foreseen; fi
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

service_missing() { fail "Could not find the requested service $p_name: host"; }

# service_foreseen: the service as the tasks of the check so far would have left it.
service_foreseen() {
  service_known=-
  [ "${p_scope-system}" = system ] || return 0
  service_unit=${p_name%.service}
  if foreseen "unit $service_unit"; then
    service_found=true
    # shellcheck disable=SC2086 # three words; - is as it is on the host
    set -- $foreseen
    service_known=$2
    [ "$1" = - ] || service_active=$1
    [ "$2" = - ] || service_enabled=$2
    service_masked=$3
  elif ! $service_found; then
    service_of_file || service_of_package
  fi
}

# service_of_file: whether a unit or an init script that an earlier task would have made brings it.
service_of_file() {
  for service_file in /etc/systemd/system /run/systemd/system /usr/local/lib/systemd/system \
    /usr/lib/systemd/system /lib/systemd/system; do
    case $service_unit in
      *@*) service_file=$service_file/${service_unit%%@*}@.service ;;
      *.*) service_file=$service_file/$service_unit ;;
      *) service_file=$service_file/$service_unit.service ;;
    esac
    if exists "$service_file"; then
      service_found=true
      return 0
    fi
  done
  exists "/etc/init.d/$service_unit" || return 1
  service_found=true
}

# service_of_package: whether a package that would have been installed is named like the service. Debian's start and
# enable what they bring, unless policy-rc.d forbids it; those of others do not.
service_of_package() {
  service_rest=$_foreseen
  while case $service_rest in *"${_nl}package "*) ;; *) return 1 ;; esac do
    service_rest=${service_rest#*"${_nl}package "}
    service_package=${service_rest%%"$_tab"*}
    case ${service_rest#*"$_tab"} in installed*) ;; *) continue ;; esac
    case $service_package:$service_unit in
      lib*) continue ;;
      *"$service_unit"*:* | "$service_package:$service_unit") ;;
      *) case $service_unit in *"$service_package"*) ;; *) continue ;; esac ;;
    esac
    service_found=true
    if have apt-get; then
      service_enabled=true
      [ -x /usr/sbin/policy-rc.d ] || service_active=true
    fi
    return 0
  done
}

service_foresee() {
  if [ "${p_scope-system}" != system ] || [ -z "$p_name" ]; then return 0; fi
  given enabled || service_enabled=${service_known:--}
  for service_action in $service_actions; do
    case $service_action in
      start | restart | reload) service_active=true ;;
      stop) service_active=false ;;
      enable) service_enabled=true ;;
      disable) service_enabled=false ;;
      mask) service_masked=true ;;
      unmask) service_masked=false ;;
    esac
  done
  foresee_that "unit ${p_name%.service}" "${service_active:--} $service_enabled $service_masked"
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
