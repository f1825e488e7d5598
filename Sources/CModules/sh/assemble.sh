# Make a file of the fragments in a folder.
#
# module ansible.builtin.assemble
# uses files write checksum
# param src path required : The folder.
# param dest path required : The file.
# param backup bool default=false : Keep a copy of the old file.
# param delimiter str : What stands between the fragments.
# param remote_src bool default=true : Whether the folder is on the host.
# param regexp str : Take only fragments whose names hold a match.
# param ignore_hidden bool default=false : Leave out fragments whose names begin with a dot.
# param validate str : A command that checks the new file, %s in it being the file's name.
# param decrypt bool default=true : Decrypt fragments of the controller that are encrypted.
# param _list bool default=false : Only tell the names of the fragments.
# param _names list elements=str : The fragments to take.
# param _delimiter str : The delimiter with its escapes resolved, and a newline at its end.
# returns checksum str : The SHA-1 of the file.
# returns dest str : The file.
# supports check_mode

query() {
  [ -e "$p_src" ] || fail "Source ($p_src) does not exist"
  [ -d "$p_src" ] || fail "Source ($p_src) is not a directory"
  if $p__list; then assemble_names; fi
  temporary
  assembled=$_tmp/assembled
  assemble >"$assembled" || fail "cannot write to $_tmp"
  checksum sha1 "$assembled"
  assembled_sum=$checksum
  dest=$p_dest
  stat_one "$dest"
  [ "$st_state" != directory ] || fail "the destination $dest is a directory"
  attributes_query "$dest" false
  replace=true
  if [ "$st_kind" = reg ]; then
    checksum sha1 "$dest"
    if [ "$checksum" = "$assembled_sum" ]; then replace=false; fi
  fi
  if $replace; then change; fi
}

# Names in the order of their bytes, as Python sorts them.
fragments() {
  if given _names; then
    eval "set -- $p__names"
    for fragment do printf '%s\n' "$fragment"; done
  else
    ls -A -- "$p_src"
  fi
}

fragment_counts() {
  [ -f "$p_src/$1" ] || return 1
  case $p_ignore_hidden:$1 in true:.*) return 1 ;; esac
}

assemble_names() {
  put_list names
  temporary
  fragments >"$_tmp/names"
  while IFS= read -r fragment; do
    if fragment_counts "$fragment"; then put_s '' "$fragment"; fi
  done <"$_tmp/names"
  put_close
  put_j changed false
  _leave "$_applied"
}

# A fragment begins on a line of its own, and so does the delimiter before it.
assemble() {
  fragments | {
    first=true ended=true
    while IFS= read -r fragment; do
      fragment_counts "$fragment" || continue
      $ended || echo
      $first || printf %s "$p__delimiter"
      cat -- "$p_src/$fragment" || exit 1
      first=false
      case $(tail -c 1 -- "$p_src/$fragment"; echo .) in "$_nl".) ended=true ;; *) ended=false ;; esac
    done
  }
}

apply() {
  if ! $replace; then
    attributes_apply "$dest"
    return 0
  fi
  write_begin "$dest"
  cat "$assembled" >"$write_file" || write_failed "$dest"
  write_end "$dest"
}

report() {
  put_s src "$p_src"
  put_s dest "$dest"
  put_s checksum "$assembled_sum"
  checksum md5 "$assembled"
  put_s md5sum "$checksum"
  put_s msg OK
  file_report "$dest"
}
