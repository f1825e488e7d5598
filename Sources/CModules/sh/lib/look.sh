# Looking at many paths at once: one start of each tool for all that the calls to come ask about.
#
# part look
# uses foresight
#
# The controller defines `_list COMMAND…`, which runs it with the words WANT PATH of every entry, in
# the order of the calls. WANT has letters for what is wanted besides the status: s the checksum, c the same
# unless the shell can compare the content, a the attributes, m the type; or it is `-`.
#
# What is seen is $_seen_N: the path, the status, the name as `stat` prints it, then a line `s …`,
# `a …`, `m …` for each of the others. It holds until a call has applied something. After that, what
# is needed is seen again: for one call, then for four times as many, while nothing is applied.

_stat_format='%f:%u:%g:%s:%i:%d:%h:%.9X:%.9Y:%.9Z:%b:%o:%t:%T:%U:%G'
selinux=false
if [ -e /sys/fs/selinux/enforce ]; then
  selinux=true
  _stat_format=$_stat_format:%C
fi
_stat_format=$_stat_format$_nl%N

# Files up to this size are read by the shell, byte by byte, as that costs less than a process.
_small=2048
# Files beyond this one are left to the call that asks about them.
_large=1048576
_seen_more=''
# How many entries are looked at together.
_seen_window=256

# _stat_start PATH…: two lines for each path. Said once here, as `stat` has many ways to quote names.
# To be run in $( ), which it ends.
_stat_start() {
  export QUOTING_STYLE=literal
  exec stat -c "$_stat_format" -- "$@" 2>/dev/null
}

# _see FIRST LAST [WANT PATH]…: looks at the entries FIRST to LAST, and beyond as the window says.
_see() {
  _seen_first=$1 _seen_last=$(($1 + _seen_window - 1))
  [ "$_seen_last" -ge "$2" ] || _seen_last=$2
  [ "$_seen_window" -ge 256 ] || _seen_window=$((_seen_window * 4))
  shift $((2 * $1))
  # Calls that want the type only read, so those in a row are seen together.
  case $1 in
    *m*)
      while :; do
        eval "_see_want=\${$((2 * (_seen_last - _seen_first) + 3))-}"
        case $_see_want in *m*) _seen_last=$((_seen_last + 1)) ;; *) break ;; esac
      done ;;
  esac
  _see_number=$((_seen_first + $# / 2 - 1))
  [ "$_seen_last" -le "$_see_number" ] || _seen_last=$_see_number
  _see_words='' _see_numbers='' _see_number=$_seen_first _see_at=2
  while [ "$_see_number" -le "$_seen_last" ]; do
    eval "_seen_$_see_number= _see_path=\${$_see_at}"
    case $_see_path in *"$_nl"*) _see_path= ;; esac
    if [ -e "$_see_path" ] || [ -h "$_see_path" ]; then
      _see_words="$_see_words \"\${$_see_at}\""
      _see_numbers="$_see_numbers $_see_number"
    fi
    _see_number=$((_see_number + 1)) _see_at=$((_see_at + 2))
  done
  [ -n "$_see_words" ] || return 0
  _see_out=$(eval "_stat_start $_see_words") && _see_status && _see_more "$@"
  return 0
}

# Gives each path its two lines. More or fewer lines, by names that hold line ends, tell nothing.
_see_status() {
  _see_ifs=$IFS
  IFS=$_nl
  set -f
  # shellcheck disable=SC2086 # the lines
  set -- $_see_out
  set +f
  IFS=$_see_ifs
  _see_at=0
  for _see_number in $_see_numbers; do _see_at=$((_see_at + 2)); done
  [ $# -eq "$_see_at" ] || return 1
  for _see_number in $_see_numbers; do
    eval "_seen_$_see_number=\$1\$_nl\$2"
    shift 2
  done
}

# Sorts the entries by what they want besides, and asks each tool once.
_see_more() {
  _see_s='' _see_a='' _see_m='' _see_sums='' _see_flags='' _see_types=''
  for _see_number in $_see_numbers; do
    _see_at=$((2 * (_see_number - _seen_first) + 1))
    eval "_see_want=\${$_see_at} _see_out=\$_seen_$_see_number"
    _see_word="\"\${$((_see_at + 1))}\""
    eval "_seen_$_see_number=$_see_word\$_nl\$_see_out"
    case $_see_want in -) continue ;; esac
    _see_size=${_see_out#*:*:*:} _see_size=${_see_size%%:*}
    _see_least=-1
    case $_see_want in *s*) ;; *c*) _see_least=$_small ;; *) _see_size=-1 ;; esac
    case $_see_out in 8*) ;; *) _see_size=-1 ;; esac
    if [ "$_see_size" -gt "$_see_least" ] && [ "$_see_size" -le "$_large" ]; then
      eval "_see_path=$_see_word"
      if [ -r "$_see_path" ]; then
        _see_s="$_see_s $_see_number" _see_sums="$_see_sums $_see_word"
      fi
    fi
    case $_see_want in *a*) _see_a="$_see_a $_see_number" _see_flags="$_see_flags $_see_word" ;; esac
    case $_see_want in *m*) _see_m="$_see_m $_see_number" _see_types="$_see_types $_see_word" ;; esac
  done
  _see_ask s "$_see_s" sha1sum -- "$_see_sums" "$@"
  _see_ask a "$_see_a" lsattr -vd "$_see_flags" "$@"
  _see_ask m "$_see_m" file '-N --mime-type --mime-encoding --' "$_see_types" "$@"
}

# _see_ask LETTER NUMBERS TOOL OPTIONS WORDS [WANT PATH]…: adds the tool's lines to the entries.
_see_ask() {
  if [ -z "$2" ] || ! have "$3"; then return 0; fi
  _see_letter=$1 _see_numbers=$2 _see_command="$3 $4 $5"
  shift 5
  _see_out=$(eval "$_see_command" 2>/dev/null) || :
  _see_ifs=$IFS
  IFS=$_nl
  set -f
  # shellcheck disable=SC2086 # the lines
  set -- $_see_out
  set +f
  IFS=$_see_ifs
  _see_at=0
  for _see_number in $_see_numbers; do _see_at=$((_see_at + 1)); done
  # No line at all is an answer too: the file system has no attributes.
  if [ $# -ne 0 ] && [ $# -ne "$_see_at" ]; then return 0; fi
  for _see_number in $_see_numbers; do
    eval "_seen_$_see_number=\$_seen_$_see_number\$_nl\$_see_letter' '\${1-}"
    [ $# -eq 0 ] || shift
  done
}

# seen PATH: whether the call's entries have it; sets $seen to what follows its path.
seen() {
  _seen_number=$_seen_from
  while [ "$_seen_number" -le "$_seen_to" ]; do
    eval "seen=\$_seen_$_seen_number"
    case $seen in
      "$1$_nl"*)
        seen=${seen#"$1$_nl"}
        return 0 ;;
    esac
    _seen_number=$((_seen_number + 1))
  done
  return 1
}

# seen_more LETTER: whether that is known of the path that the status was taken of; sets $more.
seen_more() {
  case $_seen_more in *"$_nl$1 "*) ;; *) return 1 ;; esac
  more=${_seen_more##*"$_nl$1 "}
  more=${more%%"$_nl"*}
}
