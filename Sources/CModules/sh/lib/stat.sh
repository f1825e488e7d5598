# The status of files: one `stat` for all paths that a module asks about.
#
# part stat

_stat_format='%f:%u:%g:%s:%i:%d:%h:%.9X:%.9Y:%.9Z:%b:%o:%t:%T:%U:%G'
selinux=false
if [ -e /sys/fs/selinux/enforce ]; then
  selinux=true
  _stat_format=$_stat_format:%C
fi

# stat_paths [-L] PATH…: looks at all paths at once, with -L at what links lead to. Then
# `stat_take 1` gives what is known about the first, and so on.
stat_paths() {
  _stat_follow=
  if [ "$1" = -L ]; then
    _stat_follow=-L
    shift
  fi
  _stat_count=0
  _stat_found=' '
  for _stat_path do
    shift
    _stat_count=$((_stat_count + 1))
    if [ -e "$_stat_path" ] || { [ -z "$_stat_follow" ] && [ -h "$_stat_path" ]; }; then
      _stat_found="$_stat_found$_stat_count "
      set -- "$@" "$_stat_path"
    else
      _stat_reachable "$_stat_path"
    fi
  done
  _stat_lines=
  [ $# -gt 0 ] || return 0
  have stat || fail "the command 'stat' is missing on the host; install coreutils"
  # shellcheck disable=SC2086 # no word at all without -L
  _stat_lines=$(stat $_stat_follow -c "$_stat_format" -- "$@") ||
    fail "cannot look at $*: a file went away meanwhile, or may not be looked at"
}

# A path in a folder that may not be entered looks as if it were absent.
_stat_reachable() {
  case $1 in */*) _stat_folder=${1%/*} ;; *) return 0 ;; esac
  if [ -d "${_stat_folder:-/}" ] && [ ! -x "${_stat_folder:-/}" ]; then
    fail "Permission denied: $1"
  fi
}

# stat_take N: sets st_* for the N-th path. st_state is Ansible's: absent, file, hard, directory,
# link; st_kind tells the special files apart; st_mode is a number and st_perms its four digits.
stat_take() {
  st_state=absent st_kind=absent st_mode=0 st_perms='' st_uid='' st_gid='' st_size=''
  st_inode='' st_device='' st_user='' st_group='' st_context=''
  case $_stat_found in *" $1 "*) ;; *) return 0 ;; esac
  _stat_rest=$_stat_lines
  for _stat_number in $_stat_found; do
    _stat_line=${_stat_rest%%"$_nl"*}
    _stat_rest=${_stat_rest#*"$_nl"}
    [ "$_stat_number" != "$1" ] || break
  done
  _stat_ifs=$IFS
  IFS=:
  set -f
  # shellcheck disable=SC2086 # the fields of the line
  set -- $_stat_line
  set +f
  _stat_fields "$@"
  IFS=$_stat_ifs
}

# Takes the fields of the format. A context holds colons of its own; IFS joins it again.
_stat_fields() {
  st_uid=$2 st_gid=$3 st_size=$4 st_inode=$5 st_device=$6 st_links=$7
  st_atime=$8 st_mtime=$9
  st_type=$((0x$1 >> 12))
  mode_digits $((0x$1 & 4095))
  st_mode=$((0x$1 & 4095)) st_perms=$digits
  shift 9
  st_ctime=$1 st_blocks=$2 st_block_size=$3 st_major=$4 st_minor=$5 st_user=$6 st_group=$7
  shift 7
  st_context=$*
  st_state='file'
  case $st_type in
    1) st_kind=fifo ;;
    2) st_kind=chr ;;
    4) st_kind=dir st_state=directory ;;
    6) st_kind=blk ;;
    8) st_kind=reg ;;
    10) st_kind=lnk st_state=link ;;
    12) st_kind=sock ;;
    *) st_kind=other ;;
  esac
  if [ "$st_state" = file ] && [ "$st_links" -gt 1 ]; then st_state=hard; fi
}

# mode_digits NUMBER: sets $digits to four octal digits.
mode_digits() {
  digits=$(($1 >> 9 & 7))$(($1 >> 6 & 7))$(($1 >> 3 & 7))$(($1 & 7))
}

# stat_one PATH, stat_target PATH: the status of one path, or of what it leads to.
stat_one() {
  stat_paths "$1"
  stat_take 1
}
stat_target() {
  stat_paths -L "$1"
  stat_take 1
}
