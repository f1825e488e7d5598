# Values of a container's options that have a grammar of their own.
#
# part container_values
# uses docker words

# bytes_of SIZE: sets $bytes to a size as a number: `512M`, `1g`, `1.5GiB`, `unlimited`.
bytes_of() {
  case $1 in
    unlimited | -1) bytes=-1; return ;;
  esac
  lower "$1"
  bytes_number=${lowered%%[!0-9.]*}
  bytes_unit=${lowered#"$bytes_number"}
  case ${bytes_unit# } in
    '' | b) bytes=1 ;;
    k | kb | kib) bytes=1024 ;;
    m | mb | mib) bytes=1048576 ;;
    g | gb | gib) bytes=1073741824 ;;
    t | tb | tib) bytes=1099511627776 ;;
    p | pb | pib) bytes=1125899906842624 ;;
    *) fail "Failed to convert $1 to bytes" ;;
  esac
  case $bytes_number in
    '' | *.*.*) fail "Failed to convert $1 to bytes" ;;
    *.*) bytes=$(awk -v n="$bytes_number" -v u="$bytes" 'BEGIN { printf "%.0f", n * u }') ;;
    *) bytes=$((bytes_number * bytes)) ;;
  esac
}

# nano_of NUMBER: sets $nano to a number of processors in billionths.
nano_of() {
  case $1 in
    *.*) nano_rest=${1#*.}000000000 nano=${1%%.*} ;;
    *) nano_rest=000000000 nano=$1 ;;
  esac
  nano_rest=${nano_rest%"${nano_rest#?????????}"}
  nano=$(((${nano:-0} * 1000000000) + 1$nano_rest - 1000000000))
}

# duration_of TEXT: sets $duration to a time in nanoseconds: `1h2m3s`, `500ms`, `30`.
duration_of() {
  duration=0 duration_rest=$1
  case $1 in *[!0-9]*) ;; *) duration=$(($1 * 1000000000)); return ;; esac
  while [ -n "$duration_rest" ]; do
    duration_number=${duration_rest%%[!0-9.]*}
    duration_rest=${duration_rest#"$duration_number"}
    duration_unit=${duration_rest%%[0-9.]*}
    duration_rest=${duration_rest#"$duration_unit"}
    case $duration_unit in
      h) duration_one=3600000000000 ;;
      m) duration_one=60000000000 ;;
      s) duration_one=1000000000 ;;
      ms) duration_one=1000000 ;;
      us) duration_one=1000 ;;
      *) fail "Invalid time duration - $1" ;;
    esac
    case $duration_number in
      '') fail "Invalid time duration - $1" ;;
      *.*) duration=$(awk -v n="$duration_number" -v u="$duration_one" -v d="$duration" 'BEGIN { printf "%.0f", d + n * u }') ;;
      *) duration=$((duration + duration_number * duration_one)) ;;
    esac
  done
}

container_links() {
  set -- "$@" --
  while [ "$1" != -- ]; do
    case $1 in
      *:*) set -- "$@" "/${1%%:*}:/$p_name/${1#*:}" ;;
      *) set -- "$@" "/$1:/$p_name/$1" ;;
    esac
    shift
  done
  shift
  option_lines links Links set "$@"
  # The body has links as they are written; Docker prints them with slashes and its own name.
  body_host=${body_host%,\"Links\":*}
  eval "json_list $p_links"
  body_host="$body_host,\"Links\":$json"
}

container_hosts() {
  set -- "$@" --
  while [ "$1" != -- ]; do
    container_word="$1:$2"
    shift 2
    set -- "$@" "$container_word"
  done
  shift
  option_lines etc_hosts ExtraHosts set "$@"
}

container_devices() {
  option_lines=''
  for container_word; do
    container_rest=$container_word container_rights=rwm
    case $container_word in
      *:*:*) container_rights=${container_word##*:}; container_rest=${container_word%:*} ;;
    esac
    json_string "${container_rest%%:*}"
    container_host=$json
    json_string "${container_rest#*:}"
    option_lines="$option_lines$_nl{\"CgroupPermissions\":\"$container_rights\",\"PathInContainer\":$json,\"PathOnHost\":$container_host}"
  done
  option_objects devices Devices
}

# option_objects NAME KEY: an option that is an array of objects, which stand in $option_lines.
option_objects() {
  option_lines=${option_lines#"$_nl"}
  body_host="$body_host,\"$2\":[$(printf %s "$option_lines" | tr '\n' ,)]"
  want "$1" set "{{range index .HostConfig \"$2\"}}{{json .}}$_nl{{end}}" "$option_lines"
}

container_ulimits() {
  option_lines=''
  for container_word; do
    container_rest=${container_word#*:}
    option_lines="$option_lines$_nl{\"Hard\":${container_rest#*:},\"Name\":\"${container_word%%:*}\",\"Soft\":${container_rest%%:*}}"
  done
  option_objects ulimits Ulimits
}

container_tmpfs() {
  set -- "$@" --
  while [ "$1" != -- ]; do
    case $1 in
      *:*) set -- "$@" "${1%%:*}" "${1#*:}" ;;
      *) set -- "$@" "$1" '' ;;
    esac
    shift
  done
  shift
  container_dict tmpfs Tmpfs "$@"
}

# container_health: only the members that are given are compared, each by itself.
container_health() {
  health_body=''
  eval "set -- $p_healthcheck"
  while [ $# -gt 1 ]; do
    case $1 in
      test) health_test "$2"; health_member Test "$json" ;;
      interval) duration_of "$2"; health_member Interval "$duration" ;;
      timeout) duration_of "$2"; health_member Timeout "$duration" ;;
      start_period) duration_of "$2"; health_member StartPeriod "$duration" ;;
      start_interval) duration_of "$2"; health_member StartInterval "$duration" ;;
      retries) health_member Retries "$2" ;;
      test_cli_compatible) ;;
      *) fail "Unsupported parameters for (docker_container) module: healthcheck.$1" ;;
    esac
    shift 2
  done
  body_config="$body_config,\"Healthcheck\":{${health_body#,}}"
}

health_member() {
  [ -n "$2" ] || return 0
  health_body="$health_body,\"$1\":$2"
  want "healthcheck_$1" value "{{with index .Config \"Healthcheck\"}}{{json (index . \"$1\")}}{{end}}" "$2"
}

# health_test TEST: a text is for the container's shell; a list begins with NONE, CMD or CMD-SHELL.
health_test() {
  case $1 in
    '') json='' ;;
    \[*) json_words "$1"; eval "json_list $words" ;;
    NONE) json_list NONE ;;
    *) json_list CMD-SHELL "$1" ;;
  esac
}
