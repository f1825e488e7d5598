# The files of a folder that is copied: how the new ones arrive and take their places.
#
# part folderstream
# uses folderfiles

files_apply() {
  group_each same group_set
  [ -n "$request" ] || return 0
  part=.bosun-part-$$
  trap 'files_clean; flush' EXIT
  eval "files_folders $parts"
  files_receive
  files_verify
  has_owners=false
  group_each own files_own
  group_each keep files_keep
  group_each mode files_mode
  if [ -n "$p_validate" ]; then files_validate; fi
  if $p_backup; then files_backup; fi
  if $selinux; then files_context; fi
  group_each move files_move
  if $selinux && have restorecon; then files_restore_context; fi
}

files_clean() { eval "rm -rf -- $parts"; }

files_folders() {
  for folder do upload_sweep "${folder%/*}"; done
  error=$(mkdir -m 700 -- "$@" 2>&1) || fail "Could not write to the folders below $root: $error"
}

files_receive() {
  stream_forms
  umask 077
  if have tar; then
    stream_ask "tar $forms $part$request"
    error=$(stream_take | {
      tar xmpof - 2>&1 >/dev/null
      status=$?
      cat >/dev/null
      exit "$status"
    }) || files_failed
  else
    stream_ask "plain $forms $part$request"
    error=
    for number in $taken; do files_receive_one || error='they could not be stored'; done
    [ -z "$error" ] || files_failed
  fi
}

files_receive_one() {
  eval "new=\${path_$number%/*}/\$part/\${path_$number##*/}"
  stream_take | {
    cat >"$new" 2>/dev/null && exit 0
    cat >/dev/null
    exit 1
  }
}

files_failed() {
  # shellcheck disable=SC2046 # the columns of df
  set -- $(df -Pk . 2>/dev/null | tail -n 1)
  if [ "${4-1}" = 0 ]; then error='No space left on device'; fi
  fail "Could not write the files below $root: ${error%%"$_nl"*}. They are as they were."
}

files_verify() {
  all=
  for number in $taken; do all="$all \"\${path_$number%/*}/\$part/\${path_$number##*/}\""; done
  eval "checksums $all"
  rest="$taken "
  for sum in $sums; do
    rest=${rest# }
    number=${rest%% *} rest=${rest#* }
    eval "path=\$path_$number wanted=\$sum_$number"
    [ "$sum" = "$wanted" ] || fail "Copied file does not match the expected checksum. Transfer failed: $root/${path#./}"
  done
}

# files_own UID_GID: the owner that the task names. files_keep: that of the old file, which who may not
# give files away cannot keep.
files_own() {
  has_owners=true
  files_gid=${1#*_}
  eval "_attributes_run chown chown -- ${1%_*}${files_gid:+:$files_gid} $members"
}
files_keep() {
  has_owners=true
  eval "chown -- ${1%_*}:${1#*_} $members" 2>/dev/null || :
}

# `tar` has set the modes, but a change of owner clears the special bits.
files_mode() {
  if have tar && { ! $has_owners || [ "$1" -le 511 ]; }; then return 0; fi
  mode_digits "$1"
  eval "_attributes_run chmod chmod -- 0$digits $members"
}

files_validate() {
  for number in $taken; do
    eval "write_file=\${path_$number%/*}/\$part/\${path_$number##*/}"
    write_validate "$p_validate"
  done
}

files_backup() {
  for number in $olds; do
    eval "path=\$path_$number write_file=\${path_$number%/*}/\$part/\${path_$number##*/}"
    backup_file "$path"
  done
}

files_context() {
  for number in $olds; do
    eval "chcon --reference=\"\$path_$number\" -- \"\${path_$number%/*}/\$part/\${path_$number##*/}\"" 2>/dev/null || :
  done
}
files_restore_context() {
  all=
  for number in $taken; do
    case " $olds " in *" $number "*) ;; *) all="$all \"\$path_$number\"" ;; esac
  done
  [ -z "$all" ] || eval "restorecon -- $all" 2>/dev/null || :
}

# files_move FOLDER: all new files of a folder take their places; each of them at once.
files_move() {
  eval "into=\$into_$1"
  error=$(eval "mv -f -- $members \"\$into\"" 2>&1) || fail "Could not replace files in $root/${into#./}: $error"
}
