# Copies of folders on the host, for `copy` with remote_src.
#
# part copytree
# uses files recurse folders
#
# With a slash at the end of src its content goes into dest; otherwise the folder itself does.
# Nothing is removed from dest. A file is copied where its content differs or it is missing.

tree_query() {
  tree_dest=${p_dest%/}
  case $p_src in
    */) ;;
    *) tree_dest=$tree_dest/${p_src##*/} ;;
  esac
  tree_named=$p_dest
  if [ -d "$p_dest" ]; then tree_named=${p_dest%/}/${p_src##*/}; fi
  tree_flags=-Pp
  if $p_local_follow; then tree_flags=-Lp; fi
  tree_owner
  p_recurse=false
  stat_one "$tree_dest"
  if [ "$st_state" = absent ]; then
    change
    return 0
  fi
  tree_walk "${p_src%/}" "$tree_dest" compare
  if [ -n "$p_owner$p_group" ]; then
    tree_mode=$p_mode p_mode='' p_follow=false
    recurse_query "$tree_dest"
    p_mode=$tree_mode
  fi
  attributes_query "$tree_dest" true
}

tree_owner() {
  st_user='' st_group=''
  if [ -n "$p_owner" ]; then owner_id "$p_owner" || $_check || fail "chown failed: failed to look up user $p_owner"; fi
  if [ -n "$p_group" ]; then group_id "$p_group" || $_check || fail "chgrp failed: failed to look up group $p_group"; fi
}

# tree_walk SRC DEST DO: for each entry of SRC whose copy in DEST is missing or differs, `compare`
# notes a change, `copy` copies. Folders on the way are pushed on a stack, as functions share their
# variables.
tree_walk() {
  tree_do=$3
  set -- "$1" "$2"
  while [ $# -gt 0 ]; do
    tree_from=$1 tree_to=$2
    shift 2
    for tree_entry in "$tree_from"/* "$tree_from"/.[!.]* "$tree_from"/..?*; do
      if [ ! -e "$tree_entry" ] && [ ! -h "$tree_entry" ]; then continue; fi
      tree_copy=$tree_to/${tree_entry##*/}
      if [ -d "$tree_entry" ] && [ -d "$tree_copy" ] && { $p_local_follow || [ ! -h "$tree_entry" ]; }; then
        set -- "$@" "$tree_entry" "$tree_copy"
      elif ! tree_same "$tree_entry" "$tree_copy"; then
        change
        if [ "$tree_do" = copy ]; then tree_copy_one "$tree_entry" "$tree_copy"; fi
      fi
    done
  done
}

tree_same() {
  if [ -h "$1" ] && ! $p_local_follow; then
    [ -h "$2" ] && [ "$(readlink -- "$1")" = "$(readlink -- "$2")" ]
    return
  fi
  [ -e "$2" ] && [ ! -d "$1" ] && cmp -s -- "$1" "$2"
}

tree_copy_one() {
  if [ -h "$2" ]; then rm -f -- "$2"; fi
  tree_copy "$1" "$2" || fail "failed to copy: $1 to $2: $tree_error"
}

# tree_copy FROM TO: links that lead nowhere, or round in circles, are copied as links.
tree_copy() {
  tree_error=$(cp -R "$tree_flags" -- "$1" "$2" 2>&1) && return 0
  $p_local_follow && [ -d "$2" ] || return 1
  tree_to_whole=$(cd -- "$2" && pwd)
  tree_lost=$(
    cd -- "$1" && find . -exec sh -c '
      to=$1
      shift
      for name do
        if [ -e "$to/$name" ] || [ -h "$to/$name" ]; then continue; fi
        if [ -h "$name" ]; then cp -Pp -- "$name" "$to/$name"; else printf %s "$name"; fi
      done' sh "$tree_to_whole" {} + 2>&1
  )
  [ -z "$tree_lost" ]
}

tree_apply() {
  if [ "$st_state" = absent ]; then
    fa_uid='' fa_gid='' fa_mode='' fa_flags='' fa_context=''
    parent_of "$tree_dest"
    [ -d "$parent" ] || folders_make "$parent"
    tree_copy "${p_src%/}/." "$tree_dest" ||
      fail "failed to copy: $p_src to $tree_dest: $tree_error"
    stat_one "$tree_dest"
    attributes_query "$tree_dest" true
  else
    tree_walk "${p_src%/}" "$tree_dest" copy
  fi
  attributes_apply "$tree_dest"
  if [ -n "$p_owner$p_group" ]; then
    tree_mode=$p_mode p_mode='' p_follow=false
    recurse_query "$tree_dest"
    recurse_apply "$tree_dest"
    p_mode=$tree_mode
  fi
}

tree_report() {
  put_s dest "$tree_named"
  put_s src "$p_src"
  put_j checksum null
  put_j md5sum null
  file_report "${tree_named%/}"
}
