# What every module shares: replies, differences, failures, temporary files, captured commands.
#
# The controller sends this text once per shell, then the text of each module when it is first
# needed, then one short frame per call. Descriptor 3 carries replies and nothing else: modules
# and the commands they start have other descriptors, so no output of theirs can pass for a reply.
# LC_ALL is C for modules, and tools of administrators are found wherever the login's PATH ends;
# `user_environment` gives commands of the user back what was theirs.

_nl='
'
_tab='	'
_user_lc_all=${LC_ALL-}
_user_lc_all_set=${LC_ALL+set}
_user_path=$PATH
_sbin=/usr/local/sbin:/usr/sbin:/sbin
LC_ALL=C
PATH=$PATH:$_sbin
export LC_ALL PATH
_umask=$(umask)
_stopped=' '
_owed='' _late=''
# What the tasks of a check would have made, see `lib/foresight.sh`, and what a call adds to it, which it prints
# on descriptor 5 when it ends.
_foreseen='' _foresight='' _foresees=false
_seen_first=1 _seen_last=0 _seen_window=256

# How a call ends, as the status of its subshell: 63 nothing was applied, 64 something was, 65 it
# failed; 62 something was applied, and the status of its file is owed; 67 what it was sent on is not
# so, nothing was applied, and all that its epoch has sent after it does not count. Then it has sent
# its end itself. 66: it did not begin. Any other status means that its script ended where it should
# not.

# _begin ID [EPOCH TASK STOPS [FIRST LAST [MODE]]]: opens the reply to call ID. STOPS is 1 or empty.
# False when the call must not run, as another task of its epoch failed before it. FIRST and LAST
# number the entries of `_list` that the call will ask about. With MODE it may owe the status of what
# the first of them names, which is to have that mode, four digits, or any for `-`.
_begin() {
  _id=$1 _epoch=${2-} _order=${4:+$2:$3} _seen_from=${5:-1} _seen_to=${6:-0} _late_mode=${7-}
  case $_stopped in
    *" $_epoch:0 "*) return 66 ;;
    *" $_epoch:"*) case $_stopped in *" $2:$3 "*) ;; *) return 66 ;; esac ;;
  esac
  if [ "$_seen_from" -lt "$_seen_first" ] || [ "$_seen_to" -gt "$_seen_last" ]; then
    [ "$_seen_to" -eq 0 ] || _list _see "$_seen_from" "$_seen_to"
  fi
  [ -z "$_owed" ] || [ -z "$_late_mode" ] || _list _owing "$_seen_from"
  _reply="B $_token $1$_nl"
}

# _end ID STATUS: what has to be done after a call. What may have been changed has to be looked at
# again; a failure of a call that stops its epoch is kept.
_end() {
  case $_foresight in ?*) _foreseen=$_foresight$_foreseen _foresight='' ;; esac
  case $2 in 62 | 63 | 64 | 65 | 67) ;; *) printf 'E %s %s %s\n' "$_token" "$1" "$2" >&3 ;; esac
  case $2 in
    63 | 66) return 0 ;;
    67) _stopped="$_stopped$_epoch:0 " ;;
    0 | 64) ;;
    62) _owed="$_owed $1:$_seen_from:$_late_mode" ;;
    *)
      if [ -n "$_order" ]; then _stopped="$_stopped$_order "; fi
      # Standard error tells why it died, up to this line.
      [ "$2" = 65 ] || printf '\nE %s %s\n' "$_token" "$1" >&2 ;;
  esac
  _seen_first=1 _seen_last=0 _seen_window=1
}

# flush: sends what has been put so far. The rest goes when the call ends.
flush() {
  printf %s "$_reply" >&3
  _reply=''
}

# _leave STATUS: ends the call and its reply.
_leave() {
  [ -z "$_foresight" ] || printf %s "$_foresight" >&5
  _reply="${_reply}E $_token $_id $1$_nl"
  flush
  exit "$1"
}

# recall: ends a call that was sent on something that is not so.
recall() {
  put_j _recalled true
  put_j changed false
  _leave 67
}

# put_s KEY TEXT: a string of the result. Lengths are bytes, as LC_ALL is C.
put_s() { _reply="${_reply}s ${#2} $1$_nl$2$_nl"; }

# put_j KEY JSON: any other value of the result, as JSON text: true, 42, null, [1, 2].
put_j() { _reply="${_reply}j ${#2} $1$_nl$2$_nl"; }

# put_json KEY TEXT: what a stranger says is JSON; nothing where it is not.
put_json() { _reply="${_reply}J ${#2} $1$_nl$2$_nl"; }

# put_map KEY, put_list KEY, put_close: nested values; inside a list the key is empty.
put_map() { _reply="${_reply}{ 0 $1$_nl"; }
put_list() { _reply="${_reply}[ 0 $1$_nl"; }
put_close() { _reply="${_reply}} 0 $_nl"; }

# put_data KEY FILE: the bytes of a file as a string, whatever they are; nothing but `cat` starts,
# and not even that for an empty file.
put_data() { _put_file 0 "$@"; }

# put_text KEY FILE: the same without the newlines at the end.
put_text() { _put_file 1 "$@"; }

_put_file() {
  _reply="${_reply}d $1 $2$_nl"
  if [ -s "$3" ]; then
    flush
    cat "$3" >&3
  fi
  _reply="$_reply$_nl.$_token$_nl"
}

# given NAME: whether the task gave this parameter.
given() {
  case $_given in *" $1 "*) return 0 ;; esac
  return 1
}

# change: something differs from what is wanted, so `apply` has work to do.
change() { _changed=true; }

# differ FIELD BEFORE AFTER: like `change`, and names the field for the diff.
differ() {
  _changed=true
  diff_field "$@"
}

# diff_field FIELD BEFORE AFTER: a field of the diff that is no change by itself.
diff_field() {
  if $_diff; then
    _reply="${_reply}< ${#2} $1$_nl$2$_nl> ${#3} $1$_nl$3$_nl"
  fi
}

# diff_text HEADER BEFORE AFTER: a text for the diff, in the form that Ansible's callbacks take.
diff_text() {
  $_diff || return 0
  put_list diff
  put_map ''
  put_s before_header "$1"
  put_s after_header "$1"
  put_s before "$2"
  put_s after "$3"
  put_close
  put_close
}

# fail MESSAGE: ends the module as failed. Not from within $( ), which would end only that. What
# differs has not been changed then, so `changed` is false, as in Ansible.
fail() {
  put_s msg "$1"
  failed false
}

# failed CHANGED: ends the call as failed, without the file $undo where one is named. Nothing else puts `failed`, so that the status of the call
# always tells.
failed() {
  [ -z "${undo-}" ] || rm -f -- "$undo"
  put_j failed true
  put_j changed "$1"
  _leave 65
}

# unknown MESSAGE: ends a call of a check that cannot know what a real run would find.
unknown() {
  put_j unknown true
  put_j skipped true
  put_s msg "$1"
  put_j changed false
  _leave 63
}

# warn MESSAGE: a warning beside the result.
warn() { _reply="${_reply}w ${#1} $_nl$1$_nl"; }

# have COMMAND: whether a command exists, without starting anything.
have() { command -v "$1" >/dev/null 2>&1; }

# temporary: makes sure that the private folder $_tmp is there. The name is random, and mkdir
# refuses a name that exists, so nobody can have prepared it.
temporary() {
  [ -d "$_tmp" ] || _problem=$(mkdir -m 700 "$_tmp" 2>&1) ||
    fail "cannot make the temporary folder: $_problem"
}

# attempt COMMAND [ARGUMENT…]: runs a tool that prints nothing when all is well; $error is what it says
# otherwise. A shell starts a program cheaper when it need not listen, so the words are asked for in a
# second try.
attempt() { "$@" >/dev/null 2>&1 || error=$("$@" 2>&1); }

# capture COMMAND [ARGUMENT…]: runs a tool; $out is its output, $err its errors, $rc its status.
capture() {
  temporary
  rc=0
  out=$("$@" 2>"$_tmp/err") || rc=$?
  err=
  if [ -s "$_tmp/err" ]; then err=$(cat "$_tmp/err"); fi
}

# must MESSAGE COMMAND [ARGUMENT…]: captures, and fails with the tool's own words when it fails.
must() {
  _must_message=$1
  shift
  capture "$@"
  [ "$rc" -eq 0 ] && return 0
  put_j rc "$rc"
  put_s stdout "$out"
  put_s stderr "$err"
  fail "$_must_message: ${err:-${out:-exit status $rc}}"
}

# user_environment: in a subshell, right before a command of the user.
user_environment() {
  PATH=$_user_path
  if [ -n "$_user_lc_all_set" ]; then LC_ALL=$_user_lc_all; else unset LC_ALL; fi
}

# lower TEXT: sets $lowered, without starting anything for texts that are lower-case already.
lower() {
  case $1 in
    *[A-Z]*) lowered=$(printf %s "$1" | tr '[:upper:]' '[:lower:]') ;;
    *) lowered=$1 ;;
  esac
}

# The life of a module: `query` finds what differs, `apply` changes it, `report` tells the state.
# A module defines those it needs. In check mode `foresee` tells later calls of the check what `apply` would
# have made.
query() { :; }
apply() { :; }
foresee() { :; }
report() { :; }

# _main: the frame has set the parameters, $_check, $_diff, $_foresees (a check of the whole run, whose tasks
# count on each other), and $_applied to how the call ends when nothing is applied. A script that ends
# elsewhere still sends what it has put.
_main() {
  trap flush EXIT
  set -u
  _changed=false
  query
  if $_changed && ! $_check; then
    _applied=64 _seen_to=0 _seen_more=''
    apply
  elif $_changed && $_foresees; then
    foresee
  fi
  report
  put_j changed "$_changed"
  _leave "$_applied"
}

# Folders that a crash left behind: ours by owner, named after a shell that is no more.
_sweep() {
  for _folder in "${TMPDIR:-/tmp}"/bosun-*-*; do
    if [ ! -O "$_folder" ] || [ ! -d "$_folder" ] || [ -h "$_folder" ]; then continue; fi
    _owner=${_folder##*/bosun-}
    _owner=${_owner%%-*}
    case $_owner in *[!0-9]*) continue ;; esac
    kill -0 "$_owner" 2>/dev/null || rm -rf "$_folder"
  done
}

_tmp=${TMPDIR:-/tmp}/bosun-$$-$_name
trap '[ ! -d "$_tmp" ] || rm -rf "$_tmp"' EXIT
trap 'exit 129' HUP
# Nobody reads the replies any more: without a trap the shell would end and not remove its folder.
trap 'exit 141' PIPE
trap 'exit 143' TERM
_sweep
