# The far end of `fetch`: a file's checksum, and its content where the controller lacks it.
#
# module bosun.internal.fetch
# uses stat checksum base64
# param src path required : The file.
# param fail_on_missing bool default=true : Whether it is a failure that there is no such file.
# param _checksum str : The SHA-1 of what the controller has.
# returns checksum str : The SHA-1 of the file.
# returns size int : Its size.
# returns content str : Its content in Base64, when it differs from what the controller has.
# supports check_mode

query() {
  if [ -d "$p_src" ]; then
    fetch_lacks "remote file is a directory, fetch cannot work on directories"
  elif [ ! -e "$p_src" ]; then
    fetch_lacks "the remote file does not exist"
  elif [ ! -r "$p_src" ]; then
    fetch_lacks "the remote file is not readable: $p_src"
  fi
}

# Without fail_on_missing the task is left as it is.
fetch_lacks() {
  put_s file "$p_src"
  if $p_fail_on_missing; then fail "$1"; fi
  put_s msg "$1, not transferring, ignored"
  put_j changed false
  _leave 63
}

report() {
  stat_target "$p_src"
  put_j size "$st_size"
  checksum sha1 "$p_src"
  put_s checksum "$checksum"
  if [ "$checksum" = "$p__checksum" ]; then return 0; fi
  temporary
  (umask 077 && encode_base64 "$p_src" >"$_tmp/base64") || fail "cannot read $p_src"
  put_data content "$_tmp/base64"
}
