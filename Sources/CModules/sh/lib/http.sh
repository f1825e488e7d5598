# Requests by curl. All options stand in a file that only the user can read: none of them, and so
# no password, is ever an argument.
#
# part http
# uses stat quote
# param url str required : The address.
# param force bool default=false aliases=thirsty : Take no answer from a cache.
# param http_agent str default=ansible-httpget : How to name oneself.
# param use_proxy bool default=true : Whether to use the proxy that the environment names.
# param validate_certs bool default=true : Whether the server's certificate must be valid.
# param url_username str aliases=user,username : The user.
# param url_password str no_log aliases=password : The password.
# param force_basic_auth bool default=false : Send the password before it is asked for.
# param client_cert path : A certificate for the client, in PEM form.
# param client_key path : Its key, where that is not in the same file.
# param ca_path path : Certificates of authorities, in PEM form.
# param ciphers list elements=str : The ciphers that may be used.
# param headers dict default={} : Further headers.
# param use_gssapi bool default=false : Prove who one is by Kerberos.
# param use_netrc bool default=true : Whether to use ~/.netrc.
# param unredirected_headers list elements=str default= : Headers not sent to where one is redirected.
# param decompress bool default=true : Whether to unpack a compressed answer.

# http_option NAME [VALUE]: a line for curl's file of options.
http_option() {
  if [ $# -eq 1 ]; then
    printf '%s\n' "$1" >>"$_tmp/curl"
    return 0
  fi
  _http_rest=$2 _http_value=
  while :; do
    case $_http_rest in
      *[\"\\"$_nl"]*) ;;
      *) break ;;
    esac
    _http_plain=${_http_rest%%[\"\\"$_nl"]*}
    _http_rest=${_http_rest#"$_http_plain"}
    case $_http_rest in
      \"*) _http_value=$_http_value$_http_plain\\\" ;;
      \\*) _http_value=$_http_value$_http_plain\\\\ ;;
      *) _http_value=$_http_value$_http_plain\\n ;;
    esac
    _http_rest=${_http_rest#?}
  done
  printf '%s = "%s"\n' "$1" "$_http_value$_http_rest" >>"$_tmp/curl"
}

# http_begin URL FILE: starts the file of options with what the parameters say. The body of the
# answer goes into FILE.
http_begin() {
  temporary
  _http_file=$2 _http_by_hand=false
  _http_umask=$(umask)
  umask 077
  : >"$_tmp/curl"
  : >"$2"
  umask "$_http_umask"
  http_option url "$1"
  http_option silent
  http_option show-error
  http_option http1.1
  http_option globoff
  http_option output "$2"
  http_option dump-header "$_tmp/headers"
  http_option connect-timeout "$p_timeout"
  http_option speed-limit 1
  http_option speed-time "$p_timeout"
  http_option user-agent "$p_http_agent"
  if $p_force; then http_option header "Cache-Control: no-cache"; fi
  if $p_decompress && have gzip; then http_option compressed; fi
  $p_use_proxy || http_option noproxy '*'
  http_security
  http_headers
}

http_security() {
  $p_validate_certs || http_option insecure
  if [ -n "$p_client_cert" ]; then http_option cert "$p_client_cert"; fi
  if [ -n "$p_client_key" ]; then http_option key "$p_client_key"; fi
  if [ -n "$p_ca_path" ]; then http_option cacert "$p_ca_path"; fi
  if [ -n "$p_ciphers" ]; then
    eval "set -- $p_ciphers"
    _http_ifs=$IFS
    IFS=:
    http_option ciphers "$*"
    IFS=$_http_ifs
  fi
  if [ -n "${_http_anonymous-}" ]; then
    return 0
  elif given url_username; then
    http_option user "$p_url_username:$p_url_password"
    if $p_force_basic_auth; then http_option basic; else http_option anyauth; fi
  elif $p_use_gssapi; then
    http_option user :
    http_option negotiate
  elif $p_use_netrc; then
    http_option netrc-optional
    if [ -n "${NETRC-}" ]; then http_option netrc-file "$NETRC"; fi
  fi
}

# A header without a value needs a semicolon, or curl leaves it out.
http_headers() {
  eval "set -- $p_headers"
  while [ $# -gt 1 ]; do
    lower "$1"
    # What ~/.netrc says of the host takes the place of a header.
    if [ "$lowered" = authorization ] && _http_in_netrc; then
      shift 2
      continue
    fi
    if [ -n "$2" ]; then http_option header "$1: $2"; else http_option header "$1;"; fi
    shift 2
  done
}

_http_in_netrc() {
  $p_use_netrc || return 1
  _http_netrc=${NETRC:-${HOME-}/.netrc}
  [ -r "$_http_netrc" ] || return 1
  _http_host=${p_url#*://}
  _http_host=${_http_host%%[/?#:]*}
  while read -r _http_word _http_name _; do
    if [ "$_http_word:$_http_name" = "machine:$_http_host" ]; then return 0; fi
  done <"$_http_netrc"
  return 1
}

# http_send: makes the request. $http_status is the status, or -1 with the reason in $http_error;
# $http_url is where it came from in the end.
http_send() {
  http_option write-out '%{http_code} %{url_effective}'
  http_error=
  if http_answer=$(curl -q --config "$_tmp/curl" 2>"$_tmp/err"); then
    http_status=${http_answer%% *}
  else
    http_rc=$? http_status=-1
    http_error=$(cat "$_tmp/err")
    http_error=${http_error#curl: }
    case $http_rc in
      51 | 60) http_distrusted ;;
      *) http_error="Request failed: <urlopen error $http_error>" ;;
    esac
  fi
  http_url=${http_answer#* }
  rm -f "$_tmp/curl"
  http_reason=
  if [ "$http_status" != -1 ] && [ -s "$_tmp/headers" ]; then http_read_headers; fi
  if $_http_by_hand; then _http_redirect; fi
}

# http_follow: goes where the answer says, for a request that has begun.
http_follow() {
  http_redirects=0
  case $p_unredirected_headers:${p_follow_redirects-}:${p_method-} in
    :[!u]*:GET | :[!u]*:HEAD | ::*)
      http_option location
      http_option max-redirs 10 ;;
    *) _http_by_hand=true ;;
  esac
}

# The next request has not the headers that are for the first one alone. $http_body, where it is set, is a function that
# gives a request its body.
_http_redirect() {
  case $http_redirects:$http_status:${p_follow_redirects-}:${p_method-} in
    [0-9]:30[78]:urllib2:POST) return 0 ;;
    [0-9]:30[12378]:*) ;;
    *) return 0 ;;
  esac
  http_header location
  [ -n "$header" ] || return 0
  http_absolute
  if [ "$http_redirects" -eq 0 ]; then _http_drop_headers; fi
  http_redirects=$((http_redirects + 1))
  http_begin "$header" "$_http_file"
  _http_by_hand=true
  # Python's urllib2 goes on by GET, whatever it was asked for; others as RFC 9110 says (section 15.4).
  case ${p_follow_redirects-}:$http_status:${p_method:=GET} in
    urllib2:* | *:30[23]:[!H]* | *:301:POST) p_method=GET ;;
  esac
  case $p_method in
    GET) ;;
    HEAD) http_option head ;;
    *)
      http_option request "$p_method"
      ${http_body-} ;;
  esac
  http_send
}

_http_drop_headers() {
  _http_dropped=' '
  eval "set -- $p_unredirected_headers"
  for _http_name do
    lower "$_http_name"
    _http_dropped="$_http_dropped$lowered "
  done
  case $_http_dropped in *' authorization '*) _http_anonymous=true ;; esac
  eval "set -- $p_headers"
  p_headers=
  while [ $# -gt 1 ]; do
    lower "$1"
    case $_http_dropped in
      *" $lowered "*) ;;
      *)
        quote "$1" && p_headers="$p_headers $quoted"
        quote "$2" && p_headers="$p_headers $quoted" ;;
    esac
    shift 2
  done
}

# http_absolute: makes the address in $header a whole one, seen from $http_url.
http_absolute() {
  _http_path=${http_url#*://}
  case $header in
    *://*) ;;
    //*) header=${http_url%%//*}$header ;;
    /*) header=${http_url%"$_http_path"}${_http_path%%/*}$header ;;
    *) header=${http_url%/*}/$header ;;
  esac
}

# http_distrusted: what Ansible says of a certificate that cannot be checked, with curl's first line.
http_distrusted() {
  _http_host=${p_url#*://}
  _http_host=${_http_host%%[/?#]*}
  _http_host=${_http_host##*@}
  case ${_http_host##*]} in *:*) ;; *) _http_host=$_http_host:443 ;; esac
  http_error="Failed to validate the SSL certificate for $_http_host. Make sure your managed systems have a valid CA\
 certificate installed. You can use validate_certs=False if you do not need to confirm the servers identity but this\
 is unsafe and not recommended. The exception msg was: certificate verify failed: ${http_error%%"$_nl"*}."
}

# Keeps the headers of the last answer, without the carriage returns, in $http_lines.
http_read_headers() {
  http_lines=
  _http_return=$(printf '\r')
  while IFS= read -r _http_line; do
    _http_line=${_http_line%"$_http_return"}
    case $_http_line in
      HTTP/*)
        http_lines=
        http_reason=${_http_line#* }
        case $http_reason in *' '*) http_reason=${http_reason#* } ;; *) http_reason= ;; esac ;;
      *:*) http_lines=$http_lines$_http_line$_nl ;;
    esac
  done <"$_tmp/headers"
}

# http_header NAME: sets $header to the value of the header, several joined as Python joins them.
http_header() {
  header=
  _http_rest=$http_lines
  while [ -n "$_http_rest" ]; do
    _http_line=${_http_rest%%"$_nl"*}
    _http_rest=${_http_rest#*"$_nl"}
    lower "${_http_line%%:*}"
    [ "$lowered" = "$1" ] || continue
    _http_value=${_http_line#*:}
    header=$header${header:+, }${_http_value# }
  done
}

# http_message: sets $http_message to what Ansible says of an answer.
http_message() {
  if [ "$http_status" = -1 ]; then
    http_message=$http_error
  elif [ "$http_status" -ge 300 ]; then
    http_message="HTTP Error $http_status: $http_reason"
  else
    http_header content-length
    http_message="${http_reason:-OK} (${header:-unknown} bytes)"
  fi
}

# http_answer_name URL: sets $http_file_name to the name that the server gives to what it sent, or that of the address.
http_answer_name() {
  http_header content-disposition
  case $header in
    *filename=*)
      http_file_name=${header#*filename=}
      http_file_name=${http_file_name#\"}
      http_file_name=${http_file_name%%[\";]*}
      http_file_name=${http_file_name##*/} ;;
    *) http_file_name "$1" ;;
  esac
}

# http_file_name URL: sets $http_file_name to the last part of the path.
http_file_name() {
  http_file_name=${1%%[?#]*}
  case $http_file_name in
    *://*/*) http_file_name=${http_file_name##*/} ;;
    *) http_file_name= ;;
  esac
  : "${http_file_name:=index.html}"
}
