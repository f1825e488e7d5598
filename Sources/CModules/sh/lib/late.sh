# The status of what calls have made, looked at once for many calls.
#
# part late
# uses stat
#
# A call that need not tell the status of its file at once owes it: its reply ends with status 62, and
# `_settle` sends the rest, before anything is done that may change the file again. The controller
# knows by the paths when that is; here links are looked for, as those give a file a second path.

# owes PATH: whether the call may owe the status of PATH, which may be a link itself, and does so.
owes() {
  if [ -z "$_late" ] || [ "$1" != "$_late_path" ] || ! _plain "${1%/*}"; then return 1; fi
  _applied=62
}

# _plain PATH: whether no part of the path is a link.
_plain() {
  _plain_rest=$1
  while [ -n "$_plain_rest" ]; do
    [ ! -h "$_plain_rest" ] || return 1
    _plain_rest=${_plain_rest%/*}
  done
}

# _owing NUMBER [WANT PATH]…: settles unless the path of that entry is plain.
_owing() {
  shift $((2 * $1))
  _plain "$1" || _settle
}

# _settle: sends the rest of all replies that are owed. One `stat` tells of all files.
_settle() {
  [ -n "$_owed" ] || return 0
  _list _settle_all
  _owed=''
}

# _settle_all [WANT PATH]…: $_owed has ID:ENTRY:MODE of each call.
_settle_all() {
  _see_numbers='' _see_words='' _reply=''
  for _settle_one in $_owed; do
    _settle_number=${_settle_one#*:} _settle_number=${_settle_number%:*}
    _see_numbers="$_see_numbers $_settle_number"
    _see_words="$_see_words \"\${$((2 * _settle_number))}\""
    eval "_seen_$_settle_number="
  done
  _see_out=$(eval "_stat_start $_see_words") && _see_status
  for _settle_one in $_owed; do
    _settle_number=${_settle_one#*:} _settle_number=${_settle_number%:*}
    eval "seen=\$_seen_$_settle_number _settle_path=\${$((2 * _settle_number))}"
    # Where one went away meanwhile, each is asked about by itself.
    [ -n "$seen" ] || seen=$(_stat_start "$_settle_path") || seen=''
    _reply="${_reply}B $_token ${_settle_one%%:*}$_nl"
    [ -z "$seen" ] || _settle_report "${_settle_one##*:}"
    _reply="${_reply}E $_token ${_settle_one%%:*} 64$_nl"
  done
  flush
}

# _settle_report MODE: a default ACL of the folder may have made another mode than the umask did.
_settle_report() {
  _stat_take
  if [ "$1" != - ] && [ "$1" != "$st_perms" ] && [ "$st_state" != link ]; then
    attempt chmod -- "0$1" "$_settle_path" || warn "chmod failed: $error"
    seen=$(_stat_start "$_settle_path") && _stat_take
  fi
  file_status
}
