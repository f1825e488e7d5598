# Times of files: preserve, now, or a time in a form of strftime.
#
# part times
# uses stat

times_none() { times_modified=preserve times_accessed=preserve; }
times_none

# times_query DEFAULT: for a file that is there, compares the times of what stat_take found with modification_time and
# access_time, and keeps what `times_apply` has to set.
times_query() {
  times_modified=${p_modification_time:-$1}
  times_accessed=${p_access_time:-$1}
  if [ "$times_modified" = preserve ] && [ "$times_accessed" = preserve ]; then return 0; fi
  _times_one "$times_modified" "$p_modification_time_format" "${st_mtime%%.*}" mtime
  times_modified=$_times_stamp
  _times_one "$times_accessed" "$p_access_time_format" "${st_atime%%.*}" atime
  times_accessed=$_times_stamp
}

# Sets $_times_stamp to preserve, now, or CCYYMMDDhhmm.ss.
_times_one() {
  _times_stamp=$1
  case $1 in
    preserve) return 0 ;;
    now)
      change
      return 0 ;;
  esac
  _times_parse "$1" "$2"
  _times_epoch=$(date -d "$_Y-$_m-$_d $_H:$_M:$_S" +%s 2>/dev/null) || _times_wrong "$1" "$2"
  _times_stamp=$_Y$_m$_d$_H$_M.$_S
  if [ "$_times_epoch" = "$3" ]; then _times_stamp=preserve; else differ "$4" "$3" "$_times_epoch"; fi
}

_times_wrong() {
  fail "Error while obtaining timestamp for time $1 using format $2: time data '$1' does not match format '$2'"
}

# Reads the numbers that the form names.
_times_parse() {
  _Y=1900 _m=01 _d=01 _H=00 _M=00 _S=00
  _times_text=$1 _times_form=$2
  while [ -n "$_times_form" ]; do
    case $_times_form in
      %Y*) _times_number _Y '????' "$@" ;;
      %[mdHMS]*)
        _times_letter=${_times_form#%}
        _times_number "_${_times_letter%"${_times_letter#?}"}" '??' "$@" ;;
      %*) fail "modification_time_format and access_time_format know %Y %m %d %H %M %S here, not '$_times_form'" ;;
      *)
        case $_times_text in "${_times_form%"${_times_form#?}"}"*) ;; *) _times_wrong "$@" ;; esac
        _times_text=${_times_text#?}
        _times_form=${_times_form#?} ;;
    esac
  done
  [ -z "$_times_text" ] || _times_wrong "$@"
}

_times_number() {
  # shellcheck disable=SC2254 # a pattern
  case $_times_text in $2*) ;; *) _times_wrong "$3" "$4" ;; esac
  # shellcheck disable=SC2295 # a pattern
  _times_tail=${_times_text#$2}
  _times_digits=${_times_text%"$_times_tail"}
  case $_times_digits in *[!0-9]*) _times_wrong "$3" "$4" ;; esac
  eval "$1=\$_times_digits"
  _times_text=$_times_tail
  _times_form=${_times_form#??}
}

# times_apply PATH: sets the times; a link in the place keeps its own.
times_apply() {
  if [ "$times_modified" = now ] && [ "$times_accessed" = now ]; then
    _times_touch "$1"
    return 0
  fi
  case $times_modified in
    preserve) ;;
    now) _times_touch -m "$1" ;;
    *) _times_touch -m -t "$times_modified" "$1" ;;
  esac
  case $times_accessed in
    preserve) ;;
    now) _times_touch -a "$1" ;;
    *) _times_touch -a -t "$times_accessed" "$1" ;;
  esac
}

_times_touch() {
  attempt touch -c "$@" ||
    fail "Error while updating modification or access time: $error"
}
