# A file that comes as a stream: its parts are kept beside the destination until it is whole, so that
# a broken upload goes on where it ended.
#
# part upload
# uses checksum stream write
#
# The folder of the parts, .bosun-part-CHECKSUM, is ours alone (0700); what is in it is reached by the
# folder itself, not by its name, which somebody else may be able to change. Folders that are a day
# old are removed by the next upload beside them. Where that cannot be, the private folder of the
# shell serves, and a broken upload begins anew.

# upload_take DEST CHECKSUM SIZE: brings the content to $upload, complete and synced, or fails.
upload_take() {
  _upload_size=$3
  case $1 in */*) _upload_beside=${1%/*} ;; *) _upload_beside=. ;; esac
  upload_sweep "$_upload_beside"
  _upload_folder=$_upload_beside/.bosun-part-$2
  if ! mkdir -m 700 -- "$_upload_folder" 2>/dev/null && ! (_upload_enter); then
    temporary
    _upload_folder=$_tmp/upload
    rm -rf "$_upload_folder"
    mkdir -m 700 "$_upload_folder" || fail "cannot make the folder $_upload_folder"
  fi
  upload=$_upload_folder/content
  _upload_status=0
  # What a subshell sends must not be sent again.
  flush
  (_upload_enter && _upload_receive) || _upload_status=$?
  case $_upload_status in
    0) ;;
    65) exit 65 ;;
    2) fail "the upload of $1 was broken off; its part is kept for the next time" ;;
    *) upload_failed "$1" ;;
  esac
  checksum sha1 "$upload"
  [ "$checksum" = "$2" ] && return 0
  rm -rf -- "$_upload_folder"
  put_s checksum "$checksum"
  put_s expected_checksum "$2"
  fail "Copied file does not match the expected checksum. Transfer failed."
}

# upload_done: the content has been moved to its place.
upload_done() { rm -rf -- "$_upload_folder"; }

# Whether the folder is ours, nobody else may write in it, and no other call uses it. From here on
# it is the working folder.
_upload_enter() {
  [ ! -h "$_upload_folder" ] && cd -P -- "$_upload_folder" 2>/dev/null && [ -O . ] || return 1
  if [ -e shell ]; then
    [ -O shell ] && read -r _upload_shell <shell || return 1
    [ "$_upload_shell" = $$ ] || ! kill -0 "$_upload_shell" 2>/dev/null || return 1
  fi
  stat_one .
  case $st_perms in ?700) ;; *) return 1 ;; esac
  echo $$ >shell
}

# 0 the content is whole, 1 it could not be stored, 2 the rest did not come.
_upload_receive() {
  _upload_have=0
  umask 077
  checksum=
  if [ -s content ]; then
    stat_one content
    _upload_have=$st_size
    checksum sha1 content
  fi
  stream_forms
  stream_ask "file $forms $_upload_have $checksum"
  read -r _upload_start <&4 || return 2
  [ "$_upload_start" = continue ] || { true >content; } 2>/dev/null || return 1
  stream_append content || return 1
  stat_one content
  [ "$st_size" = "$_upload_size" ] || return 2
  sync content 2>/dev/null || :
}

# The disk is full, or the like: what is there helps nobody.
upload_failed() {
  (
    write_file=$upload
    write_failed "$1"
  )
  rm -rf -- "$_upload_folder"
  exit 65
}

# upload_sweep FOLDER: removes parts that nobody has gone on with for a day.
upload_sweep() {
  for _upload_old in "$1"/.bosun-part-*; do
    if [ ! -d "$_upload_old" ] || [ -h "$_upload_old" ] || [ ! -O "$_upload_old" ]; then continue; fi
    [ -z "$(find "$_upload_old" -prune -mtime +0)" ] || rm -rf -- "$_upload_old"
  done
}
