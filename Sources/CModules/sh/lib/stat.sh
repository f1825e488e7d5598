# The status of files.
#
# part stat
# uses look

# stat_one PATH, stat_target PATH: the status of a path, or of what it leads to, as st_*. st_state is
# Ansible's: absent, file, hard, directory, link; st_kind tells the special files apart; st_mode is a
# number and st_perms its four digits. Takes what has been looked at, or starts one `stat`.
stat_one() { _stat '' "$1"; }
stat_target() { _stat -L "$1"; }

_stat() {
  st_path=$2 st_name='' _seen_more=''
  if [ -n "$_foreseen" ] && _stat_foreseen "$1" "$2"; then return 0; fi
  if [ ! -e "$2" ] && { [ -n "$1" ] || [ ! -h "$2" ]; }; then
    _stat_reachable "$2"
    _stat_absent
    return 0
  fi
  if seen "$2" && case $1$seen in -La*) false ;; esac; then
    _seen_more=${seen#*"$_nl"}
    st_name=${_seen_more%%"$_nl"*}
    _seen_more=${_seen_more#"$st_name"}
  else
    have stat || fail "the command 'stat' is missing on the host; install coreutils"
    # shellcheck disable=SC2086 # no word at all without -L
    seen=$(QUOTING_STYLE=literal stat $1 -c "$_stat_format" -- "$2") ||
      fail "cannot look at $2: it went away meanwhile, or may not be looked at"
    st_name=${seen#*"$_nl"}
  fi
  _stat_take
}

_stat_absent() {
  st_state=absent st_kind=absent st_mode=0 st_perms='' st_uid='' st_gid='' st_size=''
  st_inode='' st_device='' st_user='' st_group='' st_context=''
}

# Takes what a check has foreseen; what it cannot know is empty.
_stat_foreseen() {
  foreseen_path "$2" || return 1
  case $1:$foreseen in
    *:absent)
      _stat_absent
      return 0 ;;
    -L:link*)
      foreseen_leads "$2"
      _stat -L "$foreseen_target"
      st_path=$2
      return 0 ;;
  esac
  set -f
  # shellcheck disable=SC2086 # the fields; only the last may hold blanks
  set -- $foreseen
  set +f
  st_state=$1 st_mode=$3 st_uid=$4 st_gid=$5 st_user=$6 st_group=$7 st_size=$8 st_sum=$9
  case $1 in
    file) st_kind=reg ;;
    directory) st_kind=dir ;;
    link) st_kind=lnk st_name="$st_path -> ${foreseen#* * * * * * * * * }" ;;
  esac
  st_inode='' st_device='' st_links=1 st_atime='' st_mtime='' st_ctime='' st_blocks='' st_block_size=''
  st_major=0 st_minor=0 st_context=''
  mode_digits "$st_mode"
  st_perms=$digits
  if [ "$st_kind" = reg ] && [ "$st_sum" != - ]; then _seen_more="${_nl}s $st_sum"; fi
}

# Takes what $seen begins with.
_stat_take() {
  _stat_ifs=$IFS
  IFS=:
  set -f
  # shellcheck disable=SC2086 # the fields of the line
  set -- ${seen%%"$_nl"*}
  set +f
  _stat_fields "$@"
  IFS=$_stat_ifs
}

# A path in a folder that may not be entered looks as if it were absent.
_stat_reachable() {
  case $1 in */*) _stat_folder=${1%/*} ;; *) return 0 ;; esac
  if [ -d "${_stat_folder:-/}" ] && [ ! -x "${_stat_folder:-/}" ]; then
    fail "Permission denied: $1"
  fi
}

# Takes the fields of the format. A context holds colons of its own; IFS joins it again.
_stat_fields() {
  st_uid=$2 st_gid=$3 st_size=$4 st_inode=$5 st_device=$6 st_links=$7
  st_atime=$8 st_mtime=$9
  st_mode=$((0x$1 & 4095))
  case $1 in
    8???) st_kind=reg st_state='file' ;;
    4???) st_kind=dir st_state=directory ;;
    a???) st_kind=lnk st_state=link ;;
    2???) st_kind=chr st_state='file' ;;
    6???) st_kind=blk st_state='file' ;;
    1???) st_kind=fifo st_state='file' ;;
    c???) st_kind=sock st_state='file' ;;
    *) st_kind=other st_state='file' ;;
  esac
  shift 9
  st_ctime=$1 st_blocks=$2 st_block_size=$3 st_major=$4 st_minor=$5 st_user=$6 st_group=$7
  shift 7
  st_context=$*
  mode_digits "$st_mode"
  st_perms=$digits
  if [ "$st_state" = file ] && [ "$st_links" -gt 1 ]; then st_state=hard; fi
}

# mode_digits NUMBER: sets $digits to four octal digits.
mode_digits() {
  digits=$(($1 >> 9 & 7))$(($1 >> 6 & 7))$(($1 >> 3 & 7))$(($1 & 7))
}

# link_read PATH: sets $link to where the link PATH leads, from what `stat` printed if it is plain.
link_read() {
  link=
  if [ "$st_path" = "$1" ]; then
    case $st_name in "$1 -> "*) link=${st_name#"$1 -> "} ;; esac
  fi
  case $link in '' | *"$_nl"*) link=$(readlink -- "$1") ;; esac
}
