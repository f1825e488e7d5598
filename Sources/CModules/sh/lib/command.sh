# Commands of the user: `command` and `shell`.
#
# part command
# uses words foresight
# param _raw str : The command line as written; the engine gives it for free form and `cmd`.
# param chdir path : Change into this folder before.
# param creates path : A path or pattern; when there is something, nothing runs.
# param removes path : A path or pattern; when there is nothing, nothing runs.
# param stdin str : What the command reads on its standard input.
# param stdin_add_newline bool default=true : End that with a newline.
# param strip_empty_ends bool default=true : Leave out newlines at the end of the output.
# returns rc int : The exit status.
# returns stdout str : The standard output.
# returns stderr str : The standard error.

# command_query: what stands against running the command; otherwise it would run, or runs.
command_query() {
  command_skip=
  # In check mode the folder may be one that an earlier task would have made.
  if [ -n "$p_chdir" ] && { ! $_check || { [ -d "$p_chdir" ] && is_folder "$p_chdir"; }; }; then
    # Without links in $PWD, as where a process changes its folder by itself.
    cd -P -- "$p_chdir" 2>/dev/null || command_no_folder
  fi
  if $_check; then should=Would; else should=Did; fi
  if given creates && command_match "$p_creates"; then
    command_skip="$should not run command since '$p_creates' exists"
    put_s stdout "skipped, since $p_creates exists"
  elif given removes && ! command_match "$p_removes"; then
    command_skip="$should not run command since '$p_removes' does not exist"
    put_s stdout "skipped, since $p_removes does not exist"
  fi
  if [ -n "$command_skip" ]; then
    command_idle "$command_skip"
  elif $_check; then
    command_idle "Command would have run if not in check mode"
    put_s stdout ''
    # Without creates and removes nobody knows whether there was anything to do.
    if given creates || given removes; then change; else put_j skipped true; fi
  else
    change
  fi
}

command_idle() {
  put_j rc 0
  put_s msg "$1"
  put_s stderr ''
}

command_no_folder() {
  why='[Errno 2] No such file or directory'
  if [ -d "$p_chdir" ]; then why='[Errno 13] Permission denied'
  elif [ -e "$p_chdir" ]; then why='[Errno 20] Not a directory'; fi
  command_missing null "Unable to change directory before execution: $why: b'$p_chdir'"
}

# command_missing RC MESSAGE: fails without having run anything, with all that Ansible returns.
command_missing() {
  put_j rc "$1"
  put_s stdout ''
  put_s stderr ''
  fail "$2"
}

# command_match PATTERN: whether anything has a name that matches.
command_match() {
  case $1 in /* | '') command_path=$1 ;; *) command_path=${p_chdir:-$PWD}/$1 ;; esac
  if exists "$command_path"; then return 0; fi
  case $1 in *[*?[]*) ;; *) return 1 ;; esac
  command_ifs=$IFS
  IFS=
  # shellcheck disable=SC2086 # a pattern
  set -- $1
  IFS=$command_ifs
  [ -e "$1" ] || [ -h "$1" ]
}

# command_run WORD…: runs it with its own locale and no descriptor of ours, and puts the results.
# Output goes to files: a child that stays in the background cannot hold up the reply.
command_run() {
  temporary
  command_rc=0
  if given stdin; then
    if $p_stdin_add_newline; then p_stdin=$p_stdin$_nl; fi
    (umask 077 && printf %s "$p_stdin" >"$_tmp/stdin") || fail "cannot write to $_tmp"
    command_stdin=$_tmp/stdin
  else
    command_stdin=/dev/null
  fi
  (
    user_environment
    exec 3>&- <"$command_stdin" >"$_tmp/stdout" 2>"$_tmp/stderr"
    exec "$@"
  ) || command_rc=$?
  # A command that finds no room for its output need not say so, and could not.
  { echo >"$_tmp/room"; } 2>/dev/null ||
    fail "No space left on device for the output of the command in $_tmp; its status was $command_rc"
  put_j rc "$command_rc"
  if $p_strip_empty_ends; then command_put=put_text; else command_put=put_data; fi
  $command_put stdout "$_tmp/stdout"
  $command_put stderr "$_tmp/stderr"
  # What is shown of a running command must not be what this one wrote.
  : >"$_tmp/stdout" 2>"$_tmp/stderr"
  [ "$command_rc" -eq 0 ] || command_nonzero
  put_s msg ''
}

command_nonzero() {
  put_s msg 'non-zero return code'
  failed true
}
