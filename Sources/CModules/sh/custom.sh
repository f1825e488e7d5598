# Runs a module of the user's own: a file by one of Ansible's documented protocols.
#
# module bosun.internal.custom
# uses base64
# param _file str required : The name of the module's file in the private folder.
# param _define str : The shell function that writes the file to standard output.
# param _way str required : Where the arguments are: `file` beside the module, `stdin`, or `inside` it.
# param _interpreter str : Quoted words that stand before the file; none for a file that runs by itself.
# param _python bool default=false : Whether a Python is to be looked for on the host.
# param _pythons str : Quoted names of Pythons to try, in place of the usual ones.
# param _arguments str : The text of the arguments up to the private folder's name, which only the host knows.
# param _rest str : What follows after it.
# supports check_mode

# A module tells by its own words what it has changed, and whether it can do without.
query() {
  temporary
  if $p__python; then custom_python; fi
  custom_arguments=$p__arguments$_tmp$p__rest
  custom_file=$_tmp/$p__file
  custom_place || fail "cannot write the module to $custom_file"
  custom_input=/dev/null
  eval "set -- $p__interpreter \"\$custom_file\""
  case $p__way in
    file)
      custom_input_file
      set -- "$@" "$_tmp/args"
      ;;
    stdin)
      custom_input_file
      custom_input=$_tmp/args
      ;;
  esac
  custom_rc=0
  (
    user_environment
    exec 3>&- <"$custom_input" >"$_tmp/stdout" 2>"$_tmp/stderr"
    exec "$@"
  ) || custom_rc=$?
  put_j rc "$custom_rc"
  put_data stdout "$_tmp/stdout"
  put_data stderr "$_tmp/stderr"
  rm -f "$_tmp/args"
  : >"$_tmp/stdout" 2>"$_tmp/stderr"
}

# What holds the arguments in itself differs from call to call, anything else is written once.
custom_place() {
  if [ "$p__way" != inside ] && [ -e "$custom_file" ]; then return 0; fi
  (
    umask 077
    mkdir -p "${custom_file%/*}" && "$p__define" "$custom_arguments" >"$custom_file"
  ) && chmod 700 "$custom_file"
}

custom_input_file() {
  (umask 077 && printf %s "$custom_arguments" >"$_tmp/args") || fail "cannot write to $_tmp"
}

# The system's own Python first: what it has installed for modules is there.
custom_python() {
  set -- /usr/bin/python3 python3 /usr/libexec/platform-python python3.13 python3.12 python3.11 \
    python3.10 python3.9 python3.8 /usr/bin/python python
  if [ -n "$p__pythons" ]; then eval "set -- $p__pythons"; fi
  for custom_name do
    custom_found=$(PATH=$_user_path && command -v "$custom_name") || continue
    p__interpreter="'$custom_found' $p__interpreter"
    return 0
  done
  put_j custom_python false
  fail "there is no Python on this host"
}
