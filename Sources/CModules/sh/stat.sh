# Retrieve the status of a file or file system.
#
# module ansible.builtin.stat
# uses stat checksum
# param path path required aliases=dest,name : The full path.
# param follow bool default=false : Look at what a link leads to.
# param get_checksum bool default=true : Whether to return a checksum.
# param get_mime bool default=true aliases=mime,mime_type,mime-type : Whether to ask `file` for the type of the content.
# param get_attributes bool default=true aliases=attr,attributes : Whether to ask `lsattr` for the flags.
# param checksum_algorithm str default=sha1 choices=md5,sha1,sha224,sha256,sha384,sha512 aliases=checksum,checksum_algo : Which checksum.
# returns stat dict : What is known about the path.
# looks path checksum=get_checksum attributes=get_attributes type=get_mime
# supports check_mode

report() {
  if $p_follow; then stat_target "$p_path"; else stat_one "$p_path"; fi
  put_map stat
  if [ "$st_state" = absent ]; then
    put_j exists false
  else
    put_j exists true
    put_s path "$p_path"
    put_numbers
    put_kind
    put_permissions
    if [ "$st_user" != UNKNOWN ]; then put_s pw_name "$st_user"; fi
    if [ "$st_group" != UNKNOWN ]; then put_s gr_name "$st_group"; fi
    if [ "$st_kind" = lnk ]; then put_target; fi
    if $p_get_checksum && [ "$st_kind" = reg ] && { [ -z "$st_inode" ] || [ -r "$p_path" ]; }; then
      # The content of what a check has foreseen may not be known.
      if [ -n "$st_inode" ] || place_of "$p_path" || { [ "$p_checksum_algorithm" = sha1 ] && seen_more s; }; then
        checksum "$p_checksum_algorithm" "$p_path"
        put_s checksum "$checksum"
      fi
    fi
    if [ -n "$st_inode" ]; then
      if $p_get_mime; then put_mime; fi
      if $p_get_attributes; then put_attributes; fi
    fi
  fi
  put_close
}

put_numbers() {
  put_s mode "$st_perms"
  case $st_uid in *[!0-9]*) ;; *) put_j uid "$st_uid" ;; esac
  case $st_gid in *[!0-9]*) ;; *) put_j gid "$st_gid" ;; esac
  put_j size "$st_size"
  # The rest is not known of what a check has foreseen.
  [ -n "$st_inode" ] || return 0
  put_j inode "$st_inode"
  put_j dev "$st_device"
  put_j nlink "$st_links"
  put_j atime "$st_atime"
  put_j mtime "$st_mtime"
  put_j ctime "$st_ctime"
  put_j blocks "$st_blocks"
  put_j block_size "$st_block_size"
  put_j device_type $((0x$st_major << 8 | 0x$st_minor & 255 | (0x$st_minor & ~255) << 12))
}

put_kind() {
  for kind in dir chr blk reg fifo lnk sock; do
    if [ "$st_kind" = "$kind" ]; then put_j "is$kind" true; else put_j "is$kind" false; fi
  done
}

# put_bit NAME BIT: whether a bit of the mode is set.
put_bit() {
  if [ $((st_mode & $2)) -ne 0 ]; then put_j "$1" true; else put_j "$1" false; fi
}

put_permissions() {
  put_bit wusr 128
  put_bit rusr 256
  put_bit xusr 64
  put_bit wgrp 16
  put_bit rgrp 32
  put_bit xgrp 8
  put_bit woth 2
  put_bit roth 4
  put_bit xoth 1
  put_bit isuid 2048
  put_bit isgid 1024
  [ -n "$st_inode" ] || return 0
  if [ -r "$p_path" ]; then put_j readable true; else put_j readable false; fi
  if [ -w "$p_path" ]; then put_j writeable true; else put_j writeable false; fi
  if [ -x "$p_path" ]; then put_j executable true; else put_j executable false; fi
}

put_target() {
  link_read "$p_path"
  put_s lnk_target "$link"
  if ! follow "$p_path"; then followed=$(readlink -m -- "$p_path"); fi
  put_s lnk_source "$followed"
}

put_mime() {
  mime=unknown charset=unknown
  if seen_more m; then
    found=$more
  elif have file; then
    found=$(file -N --mime-type --mime-encoding -- "$p_path" 2>/dev/null) || found=
  else
    found=
  fi
  case $found in
    *:*\;*charset=*)
      found=${found##*: }
      mime=${found%%;*} charset=${found##*charset=} ;;
  esac
  put_s mimetype "$mime"
  put_s charset "$charset"
}

put_attributes() {
  found=
  if seen_more a; then
    found=$more
  elif have lsattr; then
    found=$(lsattr -vd -- "$p_path" 2>/dev/null) || found=
  fi
  # shellcheck disable=SC2086 # version, flags, path
  set -- $found
  if [ $# -lt 2 ]; then
    put_j version null
    put_s attr_flags ''
    put_j attributes '[]'
    return 0
  fi
  put_s version "$1"
  flags=
  rest=$2
  put_list attributes
  while [ -n "$rest" ]; do
    flag=${rest%"${rest#?}"}
    rest=${rest#?}
    [ "$flag" != - ] || continue
    flags=$flags$flag
    flag_name "$flag" && put_s '' "$flag_name"
  done
  put_close
  put_s attr_flags "$flags"
}

flag_name() {
  case $1 in
    A) flag_name=noatime ;;
    a) flag_name=append ;;
    c) flag_name=compressed ;;
    C) flag_name=nocow ;;
    d) flag_name=nodump ;;
    D) flag_name=dirsync ;;
    e) flag_name=extents ;;
    E) flag_name=encrypted ;;
    h) flag_name=blocksize ;;
    i) flag_name=immutable ;;
    I) flag_name=indexed ;;
    j) flag_name=journalled ;;
    N) flag_name=inline ;;
    s) flag_name=zero ;;
    S) flag_name=synchronous ;;
    t) flag_name=notail ;;
    T) flag_name=blockroot ;;
    u) flag_name=undelete ;;
    X) flag_name=compressedraw ;;
    Z) flag_name=compresseddirty ;;
    *) return 1 ;;
  esac
}
