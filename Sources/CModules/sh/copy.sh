# Copy files to remote locations.
#
# This is the host's side. What is on the controller comes with the call, or in a second one when the
# first has answered that it is needed.
#
# module ansible.builtin.copy
# uses write checksum base64 folders copytree upload
# param dest path required : Where to.
# param src path : Where from.
# param content str : What to write, in place of src.
# param remote_src bool default=false : Whether src is on the host.
# param force bool default=true : Whether to replace a file that is there.
# param backup bool default=false : Keep a copy of the old file.
# param validate str : A command that must accept the new file, %s being its name.
# param directory_mode mode : The mode of folders that have to be made.
# param follow bool default=false : Whether to write to what a link in dest leads to.
# param local_follow bool default=true : Whether to copy what links in src lead to.
# param checksum str : The SHA-1 that the content must have.
# param decrypt bool default=true : The controller's: decrypt what Vault has encrypted.
# param _content str : The content.
# param _content_b64 str : The content in Base64.
# param _size int : The size of content that comes as a stream, once it is asked for.
# param _checksum str : The SHA-1 of the content.
# param _source_name str : The name to take in a folder.
# param _diff_limit int default=104448 : Bytes beyond which a file is not shown; 0 for no limit.
# returns dest str : The file.
# returns src str : The source.
# returns checksum str : The SHA-1 of the content.
# returns md5sum str : Its MD5, where the copy was made on the host.
# looks dest compare
# late dest mode owner group backup=false unsafe_writes=false _content _content_b64 _checksum _source_name
# supports check_mode

query() {
  dest=$p_dest is_tree=false skipped=false
  if $p_remote_src; then query_source; fi
  if $is_tree; then
    tree_query
    return 0
  fi
  query_dest
  stat_one "$dest"
  if [ "$st_state" = link ] && $p_follow; then
    follow "$dest" || fail "cannot follow the link $dest"
    dest=$followed
    stat_one "$dest"
  fi
  if [ "$st_state" != absent ] && ! $p_force && exists "$dest"; then
    skipped=true
    return 0
  fi
  query_content
  attributes_query "$dest" false
}

query_source() {
  if ! exists "$p_src" && $_check; then query_later "Source $p_src not found"; fi
  exists "$p_src" || fail "Source $p_src not found"
  if foreseen_path "$p_src"; then
    ! is_folder "$p_src" || unknown "What is below $p_src is not known before an earlier task has made it"
  else
    [ -r "$p_src" ] || fail "Source $p_src not readable"
  fi
  if is_folder "$p_src"; then
    is_tree=true
    # What is copied keeps the modes of its source.
    if [ "$p_mode" = preserve ]; then p_mode=''; fi
    return 0
  fi
  is_file "$p_src" || fail "Cannot copy invalid source '$p_src': not a file"
  p__source_name=${p_src##*/}
  stat_target "$p_src"
  source_mode=$st_mode source_perms=$st_perms source_size=$st_size
  checksum sha1 "$p_src"
  p__checksum=$checksum
  if [ -n "$p_checksum" ] && [ "$p_checksum" != "$checksum" ]; then
    put_s checksum "$checksum"
    put_s expected_checksum "$p_checksum"
    fail "Copied file does not match the expected checksum. Transfer failed."
  fi
  if [ "$p_mode" = preserve ]; then p_mode=$source_perms; fi
}

# In check mode what is missing may be what an earlier task would have made.
query_later() {
  warn "$1. Create it up to this point in real play"
  if $_foresees; then
    case $dest in */) dest=$dest${p_src##*/} ;; esac
    attributes_none
    st_state=absent
    foresee_path "$dest" file
  fi
  put_s dest "$dest"
  put_j changed true
  _leave 63
}

# Inside a folder the file has its source's name. Only a dest that ends with a slash has its
# folder made.
query_dest() {
  make_folder=
  case $dest in
    */)
      if [ -n "$p__source_name" ]; then dest=$dest$p__source_name; fi
      parent=${dest%/*}
      if ! exists "${parent:-/}"; then
        make_folder=$parent
        change
        return 0
      fi ;;
  esac
  if is_folder "$dest"; then
    [ -n "$p__source_name" ] || fail "can not use content with a dir as dest"
    dest=${dest%/}/$p__source_name
  fi
  case $dest in */*) parent=${dest%/*} ;; *) parent=. ;; esac
  parent=${parent:-/}
  if ! is_folder "$parent"; then
    $_check || fail "Destination directory $parent does not exist"
    # It may be what an earlier task would have made.
    warn "Destination directory $parent does not exist. Create it up to this point in real play"
  elif ! foreseen_path "$parent" && [ ! -w "$parent" ] && write_unsafe && ! $p_unsafe_writes; then
    fail "Destination $parent not writable"
  fi
}

query_content() {
  replace=true
  if [ "$st_kind" = reg ] && copy_readable; then
    if given _content; then
      if content_is "$dest" "$st_size" "$p__content" "$p__checksum"; then replace=false; fi
    elif [ "${p__size:-$st_size}" = "$st_size" ]; then
      checksum sha1 "$dest"
      if [ "$checksum" = "$p__checksum" ]; then replace=false; fi
    fi
  elif [ "$st_state" = directory ]; then
    fail "cannot write to $dest: it is a directory"
  fi
  $replace || return 0
  change
  if $_diff && [ -f "$dest" ] && place_of "$dest"; then copy_before; fi
}

# What the file holds, for the diff; also that of a file that a link leads to, as Ansible shows it.
copy_before() {
  copy_size=$st_size
  if [ "$st_kind" != reg ]; then copy_size=$(wc -c <"$place"); fi
  if [ "$p__diff_limit" -gt 0 ] && [ "$copy_size" -gt "$p__diff_limit" ]; then
    put_j _larger true
  else
    put_data _before "$place"
  fi
}

# What a check has foreseen can be compared where its content or its checksum is known.
copy_readable() {
  if foreseen_path "$dest"; then place_of "$dest" || seen_more s; else [ -r "$dest" ]; fi
}

foresee() {
  if $is_tree; then
    foresee_folders "$tree_dest"
    return 0
  fi
  if [ -n "$make_folder" ]; then
    file_mode=$fa_mode fa_mode=''
    foresee_folders "$make_folder"
    fa_mode=$file_mode
  fi
  copy_content='?' copy_size=${p__size-}
  if ! $replace; then
    if place_of "$dest"; then copy_content=$place; fi
    copy_size=$st_size
  elif $p_remote_src; then
    if place_of "$p_src"; then copy_content=$place; fi
    copy_size=$source_size
    [ -n "$fa_mode" ] || fa_mode=$source_mode
  elif given _content || given _content_b64; then
    foresee_file
    write_file=$foresee_file
    write_content
    copy_content=$foresee_file
    stat_new_size "$copy_content"
  fi
  foresee_path "$dest" file "$copy_content" "$copy_size" "$p__checksum"
}
stat_new_size() {
  if given _content; then copy_size=${#p__content}; else copy_size=$(wc -c <"$1"); fi
}


apply() {
  if $is_tree; then
    tree_apply
    return 0
  fi
  if [ -n "$make_folder" ]; then apply_folder; fi
  if $replace; then
    if given _size; then upload_take "$dest" "$p__checksum" "$p__size"; fi
    write_begin "$dest"
    if ! write_content; then write_failed "$dest"; fi
    write_end "$dest"
  else
    attributes_apply "$dest"
  fi
}

# The folder takes directory_mode, and the owner and group of the file.
apply_folder() {
  file_mode=$fa_mode
  fa_mode=
  if [ -n "$p_directory_mode" ]; then
    default_mode true
    mode_wanted "$p_directory_mode" "$default_mode" true
    fa_mode=$wanted_mode
  fi
  folders_make "$make_folder"
  fa_mode=$file_mode
}

write_content() {
  if given _content; then
    printf %s "$p__content" >"$write_file" 2>/dev/null
  elif given _content_b64; then
    decode_base64 "$p__content_b64" >"$write_file" 2>/dev/null
  elif $p_remote_src; then
    # Ansible makes it a new file with the mode of its source, where there was one.
    _write_uid=$fa_uid _write_gid=$fa_gid
    if $write_old && [ -z "$fa_mode" ]; then write_mode=$source_mode write_exact=false; fi
    cat -- "$p_src" >"$write_file" 2>/dev/null
  else
    write_upload
  fi
}

# The file is ours, so an old one's owner has to be set again.
write_upload() {
  write_exact=false
  mv -f -- "$upload" "$write_file" 2>/dev/null || return 1
  upload_done
  if [ -z "$_write_uid" ] && $write_old; then _write_uid=$st_uid _write_gid=$st_gid; fi
}

report() {
  if $is_tree; then
    tree_report
    return 0
  fi
  put_s dest "$dest"
  if [ -n "$p_src" ]; then put_s src "$p_src"; fi
  if $skipped; then
    if $p_remote_src; then put_s msg "file already exists"; fi
    return 0
  fi
  put_s checksum "$p__checksum"
  if $p_remote_src; then
    checksum md5 "$p_src"
    put_s md5sum "$checksum"
  elif ! $replace; then
    put_s path "$dest"
  fi
  file_report "$dest"
}
