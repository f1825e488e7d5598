# Files written in one step: the new content goes beside the old file and takes its name only when
# it is complete, valid, and has its owner and mode. Until then the old file is as it was.
#
# part write
# uses files words
# returns backup_file str : The copy of the old file.

# write_begin DEST: makes the file $write_file, empty and as readable as the new file will be, after
# `stat_take` and `attributes_query` for DEST. A link in DEST's place counts as absent.
write_begin() {
  write_old=false write_exact=true
  write_unsafe
  _write_uid=$fa_uid _write_gid=$fa_gid _write_keep=false
  case $st_state in
    absent | link)
      default_mode false
      write_mode=${fa_mode:-$default_mode} ;;
    *)
      write_old=true
      write_mode=${fa_mode:-$st_mode}
      if [ ! -O "$1" ] || [ ! -G "$1" ]; then
        _write_keep=true
        : "${_write_uid:=$st_uid}" "${_write_gid:=$st_gid}"
      fi ;;
  esac
  _write_in_place=false
  case $1 in
    */*) write_file=${1%/*}/.bosun-$$.tmp ;;
    *) write_file=./.bosun-$$.tmp ;;
  esac
  _write_create && return 0
  if [ "$p_unsafe_writes" = true ] && $write_old; then
    temporary
    write_file=$_tmp/write
    _write_in_place=true
    _write_create && return 0
  fi
  fail "The destination directory (${1%/*}) is not writable by the current user. Error was: cannot create $write_file"
}

# write_unsafe: where the task says nothing of `unsafe_writes`, the environment of the module may.
write_unsafe() {
  if given unsafe_writes || [ -z "${ANSIBLE_UNSAFE_WRITES-}" ]; then return 0; fi
  lower "$ANSIBLE_UNSAFE_WRITES"
  case $lowered in y | yes | on | 1 | true | t | 1.0) p_unsafe_writes=true ;; esac
}

# Nobody can have prepared the file: noclobber opens with O_EXCL.
_write_create() {
  rm_file "$write_file" || return 1
  mode_digits $((511 & ~write_mode))
  umask "$digits"
  set -C
  _write_made=true
  { true >"$write_file"; } 2>/dev/null || _write_made=false
  set +C
  umask "$_umask"
  $_write_made
}

# rm_file PATH: removes what a crash may have left.
rm_file() {
  if [ -e "$1" ] || [ -h "$1" ]; then rm -f -- "$1" 2>/dev/null; fi
}

# write_failed DEST: the content could not be written; says why, as far as it can be known. What was
# written goes only after the look at the room that is left.
write_failed() {
  _write_why="the temporary file beside it could not be written"
  # shellcheck disable=SC2046 # the columns of df
  set -- "$1" $(df -Pk -- "${1%/*}/" 2>/dev/null | tail -n 1)
  if [ "${5-1}" = 0 ]; then _write_why="No space left on device ($2)"; fi
  rm -f -- "$write_file"
  fail "Could not write $1: $_write_why. The file is as it was."
}

# write_end DEST: owner, mode and context, `validate`, `backup`, and the new name.
write_end() {
  if [ -n "$_write_uid$_write_gid" ]; then
    if ! attempt chown -- "$_write_uid${_write_gid:+:$_write_gid}" "$write_file"; then
      # Who may not give files away keeps them, unless the task names the owner.
      [ -z "$fa_uid$fa_gid" ] || write_abort "chown failed: $error"
    fi
  fi
  if $write_old; then _write_access "$1"; fi
  if ! $write_exact || [ $((write_mode & ~438)) -ne 0 ]; then
    mode_digits "$write_mode"
    attempt chmod -- "$digits" "$write_file" || write_abort "chmod failed: $error"
  else
    fa_trusted=${p_mode:+$write_mode}
  fi
  if $selinux && $write_old; then chcon --reference="$1" -- "$write_file" 2>/dev/null || :; fi
  if [ -n "${p_validate-}" ]; then write_validate "$p_validate"; fi
  if [ "${p_backup-false}" = true ] && [ -e "$1" ]; then backup_file "$1"; fi
  _write_replace "$1"
  if $selinux && ! $write_old && have restorecon; then restorecon -- "$1" 2>/dev/null || :; fi
  fa_uid='' fa_gid='' fa_mode=''
  if [ -n "$fa_context$fa_flags" ]; then attributes_apply "$1"; fi
}

# The access control list of the old file; the mode, which holds its mask, comes after it.
_write_access() {
  have setfacl || return 0
  _write_list=$(getfacl -cps -- "$1" 2>/dev/null) || return 0
  [ -n "$_write_list" ] || return 0
  printf '%s\n' "$_write_list" | setfacl --set-file=- -- "$write_file" 2>/dev/null || :
  write_exact=false
}

write_abort() {
  rm -f -- "$write_file"
  fail "$1"
}

_write_replace() {
  if ! $_write_in_place; then
    attempt mv -f -- "$write_file" "$1" && return 0
    [ "$p_unsafe_writes" = true ] ||
      write_abort "Could not replace file: $write_file to $1: $error"
  fi
  cat -- "$write_file" >"$1" || write_abort "Could not write data to file ($1) from ($write_file)"
  rm -f -- "$write_file"
}

# write_validate COMMAND: runs it on the new file, %s being its name, without a shell.
write_validate() {
  case $1 in *%s*) ;; *) write_abort "validate must contain %s: $1" ;; esac
  split_words "$1" || write_abort "validate is no command line, a quote is open: $1"
  eval "set -- $words"
  for _validate_word do
    shift
    expand_word "$_validate_word"
    _validate_word=$expanded
    case $_validate_word in
      *%s*) _validate_word=${_validate_word%%%s*}$write_file${_validate_word#*%s} ;;
    esac
    set -- "$@" "$_validate_word"
  done
  temporary
  _validate_rc=0
  (
    user_environment
    exec "$@" >"$_tmp/validate.out" 2>"$_tmp/validate.err" 3>&- 4<&-
  ) || _validate_rc=$?
  [ "$_validate_rc" -ne 0 ] || return 0
  put_j exit_status "$_validate_rc"
  put_data stdout "$_tmp/validate.out"
  put_data stderr "$_tmp/validate.err"
  write_abort "failed to validate"
}

# backup_file PATH: keeps the old file beside it under Ansible's name, and puts that name.
backup_file() {
  backup_file=$1.$$.$(date +%Y-%m-%d@%H:%M:%S)~
  _backup_error=$(cp -p -- "$1" "$backup_file" 2>&1) ||
    write_abort "Could not make backup of $1 to $backup_file: $_backup_error"
  put_s backup_file "$backup_file"
}
