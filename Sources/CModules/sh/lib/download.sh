# Downloads, by curl or GNU or busybox wget.
#
# part download
# uses http

# download URL DEST: sets $download_file to what came, $http_status and $download_message. When DEST
# is a file, and `force` is not given, only what is newer is sent; else the status is 304.
download() {
  temporary
  download_file=${p_tmp_dest:-$_tmp}/download
  if [ -n "$p_tmp_dest" ]; then
    [ -d "$p_tmp_dest" ] || fail "$p_tmp_dest directory does not exist."
    download_file=$p_tmp_dest/.bosun-$$.download
  fi
  _download_start=$(date +%s)
  if have curl; then
    _download_curl "$1" "$2"
  elif have wget; then
    _download_wget "$1"
  else
    fail "neither curl nor wget is on the host: install one of them"
  fi
  download_elapsed=$(($(date +%s) - _download_start))
  case $http_status in
    200 | 304) return 0 ;;
    -1) fail "$http_error" ;;
  esac
  case $1 in file:* | ftp:*) return 0 ;; esac
  put_j status_code "$http_status"
  put_s response "$http_message"
  put_s url "$1"
  put_s dest "$2"
  fail "Request failed"
}

_download_curl() {
  http_begin "$1" "$download_file"
  http_follow
  # Not curl's own time condition, which takes an old answer for none.
  if [ -f "$2" ] && ! $p_force; then
    http_option header "If-Modified-Since: $(date -u -r "$2" '+%a, %d %b %Y %H:%M:%S GMT')"
  fi
  http_lines=
  http_send
  http_message
  download_message=$http_message
}

# What wget cannot take from a file would have to be an argument, for all to see.
_download_wget() {
  if [ -n "$p_url_password$p_client_cert$p_headers$p_ciphers" ]; then
    fail "a request with a password, headers or certificates needs curl on the host: install the package curl"
  fi
  set -- -q -T "$p_timeout" -U "$p_http_agent" -O "$download_file" "$1"
  $p_validate_certs || set -- --no-check-certificate "$@"
  $p_use_proxy || set -- -Y off "$@"
  http_status=200 http_error='' http_lines='' http_reason=OK
  http_url=$p_url
  http_error=$(wget "$@" 2>&1) || {
    http_status=-1
    http_error="Request failed: <urlopen error wget: ${http_error:-no answer}>"
  }
  http_message
  download_message=$http_message
}
