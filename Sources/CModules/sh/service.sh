# Manages services, with the service manager that the host has.
#
# module ansible.builtin.service
# uses managers service_systemd service_sysvinit service_openrc
# param name str required : The service.
# param state str choices=reloaded,restarted,started,stopped : What it shall be now.
# param enabled bool : Whether it shall start at boot.
# param sleep int : Seconds between stop and start of a restart; init scripts only.
# param pattern str : What to look for in `ps` where a script has no status.
# param runlevel str default=default : The run level, for OpenRC.
# param arguments str default= aliases=args : Further arguments for an init script.
# param use str default=auto : The service manager to use.
# param force bool : For systemd, see its module.
# param masked bool : For systemd, see its module.
# param daemon_reload bool default=false aliases=daemon-reload : For systemd, see its module.
# param daemon_reexec bool default=false aliases=daemon-reexec : For systemd, see its module.
# param scope str default=system choices=system,user,global : For systemd, see its module.
# param no_block bool default=false : For systemd, see its module.
# returns status dict : The unit's properties, as they were before; with systemd.
# returns state str : What it is now.
# returns enabled bool : Whether it starts at boot.
# supports check_mode

query() {
  service_pick
  [ "$service_backend" != systemd ] || systemd_reload
  service_query
}

apply() { service_apply; }
foresee() { service_foresee; }

report() {
  service_report
  if [ "$service_backend" = systemd ]; then systemd_status; fi
}

# service_pick: sets $service_backend.
service_pick() {
  service_backend=${p_use##*.}
  if [ "$service_backend" = auto ]; then
    # The common case needs no look at process 1.
    service_mgr=systemd
    [ -d /run/systemd/system ] || service_manager
    service_backend=$service_mgr
  fi
  case $service_backend in
    systemd | openrc) ;;
    systemd_service) service_backend=systemd ;;
    runit | svc | openwrt_init | upstart) fail "the service manager $service_backend is not supported" ;;
    *) service_backend=sysvinit ;;
  esac
}
