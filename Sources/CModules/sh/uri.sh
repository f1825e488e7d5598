# Interacts with webservices.
#
# module ansible.builtin.uri
# uses http write checksum base64
# param method str default=GET : The method of the request.
# param body raw : The body; a dict for the formats other than raw.
# param body_format str default=raw choices=form-urlencoded,json,raw,form-multipart : How the body is written.
# param src path : A file that holds the body.
# param remote_src bool default=false : Whether src is on the host.
# param status_code list elements=int default=200 : The statuses that mean success.
# param return_content bool default=false : Whether to return the body of the answer.
# param follow_redirects str default=safe choices=all,no,none,safe,urllib2,yes : Which redirections to follow.
# param creates path : When there is this file, nothing is asked.
# param removes path : When there is not this file, nothing is asked.
# param dest path : Where to put the body of the answer.
# param timeout int default=30 : Give up after so many seconds without an answer.
# param unix_socket path : A socket to connect to.
# param _content_b64 str : The body that the controller has made, in Base64.
# param _content_type str : Of what type that is.
# returns status int : The status of the answer.
# returns url str : Where it came from.
# returns redirected bool : Whether that is elsewhere.
# returns content str : The body, where return_content asks for it.
# returns json dict : The body, where it is JSON.
# returns msg str : The answer in words.

query() {
  case $p_method in
    '' | *[!A-Z]*) fail "Parameter 'method' needs to be a single word in uppercase, like GET or POST." ;;
  esac
  if given creates && [ -e "$p_creates" ]; then uri_idle "skipped, since '$p_creates' exists"; fi
  if given removes && [ ! -e "$p_removes" ]; then
    uri_idle "skipped, since '$p_removes' does not exist"
  fi
  have curl || fail "uri needs curl on the host: install the package curl"
  uri_request
  http_message
  if uri_expected; then uri_store; fi
}

uri_idle() {
  put_s stdout "$1"
  put_j changed false
  _leave "$_applied"
}

uri_request() {
  http_begin "$p_url" "$_tmp/body"
  if [ "$p_method" = HEAD ]; then http_option head; else http_option request "$p_method"; fi
  case $p_follow_redirects:$p_method in
    all:* | yes:* | safe:GET | safe:HEAD) http_follow ;;
    urllib2:GET | urllib2:HEAD | urllib2:POST) http_follow ;;
  esac
  if [ -n "$p_unix_socket" ]; then http_option unix-socket "$p_unix_socket"; fi
  # What is there already is only replaced by something newer.
  if given dest && ! $p_force && [ -f "$p_dest" ]; then
    changed_at=$(LC_ALL=C date -u -r "$p_dest" '+%a, %d %b %Y %H:%M:%S GMT')
    http_option header "If-Modified-Since: $changed_at"
  fi
  http_body=uri_body
  uri_body
  seconds_before=$(date +%s)
  http_send
  elapsed=$(($(date +%s) - seconds_before))
  # Where there is no body, curl writes the headers in its place.
  if [ "$p_method" = HEAD ]; then : >"$_tmp/body"; fi
}

uri_body() {
  if given _content_b64; then
    uri_type "$p__content_type"
    (umask 077 && decode_base64 "$p__content_b64" >"$_tmp/request")
    http_option data-binary "@$_tmp/request"
  elif given src; then
    [ -r "$p_src" ] || fail "Unable to open source file $p_src"
    uri_type
    http_option data-binary "@$p_src"
  elif given body; then
    uri_format
  fi
}

# uri_type [TYPE]: the type of the body, or that of the format, where the headers do not name one.
uri_type() {
  lower "$p_headers"
  case " $lowered" in *" content-type "*) return 0 ;; esac
  case ${1-}:$p_body_format in
    ?*:*) http_option header "Content-Type: $1" ;;
    :json) http_option header 'Content-Type: application/json' ;;
    :form-urlencoded) http_option header 'Content-Type: application/x-www-form-urlencoded' ;;
    :raw) http_option header 'Content-Type;' ;;
  esac
}

uri_format() {
  case $p_body_format:${p_body_words:+words}:$p_body in
    form-urlencoded:words:*)
      uri_form
      return 0 ;;
    form-urlencoded:*:'['*)
      fail "failed to parse body as form_urlencoded: too many values to unpack (expected 2)" ;;
  esac
  uri_type
  (umask 077 && printf %s "$p_body" >"$_tmp/request")
  http_option data-binary "@$_tmp/request"
}

# The fields of a form, which curl encodes.
uri_form() {
  eval "set -- $p_body_words"
  while [ $# -gt 1 ]; do
    http_option data-urlencode "$1=$2"
    shift 2
  done
}

uri_expected() {
  eval "set -- $p_status_code"
  for code do
    if [ "$code" = "$http_status" ]; then return 0; fi
  done
  return 1
}

# Puts the body in place, where that is asked for.
uri_store() {
  given dest || return 0
  dest=$p_dest
  if [ -d "$dest" ]; then
    http_answer_name "$http_url"
    dest=${dest%/}/$http_file_name
  fi
  [ -d "${dest%/*}/" ] || fail "Could not replace file: $_tmp/body to $dest: No such file or directory"
  stat_one "$dest"
  attributes_query "$dest" false
  store=true
  if [ "$st_kind" = reg ] && cmp -s "$dest" "$_tmp/body"; then store=false; fi
  if [ "$http_status" = 304 ]; then store=false; fi
  if $store; then change; fi
}

apply() {
  if ! $store; then
    attributes_apply "$dest"
    return 0
  fi
  write_begin "$dest"
  cat "$_tmp/body" >"$write_file" || write_failed "$dest"
  write_end "$dest"
}

report() {
  put_j elapsed "$elapsed"
  put_j status "$http_status"
  put_s url "${http_url:-$p_url}"
  if [ "${http_url:-$p_url}" = "$p_url" ]; then put_j redirected false; else put_j redirected true; fi
  if [ -n "${dest-}" ]; then
    put_s path "$dest"
    file_report "$dest"
  fi
  http_lines=${http_lines-}
  uri_headers
  uri_content
  if uri_expected; then
    put_s msg "$http_message"
  else
    eval "set -- $p_status_code"
    codes=$1
    shift
    for code do codes="$codes, $code"; done
    fail "Status code was $http_status and not [$codes]: $http_message"
  fi
}

# All headers, under names that can be variables.
uri_headers() {
  names=' ' cookies=
  rest=$http_lines
  put_map cookies
  while [ -n "$rest" ]; do
    line=${rest%%"$_nl"*}
    rest=${rest#*"$_nl"}
    lower "${line%%:*}"
    case $lowered in
      set-cookie)
        cookie=${line#*: }
        cookie=${cookie%%;*}
        put_s "${cookie%%=*}" "${cookie#*=}"
        cookies="$cookies${cookies:+; }$cookie" ;;
    esac
    case $names in *" $lowered "*) ;; *) names="$names$lowered " ;; esac
  done
  put_close
  put_s cookies_string "$cookies"
  for name in $names; do
    http_header "$name"
    if [ "$name" = location ]; then http_absolute; fi
    key=
    while [ "$name" != "${name#*-}" ]; do
      key=$key${name%%-*}_
      name=${name#*-}
    done
    put_s "$key$name" "$header"
  done
}

uri_content() {
  if $p_return_content; then put_data content "$_tmp/body"; fi
  http_header content-type
  lower "${header%%;*}"
  case $lowered in
    *json | *javascript) if [ -s "$_tmp/body" ]; then put_json json "$(cat "$_tmp/body")"; fi ;;
  esac
}
