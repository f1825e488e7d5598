# Talking to Docker with its command, which has the credentials and contexts of the user.
#
# part docker
# uses quote json
# param docker_host str aliases=docker_url : The daemon's address.
# param tls bool default=false : Use TLS without checking the server.
# param validate_certs bool default=false aliases=tls_verify : Use TLS and check the server.
# param tls_hostname str : Accepted; the command checks the name in docker_host.
# param ca_path path aliases=ca_cert,tls_ca_cert,cacert_path : The certificate authority's certificate.
# param client_cert path aliases=tls_client_cert,cert_path : The client's certificate.
# param client_key path aliases=tls_client_key,key_path : The client's key.
# param api_version str default=auto aliases=docker_api_version : The version of the daemon's interface.
# param ssl_version str : Accepted for old playbooks; does nothing.
# param timeout int default=60 : Accepted; the command waits as long as the daemon works.
# param use_ssh_client bool default=false : Accepted; the command always uses the client of SSH.
# param debug bool default=false : Accepted.

# docker_ready: whether there is a Docker to talk to. In a check there may be none yet: where a package or a
# service is foreseen, what is wanted is a change.
docker_ready() {
  docker_flags=''
  [ -z "$p_docker_host" ] || docker_flag --host "$p_docker_host"
  ! $p_tls || docker_flag --tls
  ! $p_validate_certs || docker_flag --tlsverify
  [ -z "$p_ca_path" ] || docker_flag --tlscacert "$p_ca_path"
  [ -z "$p_client_cert" ] || docker_flag --tlscert "$p_client_cert"
  [ -z "$p_client_key" ] || docker_flag --tlskey "$p_client_key"
  if [ "$p_api_version" != auto ]; then
    DOCKER_API_VERSION=$p_api_version
    export DOCKER_API_VERSION
  fi
  have docker && return 0
  docker_foreseen "the command docker is not there yet" ||
    fail "the command docker was not found on the host; this module needs it"
  return 1
}

docker_flag() {
  docker_flags="$docker_flags $1"
  [ $# -gt 1 ] || return 0
  quote "$2"
  docker_flags="$docker_flags $quoted"
}

# docker_foreseen WHY: whether something before this call of the check may bring Docker; then there is a change.
docker_foreseen() {
  $_check || return 1
  case $_foreseen in
    *"${_nl}package "* | *"${_nl}unit "*) ;;
    *) return 1 ;;
  esac
  warn "$1, so what is wanted is foreseen as a change"
  change
}

# docker_run ARGUMENT…: captures the docker command.
docker_run() { eval "capture docker $docker_flags \"\$@\""; }

# docker_look ARGUMENT…: runs a command that asks about something that need not exist. False when it
# does not; a daemon that cannot be reached is a failure, where nothing foreseen may start it.
docker_look() {
  docker_run "$@"
  [ "$rc" -ne 0 ] || return 0
  case $err in
    *[Nn]'o such '* | *'not found'* | *'reference does not exist'*) return 1 ;;
  esac
  docker_gone=true
  case $err in
    *'Cannot connect to the Docker daemon'* | *'connect: no such file'* | *'connection refused'*)
      docker_foreseen "the Docker daemon cannot be reached yet" || fail "Error connecting: $err"
      return 1 ;;
  esac
  fail "docker $1 failed: ${err:-$out}"
}

# docker_must MESSAGE ARGUMENT…: fails with MESSAGE and Docker's words when the command fails.
docker_must() {
  docker_message=$1
  shift
  docker_run "$@"
  [ "$rc" -eq 0 ] || docker_failed "$docker_message"
}

docker_failed() {
  put_s stdout "$out"
  put_s stderr "$err"
  fail "$1: ${err:-$out}"
}

# docker_post PATH BODY: sends JSON to the daemon's interface and sets $status (of HTTP) and $out (the
# answer). `docker system dial-stdio` carries the bytes, so the body, with secrets in it, stands in
# no argument. HTTP/1.0, as the answer then ends with the connection; until then the daemon must
# not see an end of the request, so the shell holds the fifo open.
docker_post() {
  temporary
  [ -p "$_tmp/request" ] || mkfifo -m 600 "$_tmp/request" || fail "cannot make a fifo in $_tmp"
  exec 4<>"$_tmp/request"
  eval "docker $docker_flags system dial-stdio <\"\$_tmp/request\" >\"\$_tmp/answer\" 2>\"\$_tmp/err\" 4>&- &"
  docker_pid=$!
  printf 'POST %s HTTP/1.0\r\nHost: docker\r\nContent-Type: application/json\r\nContent-Length: %s\r\n\r\n%s' \
    "$1" "${#2}" "$2" >&4
  rc=0
  wait "$docker_pid" || rc=$?
  exec 4>&-
  err=$(cat "$_tmp/err")
  out=$(cat "$_tmp/answer")
  status=${out#HTTP/1.? }
  status=${status%%[!0-9]*}
  out=${out##*"$(printf '\r\n\r\n.')"}
  out=${out#*"$(printf '\r')$_nl$(printf '\r')$_nl"}
}

# image_reference NAME TAG: sets $image_name, $image_tag and $image_ref. A tag in the name wins; an
# identifier has none.
image_reference() {
  image_name=$1 image_tag=$2
  case $1 in
    sha256:*) image_ref=$1 image_tag=''; return ;;
    *@*) image_ref=$1 image_name=${1%%@*} image_tag=${1#*@}; return ;;
  esac
  case ${1##*/} in
    *:*) image_name=${1%:*} image_tag=${1##*:} ;;
  esac
  image_ref=$image_name${image_tag:+:$image_tag}
}
