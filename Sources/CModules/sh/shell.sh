# Execute shell commands on targets.
#
# module ansible.builtin.shell
# uses command
# param cmd str : The command line.
# param executable path : The shell, in place of /bin/sh.
# returns msg str : What kept the command from running, or that it failed.
# looks
# supports check_mode
# free_form _raw

query() {
  line=${p__raw:-$p_cmd}
  case $line in
    *[![:space:]]*) ;;
    *) command_missing 256 "no command given" ;;
  esac
  command_query
}

apply() {
  shell=${p_executable:-/bin/sh}
  have "$shell" || command_missing 2 "[Errno 2] No such file or directory: b'$shell'"
  command_run "$shell" -c "$line"
}
