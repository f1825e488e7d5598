# Services with init scripts.
#
# part service_sysvinit
# uses service

sysvinit_look() {
  [ -x "/etc/init.d/$p_name" ] || return 0
  service_found=true
  # Any run level where it starts counts.
  for service_link in /etc/rc[2345].d/S[0-9][0-9]"$p_name"; do
    [ ! -e "$service_link" ] || service_enabled=true
  done
  [ -n "$p_state" ] || return 0
  if [ -n "$p_pattern" ]; then
    capture ps -ef
    [ "$rc" -eq 0 ] || capture ps
    case $out in *"$p_pattern"*) service_active=true ;; esac
    return
  fi
  sysvinit_run status
  case $rc:$out in
    0:*'not running'* | 0:*stopped*) ;;
    0:*) service_active=true ;;
  esac
}

# sysvinit_run VERB: the script, as `service` would start it: from / and with little environment.
sysvinit_run() {
  # The arguments are words by intention.
  # shellcheck disable=SC2086
  capture env -i PATH="$PATH" TERM="${TERM-dumb}" LC_ALL=C sh -c 'cd / && exec "$@"' service "/etc/init.d/$p_name" "$1" ${p_arguments-}
}

sysvinit_do() {
  case $1 in
    enable | disable) sysvinit_enable "$1" ;;
    mask | unmask) fail "a service can be masked only with systemd" ;;
    restart)
      if [ -n "${p_sleep-}" ]; then
        sysvinit_run stop
        sleep "$p_sleep"
        sysvinit_run start
      else
        sysvinit_run restart
      fi ;;
    *) sysvinit_run "$1" ;;
  esac
}

sysvinit_enable() {
  if have update-rc.d; then
    if [ "$1" = enable ]; then capture update-rc.d "$p_name" defaults; fi
    capture update-rc.d "$p_name" "$1"
  elif have chkconfig; then
    capture chkconfig --add "$p_name"
    if [ "$1" = enable ]; then capture chkconfig "$p_name" on; else capture chkconfig "$p_name" off; fi
  else
    fail "cannot detect command to enable service $p_name, typo or init system potentially unknown"
  fi
}
