# Checksums, by whichever tool the host has, and comparisons that need none.
#
# part checksum
# uses look

# checksum ALGORITHM FILE: sets $checksum; ALGORITHM is md5, sha1, sha224, sha256, sha384, sha512,
# or sha3_256 and the like where the host has openssl.
checksum() {
  if [ "$1:$2" = "sha1:${st_path-}" ] && seen_more s; then
    # A backslash in front tells that the name after it is written with escapes.
    checksum=${more#\\} checksum=${checksum%% *}
    return 0
  fi
  if [ -n "$_foreseen" ]; then
    content_place "$2"
    set -- "$1" "$place"
  fi
  if have "${1}sum"; then
    checksum=$("${1}sum" <"$2")
  elif have openssl; then
    case $1 in sha3_*) set -- "sha3-${1#sha3_}" "$2" ;; esac
    checksum=$(openssl dgst -r "-$1" <"$2")
  else
    fail "no tool for checksums: install coreutils (${1}sum) or openssl"
  fi || fail "cannot read $2 for its checksum"
  checksum=${checksum%% *}
}

# content_place FILE: sets $place to where its content is; ends the call where a check cannot know it.
content_place() {
  place_of "$1" || unknown "The content of $1 is not known before an earlier task has made it"
}

# content_read FILE SIZE: sets $content to the text of a small file; false for a large one, and for
# one that holds NUL.
content_read() {
  [ "$2" -le "$_small" ] || return 1
  content='' _content_line=''
  if [ -n "$_foreseen" ]; then
    content_place "$1"
    set -- "$place" "$2"
  fi
  while IFS= read -r _content_line; do
    content=$content$_content_line$_nl
  done <"$1"
  content=$content$_content_line
  [ "${#content}" -eq "$2" ]
}

# content_is FILE SIZE TEXT [SHA1]: whether FILE, of that size, holds just TEXT.
content_is() {
  [ "${#3}" -eq "$2" ] || return 1
  if [ "$2" -le "$_small" ]; then
    content_read "$1" "$2" && [ "$content" = "$3" ]
  else
    checksum sha1 "$1"
    [ "$checksum" = "$4" ]
  fi
}
