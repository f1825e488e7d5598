# Answer, to show that the host can be reached and has a shell.
#
# module ansible.builtin.ping
# param data str default=pong : What to answer; `crash` fails.
# returns ping str : The value of `data`.
# supports check_mode

query() {
  [ "$p_data" != crash ] && return 0
  put_s module_stdout ''
  put_s module_stderr 'Exception: boom'
  fail 'MODULE FAILURE: boom'
}

report() {
  put_s ping "$p_data"
}
