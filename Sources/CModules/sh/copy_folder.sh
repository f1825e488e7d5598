# The far end of `copy` of a folder of the controller: all its files in one call.
#
# module bosun.internal.copy_folder
# uses folders folderstream
# param dest path required : The folder that takes what is in the source.
# param force bool default=true : Whether to replace files that are there.
# param backup bool default=false : Keep copies of the old files.
# param validate str : A command that must accept each new file, %s being its name.
# param directory_mode mode : The mode of folders.
# param follow bool default=false : Whether links in the place of files are left to the caller.
# param _folders list : The folders below dest, parents first, each beginning with `./`.
# param _files list : Five words for each file: its path, beginning with `./`, its size, its SHA-1, its mode or an empty word, and a number that the files of one folder share.
# param _diff_limit int default=104448 : Bytes beyond which a file is not shown; 0 for no limit.
# returns odd list : Numbers of files that need a call of their own: a folder or a link is in their place.
# supports check_mode

query() {
  root=${p_dest%/}
  root=${root:-/}
  if [ -d "$root" ]; then
    made_root=false
    cd -- "$root" || fail "Permission denied: $root"
  elif [ -e "$root" ]; then
    fail "Destination $root is not a directory"
  else
    made_root=true
    change
  fi
  task_mode=$p_mode
  eval "folders_query $p__folders"
  eval "files_read $p__files"
  files_query
  files_before
}

apply() {
  if $made_root; then
    folder_attributes
    folders_make "$root"
    cd -- "$root" || fail "Permission denied: $root"
  fi
  folders_apply
  files_apply
}

# Folders and files that are not there yet; of the files' content the checksums are known.
foresee() {
  folder_attributes
  if $made_root; then foresee_folders "$root"; fi
  eval "set -- $missing"
  for path do foresee_path "$root/${path#./}" directory; done
  number=0 known=''
  while [ "$number" -lt "$count" ]; do
    number=$((number + 1))
    eval "path=\$path_$number size=\$size_$number sum=\$sum_$number"
    if ! $made_root && [ -e "$path" ]; then continue; fi
    st_state=absent st_mode=0 st_perms='' st_uid='' st_gid='' st_user='' st_group=''
    files_attributes new
    foresee_path "$root/${path#./}" file '?' "$size" "$sum"
  done
}

report() {
  put_list odd
  for number in $odd; do put_j '' "$number"; done
  put_close
}

# Folders take directory_mode where it is given, else what the umask leaves.
folder_attributes() {
  p_mode=$p_directory_mode
  st_state=absent st_uid='' st_gid='' st_user='' st_group='' st_mode=0 st_perms=''
  attributes_query "$root" true
  p_mode=$task_mode
}

folders_query() {
  missing='' present='' numbers='' number=0
  for path do
    number=$((number + 1))
    eval "dir_$number=\$path"
    if ! $made_root && [ -d "$path" ]; then
      present="$present \"\$dir_$number\"" numbers="$numbers$number "
    else
      missing="$missing \"\$dir_$number\""
    fi
  done
  if [ -n "$missing" ]; then change; fi
  if [ -n "$present" ] && [ -n "$p_owner$p_group$p_directory_mode" ]; then folders_compare; fi
}

folders_compare() {
  folders_diff=$_diff _diff=false p_mode=$p_directory_mode
  eval "look -L $present"
  for line in $lines; do
    number=${numbers%% *} numbers=${numbers#* }
    if [ "$looked" != "${line%:*:*:*}" ]; then
      look_take "$line"
      attributes_query . true
    fi
    group_attributes folders "\"\$dir_$number\""
  done
  _diff=$folders_diff p_mode=$task_mode
}

folders_apply() {
  group_each folders group_set
  [ -n "$missing" ] || return 0
  folder_attributes
  error=$(eval "mkdir -- $missing" 2>&1) || fail "There was an issue creating folders below $root: $error"
  eval "attributes_apply $missing"
}
