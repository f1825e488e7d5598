# Services with OpenRC.
#
# part service_openrc
# uses service

openrc_look() {
  [ -x "/etc/init.d/$p_name" ] || return 0
  service_found=true
  [ ! -e "/etc/runlevels/$p_runlevel/$p_name" ] || service_enabled=true
  [ -n "$p_state" ] || return 0
  capture rc-service "$p_name" status
  [ "$rc" -ne 0 ] || service_active=true
}

openrc_do() {
  # The arguments are words by intention.
  # shellcheck disable=SC2086
  case $1 in
    enable) capture rc-update add "$p_name" "$p_runlevel" ;;
    disable) capture rc-update del "$p_name" "$p_runlevel" ;;
    mask | unmask) fail "a service can be masked only with systemd" ;;
    *) capture rc-service "$p_name" "$1" ${p_arguments-} ;;
  esac
}
