# Downloads files from HTTP, HTTPS, or FTP to node.
#
# module ansible.builtin.get_url
# uses http download write checksum
# param dest path required : Where to put the file, or the folder for it.
# param checksum str default= : ALGORITHM:CHECKSUM, or ALGORITHM:URL of a list of checksums.
# param backup bool default=false : Keep a copy of the old file.
# param timeout int default=10 : Give up after so many seconds without an answer.
# param tmp_dest path : Where to put the file meanwhile.
# returns dest str : The file.
# returns checksum_src str : The SHA-1 of what came.
# returns checksum_dest str : The SHA-1 of the file.
# returns status_code int : The status of the answer.
# supports check_mode

query() {
  dest=$p_dest
  wanted=
  if [ -n "$p_checksum" ]; then wanted_checksum; fi
  in_folder=false
  if is_folder "$dest"; then
    in_folder=true
  elif exists "$dest" && [ -n "$wanted" ] && ! $p_force; then
    checksum "$algorithm" "$dest"
    if [ "$checksum" = "$wanted" ]; then
      download_message="file already exists"
      keep
      return 0
    fi
    p_force=true
  fi
  download "$p_url" "$dest"
  if [ "$http_status" = 304 ]; then
    download_message="HTTP Error 304: Not Modified"
    keep
    return 0
  fi
  if $in_folder; then
    http_answer_name "$http_url"
    dest=${dest%/}/$http_file_name
  fi
  compare
}

# The file stays; its attributes may differ all the same.
keep() {
  replace=false
  stat_one "$dest"
  attributes_query "$dest" false
  if $_changed; then download_message="$download_message but file attributes changed"; fi
}

compare() {
  if [ -n "$wanted" ]; then
    checksum "$algorithm" "$download_file"
    [ "$checksum" = "$wanted" ] ||
      fail "The checksum for $p_url did not match $wanted; it was $checksum."
  fi
  checksum sha1 "$download_file"
  checksum_src=$checksum
  replace=true
  stat_target "$dest"
  if [ "$st_kind" = reg ]; then
    checksum sha1 "$dest"
    put_s checksum_dest "$checksum"
    if [ "$checksum" = "$checksum_src" ]; then replace=false; fi
  elif ! $_check && [ ! -d "${dest%/*}/" ]; then
    fail "Destination ${dest%/*} does not exist"
  fi
  if $replace; then change; fi
  attributes_query "$dest" false
}

# The checksum itself, or where it stands in a list: `HASH  NAME` on each line.
wanted_checksum() {
  case $p_checksum in
    *:*) ;;
    *) fail "The checksum parameter has to be in format <algorithm>:<checksum>" ;;
  esac
  lower "${p_checksum%%:*}"
  algorithm=$lowered
  wanted=${p_checksum#*:}
  case $wanted in http://* | https://* | ftp://* | file://*) listed_checksum "$wanted" ;; esac
  lower "$wanted"
  wanted=$lowered
  # What is no letter and no digit does not count: a dot that was copied too.
  case $wanted in *[!0-9a-z]*) wanted=$(printf %s "$wanted" | tr -dc 0-9a-z) ;; esac
  case $wanted in '' | *[!0-9a-f]*) fail "The checksum format is invalid" ;; esac
}

listed_checksum() {
  download "$1" /nonexistent
  http_file_name "$p_url"
  wanted='' lines=0
  while read -r hash name || [ -n "$hash" ]; do
    lines=$((lines + 1))
    name=${name#\*}
    name=${name#./}
    if [ "$name" = "$http_file_name" ]; then wanted=$hash; fi
    only=$hash${name:+-}
  done <"$download_file"
  if [ -z "$wanted" ] && [ "$lines" = 1 ]; then wanted=${only%-*}; fi
  [ -n "$wanted" ] || fail "Unable to find a checksum for file '$http_file_name' in '$1'"
}

apply() {
  if $replace; then
    write_begin "$dest"
    cat "$download_file" >"$write_file" || write_failed "$dest"
    write_end "$dest"
  else
    attributes_apply "$dest"
  fi
}

foresee() {
  get_place='?' get_size=$st_size get_sum=-
  if $replace; then
    foresee_file
    cat -- "$download_file" >"$foresee_file"
    get_place=$foresee_file get_size=$(wc -c <"$foresee_file") get_sum=$checksum_src
  elif place_of "$dest"; then
    get_place=$place
  fi
  foresee_path "$dest" file "$get_place" $((get_size)) "$get_sum"
}

report() {
  put_s url "$p_url"
  put_s dest "$dest"
  put_s msg "$download_message"
  if [ -n "${download_file-}" ] && [ -n "${checksum_src-}" ]; then
    put_j elapsed "$download_elapsed"
    put_s src "$download_file"
    put_s checksum_src "$checksum_src"
    put_j status_code "$http_status"
    checksum md5 "$download_file"
    put_s md5sum "$checksum"
  elif [ "${http_status-}" = 304 ]; then
    put_j status_code 304
  fi
  file_report "$dest"
}
