# What every module shares: replies, differences, failures, temporary files, captured commands.
#
# The controller sends this text once per shell, then the text of each module when it is first
# needed, then one short frame per call. Descriptor 3 carries replies and nothing else: modules
# and the commands they start have other descriptors, so no output of theirs can pass for a reply.
# LC_ALL is C for modules; `user_locale` gives commands of the user their own locale back.

_nl='
'
_user_lc_all=${LC_ALL-}
_user_lc_all_set=${LC_ALL+set}
LC_ALL=C
export LC_ALL
_stopped=' '

# How a call ends, as the status of its subshell: 0 nothing was applied, 64 something was, 65 it has
# failed, 66 it did not begin. Any other status means that its script died.

# _begin ID [EPOCH TASK STOPS]: opens the reply to call ID, on both streams, so that what a module
# wrote to standard error can be told from what the module before it wrote. False when the call must
# not run: another task of its epoch has failed before it.
_begin() {
  printf 'B %s %s\n' "$_token" "$1" >&3
  printf '\nB %s %s\n' "$_token" "$1" >&2
  _order=''
  if [ "${4-}" = true ]; then _order="$2:$3"; fi
  case $_stopped in
    *" ${2-}:"*) case $_stopped in *" $2:$3 "*) ;; *) return 66 ;; esac ;;
  esac
}

# _end ID STATUS: closes the reply to call ID. What failed in a call that stops its epoch is kept.
_end() {
  case $2 in
    0 | 64 | 66) ;;
    *) if [ -n "$_order" ]; then _stopped="$_stopped$_order "; fi ;;
  esac
  printf 'E %s %s %s\n' "$_token" "$1" "$2" >&3
  printf '\nE %s %s\n' "$_token" "$1" >&2
}

# put_s KEY TEXT: a string of the result. Lengths are bytes, as LC_ALL is C.
put_s() { printf 's %s %s\n%s\n' "${#2}" "$1" "$2" >&3; }

# put_j KEY JSON: any other value of the result, as JSON text: true, 42, null, [1, 2].
put_j() { printf 'j %s %s\n%s\n' "${#2}" "$1" "$2" >&3; }

# put_map KEY, put_list KEY, put_close: nested values; inside a list the key is empty.
put_map() { printf '{ 0 %s\n' "$1" >&3; }
put_list() { printf '[ 0 %s\n' "$1" >&3; }
put_close() { printf '} 0 \n' >&3; }

# put_data KEY FILE: the bytes of a file as a string, whatever they are; nothing but `cat` starts,
# and not even that for an empty file.
put_data() {
  printf 'd 0 %s\n' "$1" >&3
  if [ -s "$2" ]; then cat "$2" >&3; fi
  printf '\n.%s\n' "$_token" >&3
}

# put_text KEY FILE: the same without the newlines at the end.
put_text() {
  printf 'd 1 %s\n' "$1" >&3
  if [ -s "$2" ]; then cat "$2" >&3; fi
  printf '\n.%s\n' "$_token" >&3
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
  if $_diff; then
    printf '< %s %s\n%s\n' "${#2}" "$1" "$2" >&3
    printf '> %s %s\n%s\n' "${#3}" "$1" "$3" >&3
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

# failed CHANGED: ends the call as failed. Nothing else puts `failed`, so that the status of the call
# always tells.
failed() {
  put_j failed true
  put_j changed "$1"
  exit 65
}

# warn MESSAGE: a warning beside the result.
warn() { printf 'w %s \n%s\n' "${#1}" "$1" >&3; }

# have COMMAND: whether a command exists, without starting anything.
have() { command -v "$1" >/dev/null 2>&1; }

# temporary: makes sure that the private folder $_tmp is there. The name is random, and mkdir
# refuses a name that exists, so nobody can have prepared it.
temporary() {
  [ -d "$_tmp" ] || mkdir -m 700 "$_tmp" || fail "cannot make the temporary folder $_tmp"
}

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

# user_locale: in a subshell, right before a command of the user.
user_locale() {
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
# A module defines those it needs. Check mode ends after `query`.
query() { :; }
apply() { :; }
report() { :; }

_main() {
  set -u
  _changed=false
  query
  _applied=0
  if $_changed && ! $_check; then
    _applied=64
    apply
  fi
  report
  put_j changed "$_changed"
  exit "$_applied"
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
