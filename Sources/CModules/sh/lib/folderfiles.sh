# The files of a folder that is copied: which ones differ, and the new ones in one stream.
#
# part folderfiles
# uses write checksum stream upload groups
#
# New files are made in a folder .bosun-part-PID (0700) beside their place, given owner and mode
# there, and renamed.

# files_read WORD…: keeps the five words of each file as path_N, size_N, sum_N, wanted_N, folder_N.
files_read() {
  count=0
  while [ $# -gt 0 ]; do
    count=$((count + 1))
    eval "path_$count=\$1 size_$count=\$2 sum_$count=\$3 wanted_$count=\$4 folder_$count=\$5"
    shift 5
  done
}

# files_query: sets $request to what has to be sent.
files_query() {
  odd='' present='' numbers='' request='' taken='' parts='' before='' olds='' known='' plain_mode=''
  number=0
  while [ "$number" -lt "$count" ]; do
    number=$((number + 1))
    eval "path=\$path_$number"
    if $made_root || { [ ! -e "$path" ] && [ ! -h "$path" ]; }; then
      files_new
    elif ! $p_force; then
      :
    elif [ -d "$path" ] || { [ -h "$path" ] && $p_follow; }; then
      odd="$odd $number"
    elif [ -h "$path" ]; then
      files_new
    else
      present="$present \"\$path_$number\"" numbers="$numbers$number "
    fi
  done
  [ -z "$present" ] || files_compare
}

# Attributes depend on the mode that a file brings along, and on what it has.
files_attributes() {
  eval "p_mode=\${wanted_$number:-\$task_mode}"
  if [ "$known" = "$1:$p_mode" ]; then return 0; fi
  known=$1:$p_mode
  files_diff=$_diff _diff=false
  attributes_query . false
  _diff=$files_diff
}

files_new() {
  st_state=absent st_mode=0 st_perms='' st_uid='' st_gid='' st_user='' st_group=''
  files_attributes new
  if [ -z "$plain_mode" ]; then
    default_mode false
    plain_mode=$default_mode
  fi
  files_take "${fa_mode:-$plain_mode}" "$fa_uid" "$fa_gid"
}

# Those of the same size are compared by their checksums, all at once.
files_compare() {
  eval "look $present"
  alike='' alike_numbers='' rest=$numbers
  IFS=$_nl
  set -f
  # shellcheck disable=SC2086 # one line each
  set -- $lines
  set +f
  IFS=' 	'$_nl
  for line do
    number=${rest%% *} rest=${rest#* }
    eval "path=\$path_$number size=\$size_$number"
    look_take "$line"
    files_attributes "$looked"
    if [ "$st_kind" = reg ] && [ "$st_size" = "$size" ] && [ -r "$path" ]; then
      alike="$alike \"\$path_$number\"" alike_numbers="$alike_numbers$number "
      eval "fa_$number=\$fa_uid:\$fa_gid:\$fa_mode:\$st_uid:\$st_gid:\$st_mode"
    else
      files_old
    fi
  done
  [ -z "$alike" ] || files_compare_sums
}

files_compare_sums() {
  eval "checksums $alike"
  rest=$alike_numbers
  for sum in $sums; do
    number=${rest%% *} rest=${rest#* }
    eval "path=\$path_$number wanted=\$sum_$number fields=\$fa_$number"
    IFS=:
    # shellcheck disable=SC2086 # the fields
    set -- $fields ''
    IFS=' 	'$_nl
    fa_uid=$1 fa_gid=$2 fa_mode=$3 st_uid=$4 st_gid=$5 st_mode=$6
    if [ "$sum" = "$wanted" ]; then
      group_attributes same "\"\$path_$number\""
    else
      files_old
    fi
  done
}

# checksums PATH…: sets $sums, one word for each.
checksums() {
  sums=
  if have sha1sum; then
    _sums=$(sha1sum -- "$@" 2>&1) || fail "cannot read the files for their checksums: $_sums"
    while [ -n "$_sums" ]; do
      sums="$sums ${_sums%% *}"
      case $_sums in *"$_nl"*) _sums=${_sums#*"$_nl"} ;; *) _sums= ;; esac
    done
  else
    for _sums_path do
      checksum sha1 "$_sums_path"
      sums="$sums $checksum"
    done
  fi
}

# The new file takes the owner of the old one, as far as it may, and its mode.
files_old() {
  files_uid=$fa_uid files_gid=$fa_gid
  if [ ! -O "$path" ] || [ ! -G "$path" ]; then
    files_uid=${fa_uid:-$st_uid} files_gid=${fa_gid:-$st_gid}
  fi
  olds="$olds $number"
  if [ "$p__diff_limit" -eq 0 ] || [ "$st_size" -le "$p__diff_limit" ]; then before="$before $number"; fi
  files_take "${fa_mode:-$st_mode}" "$files_uid" "$files_gid"
}

# files_take MODE UID GID: the file is to be sent.
files_take() {
  change
  eval "folder=\$folder_$number"
  request="$request $number:$1" taken="$taken $number"
  new="\"\${path_$number%/*}/\$part/\${path_$number##*/}\""
  eval "known_folder=\${group_move_$folder-}"
  if [ -z "$known_folder" ]; then
    parts="$parts \"\${path_$number%/*}/\$part\""
    eval "into_$folder=\${path_$number%/*}/"
  fi
  group "move_$folder" "$new"
  group "mode_$1" "$new"
  if [ -n "$fa_uid$fa_gid" ]; then
    group "own_${2}_$3" "$new"
  elif [ -n "$2$3" ]; then
    group "keep_${2}_$3" "$new"
  fi
}

# files_before: what was in the old files, by their numbers.
files_before() {
  if ! $_diff || [ -z "$before" ]; then return 0; fi
  put_map _before
  for number in $before; do
    eval "put_data \$number \"\$path_$number\""
  done
  put_close
}
