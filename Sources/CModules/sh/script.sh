# Run a script of the controller on the host.
#
# module ansible.builtin.script
# uses command base64
# param cmd str : The script and its arguments.
# param executable str : The program that runs the script.
# param decrypt bool default=true : Decrypt the script where it is encrypted.
# param _source str : The script as the line has it.
# param _content str : Its content.
# param _content_b64 str : The same in Base64.
# returns msg str : What kept the script from running, or that it failed.
# supports check_mode
# free_form _raw

query() {
  if given creates && [ -e "$p_creates" ]; then script_idle "$p_creates exists, matching creates option"; fi
  if given removes && [ ! -e "$p_removes" ]; then
    script_idle "$p_removes does not exist, matching removes option"
  fi
  # Without creates and removes nobody knows what the script would do.
  if $_check && ! given creates && ! given removes; then
    script_idle "Check mode is not supported for this task."
  fi
  change
}

script_idle() {
  put_s msg "$1"
  put_j skipped true
  put_j changed false
  _leave "$_applied"
}

script_content() {
  if given _content_b64; then decode_base64 "$p__content_b64"; else printf %s "$p__content"; fi
}

apply() {
  temporary
  script_file=$_tmp/${p__source##*/}
  (umask 077 && script_content >"$script_file" && chmod 700 "$script_file") ||
    fail "cannot write the script to $_tmp"
  case $p_chdir in
    '') ;;
    /*) cd -P -- "$p_chdir" 2>/dev/null || command_no_folder ;;
    *) fail "chdir $p_chdir must be an absolute path for a Unix-aware remote node" ;;
  esac
  command_run /bin/sh -c "${p_executable:+$p_executable }${p__raw%%"$p__source"*}$script_file${p__raw#*"$p__source"}"
}
