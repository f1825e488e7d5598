# Manage files and file properties.
#
# module ansible.builtin.file
# uses files times folders recurse
# param path path required aliases=dest,name : The path to manage.
# param state str choices=absent,directory,file,hard,link,touch : What is to be there; without it, what is there.
# param src path : What a link leads to.
# param recurse bool default=false : Set the attributes of all below a folder too.
# param force bool default=false : Make links to what is missing, and in place of files.
# param follow bool default=true : Set the attributes of what a link leads to.
# param modification_time str : preserve, now, or a time.
# param modification_time_format str default=%Y%m%d%H%M.%S : The form of modification_time.
# param access_time str : preserve, now, or a time.
# param access_time_format str default=%Y%m%d%H%M.%S : The form of access_time.
# returns path str : The path, for files and folders.
# returns dest str : The path, for links and touch.
# looks path
# late path state=directory mode owner group
# late path state=link src
# supports check_mode

query() {
  # The result tells what differs in any case, as Ansible's does.
  shows_diff=$_diff _diff=true
  path=$p_path
  case $p_state in
    link | absent) ;;
    *) if [ -n "$p_src" ] && is_folder "$path"; then path=${path%/}/${p_src##*/}; fi ;;
  esac
  stat_one "$path"
  old=$st_state
  choose_state
  if $p_recurse && [ "$state" != directory ]; then
    refuse "recurse option requires state to be 'directory'"
  fi
  case $state in
    link | hard) ;;
    *) [ -z "$p_src" ] || refuse "src option requires state to be 'link' or 'hard'" ;;
  esac
  "query_$state"
  if $_changed || [ "$state" != absent ]; then diff_field path "$path" "$path"; fi
}

choose_state() {
  state=$p_state
  [ -z "$state" ] || return 0
  state='file'
  if [ "$old" != absent ]; then
    state=$old
  elif $p_recurse; then
    state=directory
  fi
}

apply() { "apply_$state"; }

foresee() {
  case $state in
    absent) foresee_that "$path" absent ;;
    directory) if [ "$old" = absent ]; then foresee_folders "$path"; else foresee_path "$path" directory; fi ;;
    link)
      if $replace; then
        st_state=absent
        attributes_none
        foresee_path "$path" link "$src"
      fi ;;
    hard) if $replace; then foresee_path "$path" file "$src"; fi ;;
    *)
      foreseen_content="$path"
      if [ "$old" = absent ]; then foreseen_content=/dev/null; fi
      if place_of "$foreseen_content"; then foreseen_content=$place; else foreseen_content='?'; fi
      foresee_path "$path" file "$foreseen_content" "$st_size" ;;
  esac
}

report() {
  case $state in
    link | hard)
      put_s dest "$path"
      if [ -n "$src" ]; then put_s src "$src"; fi
      if { ! $_changed || $_check; } && [ "$st_path" != "$path" ]; then stat_one "$path"; fi ;;
    touch) put_s dest "$path" ;;
    *) put_s path "$path" ;;
  esac
  if [ "$state" = absent ]; then put_s state absent; else file_report "$path"; fi
}

# refuse MESSAGE: fails with the path beside the message.
refuse() {
  put_s path "$path"
  fail "$1"
}

# Goes on with what a link leads to.
follow_link() {
  if ! $p_follow || [ "$st_state" != link ]; then return 0; fi
  follow "$path" || refuse "cannot follow the link $path"
  path=$followed
  stat_one "$path"
  old=$st_state
}

query_absent() {
  [ "$old" != absent ] || return 0
  differ state "$old" absent
  if $shows_diff && [ "$old" = directory ]; then diff_content; fi
}

# diff_content: all that is in a folder that is to go, which takes the place of a plain diff.
diff_content() {
  put_map diff
  put_map before
  put_s path "$path"
  put_s state directory
  put_map path_content
  diff_names directories -type d
  diff_names files '!' -type d
  put_close
  put_close
  put_map after
  put_s path "$path"
  put_s state absent
  put_close
  put_close
}

diff_names() {
  put_list "$1"
  shift
  names=$(find "$path" ! -path "$path" "$@" 2>/dev/null)
  while [ -n "$names" ]; do
    put_s '' "${names%%"$_nl"*}"
    case $names in *"$_nl"*) names=${names#*"$_nl"} ;; *) names='' ;; esac
  done
  put_close
}
apply_absent() {
  if [ "$old" = directory ]; then
    attempt rm -rf -- "$path" || refuse "rmtree failed: $error"
  else
    attempt rm -f -- "$path" || refuse "unlinking failed: $error"
  fi
}

query_file() {
  follow_link
  case $st_state in
    file | hard) ;;
    *)
      if $_check && [ "$st_state" = absent ]; then missing_names; fi
      put_s state "$st_state"
      refuse "file ($path) is $st_state, cannot continue" ;;
  esac
  attributes_query "$path" false
  times_query preserve
}
apply_file() {
  attributes_apply "$path"
  times_apply "$path"
}

# missing_names: an owner and group that are to be made before the file is.
missing_names() {
  case $p_owner in
    '') ;;
    *[!0-9]*) owner_id "$p_owner" || not_yet user "$p_owner" ;;
    *) ! have getent || getent passwd "$p_owner" >/dev/null || not_yet user "with uid $p_owner" ;;
  esac
  case $p_group in
    '') ;;
    *[!0-9]*) group_id "$p_group" || not_yet group "$p_group" ;;
    *) ! have getent || getent group "$p_group" >/dev/null || not_yet group "with gid $p_group" ;;
  esac
}
not_yet() { warn "failed to look up $1 $2. Create $1 up to this point in real play"; }

query_directory() {
  follow_link
  attributes_query "$path" true
  case $st_state in
    absent)
      differ state absent directory
      times_query preserve ;;
    directory)
      times_query preserve
      if $p_recurse; then recurse_query "$path"; fi ;;
    *) refuse "$path already exists as a $st_state" ;;
  esac
}
apply_directory() {
  if [ "$old" = absent ]; then
    folders_make "$path"
  else
    attributes_apply "$path"
    if $p_recurse; then recurse_apply "$path"; fi
  fi
  times_apply "$path"
}

query_touch() {
  if [ "$old" = absent ]; then
    differ state absent touch
    attributes_query "$path" false
    return 0
  fi
  follow_link
  if [ "$st_state" = directory ]; then folder=true; else folder=false; fi
  attributes_query "$path" "$folder"
  times_query now
}
apply_touch() {
  if [ "$old" = absent ]; then
    parent_of "$path"
    [ -d "$parent" ] ||
      refuse "Error, could not touch target: [Errno 2] No such file or directory: b'$path'"
    error=$({ true >"$path"; } 2>&1) || refuse "Error, could not touch target: $error"
    undo=$path
    stat_one "$path"
    times_query now
  fi
  attributes_apply "$path"
  times_apply "$path"
}

query_link() {
  src=$p_src
  if [ -z "$src" ] && $p_follow && exists "$path" && [ "$old" = link ]; then
    link_read "$path"
    src=$link
  fi
  query_link_source
  case $old in
    directory)
      $p_force || refuse "refusing to convert from directory to symlink for $path"
      folder_is_empty "$path" ||
        refuse "the directory $path is not empty, refusing to convert it" ;;
    file | hard)
      $p_force || refuse "refusing to convert from $old to symlink for $path" ;;
  esac
  replace=false
  if [ "$old" != link ]; then
    [ -n "$src" ] || refuse "src is required for creating new symlinks"
    replace=true
    differ state "$old" link
  elif [ -n "$p_src" ]; then
    link_read "$path"
    if [ "$link" != "$src" ]; then
      replace=true
      differ src "$link" "$src"
    fi
  fi
  if ! $replace || ! $_check; then query_link_target; fi
}

# Finds what the link leads to, $source. Without force a link must not dangle.
query_link_source() {
  source=$path
  [ -n "$src" ] || return 0
  case $src in
    /*) source=$src ;;
    *)
      if [ "$old" = directory ]; then source=$path; else parent_of "$path" && source=$parent; fi
      source=${source%/}/$src ;;
  esac
  if $p_force || exists "$source"; then return 0; fi
  put_s src "$src"
  refuse "src file does not exist, use \"force=yes\" if you really want to create the link: $source"
}

# With follow the attributes are those of the target, which a link that is to be made has already.
query_link_target() {
  target=$path
  if $p_follow; then
    if $replace; then target=$source; fi
    if exists "$target" && file_wants_nothing; then
      attributes_none
      times_none
      return 0
    fi
    stat_target "$target"
    if [ "$st_state" = absent ]; then
      warn "Cannot set fs attributes on a non-existent symlink target. follow should be set to False to avoid this."
      attributes_none
      times_none
      return 0
    fi
    if [ -n "$p_mode$p_owner$p_group$p_attributes" ] && is_link "$target"; then
      follow "$target" && target=$followed
    fi
  else
    # A link has no permissions of its own.
    p_mode=''
  fi
  if [ "$st_state" = directory ]; then folder=true; else folder=false; fi
  attributes_query "$target" "$folder"
  times_query preserve
}
file_wants_nothing() {
  [ -z "$p_mode$p_owner$p_group$p_attributes$p_seuser$p_serole$p_setype$p_selevel" ] &&
    [ "${p_modification_time:-preserve}:${p_access_time:-preserve}" = preserve:preserve ]
}

apply_link() {
  if $replace; then
    if [ "$old" = directory ]; then
      attempt rmdir -- "$path" || refuse "Error while replacing: $error"
    fi
    attempt ln -sfn -- "$src" "$path" || refuse "Error while linking: $error"
  fi
  attributes_apply "$target"
  times_apply "$target"
}

query_hard() {
  src=$p_src
  if [ "$old" != hard ] && [ -z "$src" ]; then
    refuse "src is required for creating new hardlinks"
  fi
  if [ -n "$src" ] && ! exists "$src"; then
    put_s src "$src"
    put_s dest "$path"
    fail "src does not exist"
  fi
  replace=false
  case $old in
    absent) replace=true ;;
    directory) refuse "Cannot link: different hard link exists at destination" ;;
    *)
      # shellcheck disable=SC3013 # in POSIX since 2024, and in every shell before that
      if [ -n "$src" ] && ! [ "$path" -ef "$src" ]; then replace=true; fi ;;
  esac
  if $replace; then
    differ state "$old" hard
    case $old in
      hard) $p_force || refuse "Cannot link, different hard link exists at destination" ;;
      file) $p_force || refuse "Cannot link, file exists at destination" ;;
    esac
    stat_target "$src"
  fi
  attributes_query "$path" false
  times_query preserve
}
apply_hard() {
  if $replace; then
    if $p_follow && [ -h "$src" ]; then src=$(readlink -f -- "$src"); fi
    attempt ln -f -- "$src" "$path" || refuse "Error while linking: $error"
  fi
  attributes_apply "$path"
  times_apply "$path"
}
