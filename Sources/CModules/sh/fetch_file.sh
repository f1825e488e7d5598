# The far end of `fetch`: a file's checksum, and its content as a stream where the controller lacks it.
#
# module bosun.internal.fetch
# uses stat checksum stream
# param src path required : The file.
# param _checksum str : The SHA-1 of what the controller has.
# param _limit int : How much of a file is sent at once; there may be more to ask for.
# param _offset int : Where to go on: no checksum is made then.
# param _form str default=raw choices=raw,gzip : How to send what comes after _offset.
# returns checksum str : The SHA-1 of the file.
# returns size int : Its size.
# returns forms str : `gzip`, where the host can pack.
# supports check_mode

query() {
  if [ -d "$p_src" ]; then
    fail "remote file is a directory, fetch cannot work on directories"
  elif [ ! -e "$p_src" ]; then
    fail "the remote file does not exist"
  elif [ ! -r "$p_src" ]; then
    fail "the remote file is not readable: $p_src"
  fi
}

report() {
  if given _offset; then
    fetch_rest
    return 0
  fi
  stat_target "$p_src"
  put_j size "$st_size"
  checksum sha1 "$p_src"
  put_s checksum "$checksum"
  [ "$checksum" != "$p__checksum" ] || return 0
  stream_forms
  put_s forms "$forms"
  if [ "$st_size" -le "$p__limit" ]; then
    stream_put cat -- "$p_src"
  else
    stream_put head -c "$p__limit" -- "$p_src"
  fi
}

fetch_rest() {
  if [ "$p__form" = gzip ]; then
    stream_put fetch_packed
  else
    stream_put fetch_tail
  fi
}
fetch_tail() { tail -c "+$((p__offset + 1))" -- "$p_src"; }
fetch_packed() { fetch_tail | gzip -1c; }
