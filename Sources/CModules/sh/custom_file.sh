# Brings the file of a large module of the user's own, unless it is there.
#
# module bosun.internal.custom_file
# uses upload
# param _file str required : Its name in the private folder.
# param _size int required : Its size.
# param _checksum str required : The SHA-1 of its content.
# supports check_mode

query() {
  temporary
  custom_file=$_tmp/$p__file
  if [ -e "$custom_file" ]; then return 0; fi
  (umask 077 && mkdir -p "${custom_file%/*}") || fail "cannot make a folder in $_tmp"
  upload_take "$custom_file" "$p__checksum" "$p__size"
  mv -f -- "$upload" "$custom_file" || fail "cannot write $custom_file"
  upload_done
  chmod 700 "$custom_file"
}
