# Base64, by whichever tool the host has.
#
# part base64

# decode_base64 TEXT, encode_base64 FILE: write to standard output.
decode_base64() {
  if have base64; then
    printf '%s\n' "$1" | base64 -d
  elif have openssl; then
    printf '%s\n' "$1" | openssl base64 -d -A
  else
    fail "no tool for Base64: install coreutils (base64) or openssl"
  fi
}
encode_base64() {
  if have base64; then
    base64 <"$1" | tr -d '\n'
  elif have openssl; then
    openssl base64 -A <"$1"
  else
    fail "no tool for Base64: install coreutils (base64) or openssl"
  fi
}
