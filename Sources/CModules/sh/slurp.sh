# Slurp a file from remote nodes.
#
# module ansible.builtin.slurp
# uses base64 checksum
# param src path required aliases=path : The file.
# returns content str : The content in Base64.
# returns encoding str : How it is encoded: base64.
# returns source str : The file.
# supports check_mode

query() {
  if is_folder "$p_src"; then
    fail "source is a directory and must be a file: $p_src"
  elif ! exists "$p_src"; then
    fail "file not found: $p_src"
  fi
  content_place "$p_src"
  [ -r "$place" ] || fail "file is not readable: $p_src"
}

report() {
  put_s source "$p_src"
  put_s encoding base64
  temporary
  (umask 077 && encode_base64 "$place" >"$_tmp/base64") || fail "unable to slurp file: $p_src"
  put_data content "$_tmp/base64"
}
