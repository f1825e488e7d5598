# Attributes of all that is below a folder.
#
# part recurse
# uses files
#
# No name is ever read from a listing, as names can hold anything: `find` tells which kinds of
# modes and owners there are, and changes by the same tests.

# recurse_query PATH: finds out what differs below PATH.
recurse_query() {
  _recurse_kinds=
  _recurse_follow=
  if $p_follow; then _recurse_follow=-L; fi
  if [ -n "$p_attributes$p_seuser$p_serole$p_setype$p_selevel" ]; then
    warn "attributes and SELinux contexts are set on $1 only, not on what is below"
  fi
  [ -n "$p_mode$p_owner$p_group" ] || return 0
  # shellcheck disable=SC2086 # no word at all without -L
  _recurse_lines=$(
    find $_recurse_follow "$1" -mindepth 1 -exec stat $_recurse_follow -c %f:%u:%g {} + | sort -u
  )
  _recurse_uid='' _recurse_gid=''
  if [ -n "$p_owner" ] && owner_id "$p_owner"; then _recurse_uid=$id; fi
  if [ -n "$p_group" ] && group_id "$p_group"; then _recurse_gid=$id; fi
  for _recurse_line in $_recurse_lines; do _recurse_kind "$_recurse_line"; done
}

# _recurse_kind MODE:UID:GID: whether files of this kind differ.
_recurse_kind() {
  _recurse_mode=$((0x${1%%:*}))
  _recurse_owner=${1#*:}
  if [ "${_recurse_uid:-${_recurse_owner%:*}}:${_recurse_gid:-${_recurse_owner#*:}}" != \
    "$_recurse_owner" ]; then
    change
  fi
  if [ -z "$p_mode" ] || [ $((_recurse_mode >> 12)) -eq 10 ]; then return 0; fi
  _recurse_folder=false
  if [ $((_recurse_mode >> 12)) -eq 4 ]; then _recurse_folder=true; fi
  mode_wanted "$p_mode" $((_recurse_mode & 4095)) $_recurse_folder
  if [ "$wanted_mode" -eq $((_recurse_mode & 4095)) ]; then return 0; fi
  change
  mode_digits $((_recurse_mode & 4095))
  _recurse_kinds="$_recurse_kinds $_recurse_folder:$digits"
  mode_digits "$wanted_mode"
  _recurse_kinds=$_recurse_kinds:$digits
}

# recurse_apply PATH: owners first, then each file by the only test that it passes.
recurse_apply() {
  _recurse_path=$1
  if [ -n "$_recurse_uid" ]; then
    _recurse_find ! -user "$_recurse_uid" -exec chown -h "$_recurse_uid" {} +
  fi
  if [ -n "$_recurse_gid" ]; then
    _recurse_find ! -group "$_recurse_gid" -exec chgrp -h "$_recurse_gid" {} +
  fi
  _recurse_end=+
  for _recurse_line in $_recurse_kinds; do
    # What one test gives, another would take up: one file after the other then, in one walk.
    case " $_recurse_kinds" in
      *" ${_recurse_line%%:*}:${_recurse_line##*:}:"*) _recurse_end=';' ;;
    esac
  done
  set --
  for _recurse_line in $_recurse_kinds; do
    case $_recurse_line in
      true:*) set -- "$@" -o -type d ;;
      *) set -- "$@" -o ! -type d ;;
    esac
    _recurse_line=${_recurse_line#*:}
    set -- "$@" ! -type l -perm "${_recurse_line%:*}" \
      -exec chmod "0${_recurse_line#*:}" {} "$_recurse_end"
    # busybox takes only one test that ends with a plus.
    if [ "$_recurse_end" = + ]; then
      shift
      _recurse_find "$@"
      set --
    fi
  done
  [ $# -gt 0 ] || return 0
  shift
  _recurse_find '(' "$@" ')'
}

_recurse_find() {
  # shellcheck disable=SC2086 # no word at all without -L
  _recurse_error=$(find $_recurse_follow "$_recurse_path" -mindepth 1 "$@" 2>&1) ||
    fail "Could not recursively set attributes on $_recurse_path. Original error was: '$_recurse_error'"
}
