# Execute commands on targets.
#
# module ansible.builtin.command
# uses command
# param cmd str : The command line.
# param argv list elements=str : The command as a list of words.
# param executable str : Not used by this module, as in Ansible.
# param expand_argument_vars bool default=true : Expand $NAME and ~ in the words.
# returns msg str : What kept the command from running, or that it failed.
# looks
# supports check_mode
# free_form _raw

query() {
  if given executable; then
    warn "As of Ansible 2.4, the parameter 'executable' is no longer supported with the 'command' module. Not using '$p_executable'."
  fi
  line=${p__raw:-$p_cmd}
  words=$p_argv
  case $line in
    *[![:space:]]*)
      [ -z "$p_argv" ] || command_missing 256 "only command or argv can be given, not both"
      split_words "$line" || command_missing 256 "No closing quotation" ;;
    *) [ -n "$p_argv" ] || command_missing 256 "no command given" ;;
  esac
  command_query
}

apply() {
  eval "set -- $words"
  if $p_expand_argument_vars; then
    for word do
      shift
      case $word in
        *\$* | '~'*) expand_word "$word" ;;
        *) expanded=$word ;;
      esac
      set -- "$@" "$expanded"
    done
  fi
  command_find "$1"
  command_run "$@"
}

# command_find NAME: fails with Ansible's words where there is no such program; a built-in of the
# shell does not count.
command_find() {
  case $1 in
    */*)
      if [ -e "$1" ]; then
        if [ -x "$1" ] && [ ! -d "$1" ]; then return 0; fi
        command_missing 13 "[Errno 13] Permission denied: b'$1'"
      fi ;;
    *)
      command_path=$_user_path:
      while [ -n "$command_path" ]; do
        command_file=${command_path%%:*}/$1
        command_path=${command_path#*:}
        if [ -f "$command_file" ] && [ -x "$command_file" ]; then return 0; fi
      done ;;
  esac
  command_missing 2 "[Errno 2] No such file or directory: b'$1'"
}
