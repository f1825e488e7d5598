# Checksums, by whichever tool the host has.
#
# part checksum

# checksum ALGORITHM FILE: sets $checksum; ALGORITHM is md5, sha1, sha224, sha256, sha384 or sha512.
checksum() {
  if have "${1}sum"; then
    checksum=$("${1}sum" <"$2")
  elif have openssl; then
    checksum=$(openssl dgst -r "-$1" <"$2")
  else
    fail "no tool for checksums: install coreutils (${1}sum) or openssl"
  fi || fail "cannot read $2 for its checksum"
  checksum=${checksum%% *}
}
