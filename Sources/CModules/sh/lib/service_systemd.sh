# Services with systemd. One `systemctl show` answers everything.
#
# part service_systemd
# uses service

# systemctl_run ARGUMENT…: systemctl with the options that the parameters ask for.
systemctl_run() {
  [ "$p_scope" = system ] || set -- "--$p_scope" "$@"
  ! $p_no_block || set -- --no-block "$@"
  [ "$p_force" != true ] || set -- --force "$@"
  capture systemctl "$@"
}

# systemd_reload: makes systemd read its files again. It does so before anything is looked at, and
# Ansible does not count it as a change, so it is no part of `apply`.
systemd_reload() {
  : "${XDG_RUNTIME_DIR=/run/user/$(id -u)}"
  export XDG_RUNTIME_DIR
  have systemctl || fail "Failed to find required executable \"systemctl\" in paths: $PATH"
  for service_verb in daemon-reload daemon-reexec; do
    case $service_verb:$p_daemon_reload:$p_daemon_reexec:$_check in
      daemon-reload:true:*:false | daemon-reexec:*:true:false) ;;
      *) continue ;;
    esac
    systemctl_run "$service_verb"
    [ "$rc" -ne 0 ] || continue
    systemd_offline || fail "failure $rc during $service_verb: $err"
    warn "$service_verb failed, but target is a chroot or systemd is offline. Continuing. Error was: $rc / $err"
  done
}

systemd_offline() { [ "${SYSTEMD_OFFLINE-}" = 1 ] || [ ! -d /run/systemd/system ]; }

# property NAME: sets $value to a property out of what `systemctl show` printed.
property() {
  value=''
  case $_nl$service_status in
    *"$_nl$1="*) value=$_nl$service_status; value=${value#*"$_nl$1="}; value=${value%%"$_nl"*} ;;
  esac
}

systemd_look() {
  systemctl_run show -- "$p_name"
  service_status=$out
  property LoadState
  case $rc:$value in
    0:?*) ;;
    *) systemd_look_offline; return ;;
  esac
  case $value in
    not-found) ;;
    masked) service_found=true service_masked=true ;;
    *)
      service_found=true
      property LoadError
      [ -z "$value" ] || fail "Error loading unit file '$p_name': $value" ;;
  esac
  property ActiveState
  case $value in active | activating | reloading | refreshing) service_active=true ;; esac
  [ "$value:$p_state" != deactivating:stopped ] || service_active=true
  property UnitFileState
  service_file_state=$value
  case $value in masked | masked-runtime) service_masked=true ;; esac
  if given enabled; then systemd_enabled; fi
  systemd_script
}

# systemd_script: a service that only has an init script counts too.
systemd_script() {
  if ! $service_found && [ -x "/etc/init.d/$p_name" ]; then
    service_found=true
    warn "The service ($p_name) is actually an init script but the system is managed by systemd"
  fi
}

# systemd_enabled: what `systemctl is-enabled` would say; it is asked where only it can know.
systemd_enabled() {
  case $service_file_state in
    enabled | static) service_enabled=true ;;
    '' | generated | bad)
      systemctl_run is-enabled -- "$p_name"
      case $rc:$out in
        0:enabled-runtime | 0:indirect | 0:alias) ;;
        0:*) service_enabled=true ;;
      esac ;;
  esac
}

# systemd_look_offline: systemd does not run, as in a chroot; only files can be looked at.
systemd_look_offline() {
  service_status='' service_active=''
  systemctl_run is-enabled -- "$p_name"
  service_file_state=${out##*"$_nl"}
  case $service_file_state in
    masked) service_found=true service_masked=true ;;
    enabled | static | generated) service_found=true service_enabled=true ;;
    enabled-runtime | linked | linked-runtime | masked-runtime | indirect | disabled | transient | alias)
      service_found=true ;;
    *) [ ! -x "/etc/init.d/$p_name" ] || service_found=true ;;
  esac
}

systemd_do() { systemctl_run "$1" -- "$p_name"; }

# systemd_status: the result `status`, every property as it was before the module did anything.
systemd_status() {
  put_map status
  set -f
  IFS=$_nl
  for service_line in ${service_status-}; do
    case $service_line in
      *[!A-Za-z0-9]*=*)
        service_key=${service_line%%=*}
        case $service_key in *[!A-Za-z0-9]*) continue ;; esac ;;
      *=*) service_key=${service_line%%=*} ;;
      *) continue ;;
    esac
    put_s "$service_key" "${service_line#*=}"
  done
  unset IFS
  set +f
  put_close
}
