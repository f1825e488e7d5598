# Manages units of systemd.
#
# module ansible.builtin.systemd
# alias ansible.builtin.systemd_service
# uses service_systemd
# param name str aliases=service,unit : The unit; a name without extension is a service.
# param state str choices=reloaded,restarted,started,stopped : What it shall be now.
# param enabled bool : Whether it shall start at boot.
# param force bool : Replace links that are in the way.
# param masked bool : Whether it shall be masked.
# param daemon_reload bool default=false aliases=daemon-reload : Have systemd read its files again first.
# param daemon_reexec bool default=false aliases=daemon-reexec : Have systemd execute itself again first.
# param scope str default=system choices=system,user,global : The manager that is meant.
# param no_block bool default=false : Do not wait until it is done.
# rule required_one_of state enabled masked daemon_reload daemon_reexec
# rule required_by state name
# rule required_by enabled name
# rule required_by masked name
# returns status dict : The unit's properties, as they were before.
# returns state str : What it is now.
# returns enabled bool : Whether it starts at boot.
# supports check_mode

service_backend=systemd

query() {
  systemd_reload
  [ -z "$p_name" ] || service_query
}

apply() { service_apply; }
foresee() { service_foresee; }

report() {
  [ -z "$p_name" ] || service_report
  systemd_status
}
