# Reading and writing one text file, for modules whose text work is done on the controller.
#
# module bosun.internal.edit
# uses write checksum base64
# param path path required aliases=dest,name,destfile : The file.
# param create bool default=false : Whether the file may be made.
# param backup bool default=false : Keep a copy of the old file.
# param validate str : A command that must accept the new file, %s being its name.
# param _read bool default=false : Answer the content; nothing is changed.
# param _content str : The new content.
# param _content_b64 str : The new content in Base64.
# param _expect str : The SHA-1 that the file had when it was read, or `absent`.
# param _expect_content str : In place of that, the text that it had, where that is short.
# param _ahead bool default=false : The expectation is a guess: when it is wrong, all comes again.
# returns _exists bool : Whether the file is there.
# returns _is_folder bool : Whether it is a folder.
# returns _content str : The content.
# returns _size int : Its size.
# returns _attributes bool : Whether owner, mode and the like differ.
# returns _recalled bool : The guess was wrong.
# looks path
# late path create mode owner group backup=false unsafe_writes=false _content _content_b64 _expect _expect_content _ahead
# supports check_mode

# A link is edited where it leads to.
query() {
  path=$p_path
  if is_link "$path"; then
    follow "$path" || fail "cannot follow the link $path"
    path=$followed
  fi
  write=false
  stat_one "$path"
  if ! given _read || ! $p__read; then query_write; fi
}

query_write() {
  query_unchanged
  attributes_query "$path" false
  put_j _attributes "$_changed"
  if given _content || given _content_b64; then
    write=true
    change
  fi
}

# Somebody else may have written to the file since it was read.
query_unchanged() {
  expected && return 0
  ! $p__ahead || recall
  if [ "$st_state" = directory ]; then fail "Path $path is a directory !"; fi
  fail "$path was changed by somebody else while it was being edited; nothing has been written"
}

expected() {
  if given _expect_content; then
    [ "$st_kind" = reg ] && content_is "$path" "$st_size" "$p__expect_content" ''
  elif given _expect; then
    checksum=absent
    case $st_kind in
      reg) checksum sha1 "$path" ;;
      absent) ;;
      *) checksum=other ;;
    esac
    [ "$checksum" = "$p__expect" ]
  fi
}

apply() {
  if ! $write; then
    attributes_apply "$path"
    return 0
  fi
  case $path in
    */*)
      parent=${path%/*}
      [ -d "${parent:-/}" ] || must "cannot make the folder $parent" mkdir -p -- "$parent" ;;
  esac
  write_begin "$path"
  write_content || write_failed "$path"
  write_end "$path"
}

foresee() {
  if ! $write; then
    if place_of "$path"; then edit_place=$place; else edit_place='?'; fi
    foresee_path "$path" file "$edit_place" "$st_size"
    return 0
  fi
  foresee_file
  write_file=$foresee_file
  write_content
  edit_size=$(wc -c <"$write_file")
  case $path in /*/*) foresee_above "${path%/*}" ;; esac
  foresee_path "$path" file "$write_file" $((edit_size))
}

write_content() {
  if given _content; then
    printf %s "$p__content" >"$write_file" 2>/dev/null
  else
    decode_base64 "$p__content_b64" >"$write_file" 2>/dev/null
  fi
}

report() {
  if ! given _read || ! $p__read; then
    file_report "$path"
    return 0
  fi
  if [ "$st_state" = directory ]; then put_j _is_folder true; else put_j _is_folder false; fi
  if [ "$st_state" = absent ]; then
    put_j _exists false
    return 0
  fi
  put_j _exists true
  [ "$st_state" != directory ] || return 0
  content_place "$path"
  [ -r "$place" ] || fail "cannot read $path: Permission denied"
  put_j _size "$st_size"
  if content_read "$path" "$st_size"; then
    put_s _content "$content"
  else
    put_data _content "$place"
  fi
}
