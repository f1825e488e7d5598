# Making, starting and removing containers, and their networks.
#
# part container_run
# uses docker container_mounts

# What is compared of networks: name, address and names in the network, one network a line.
# Templates of Docker, not the shell's.
# shellcheck disable=SC2016
container_networks_format='{{range $n, $c := .NetworkSettings.Networks}}{{$n}} {{with index $c "IPAMConfig"}}{{index . "IPv4Address"}}{{end}} ,{{range index $c "Aliases"}}{{.}},{{end}}
{{end}}'

# container_networks: reads the networks that are wanted; the first is the one the container starts
# with, unless network_mode says otherwise.
container_networks() {
  network_names='' network_count=0 network_first=''
  eval "set -- $p_networks"
  for network_word; do
    network_read "$network_word"
    network_count=$((network_count + 1))
    eval "network_${network_count}_name=\$network_name network_${network_count}_ip=\$network_ip network_${network_count}_aliases=\$network_aliases network_${network_count}_links=\$network_links network_${network_count}_ip6=\$network_ip6"
    network_names="$network_names $network_name"
  done
  [ "$network_count" -gt 0 ] || return 0
  network_first=$network_1_name
  given network_mode && return
  json_string "$network_first"
  body_host="$body_host,\"NetworkMode\":$json"
}

network_read() {
  network_name='' network_ip='' network_ip6='' network_aliases='' network_links=''
  json_words "$1"
  eval "set -- $words"
  while [ $# -gt 1 ]; do
    case $1 in
      name) network_name=$2 ;;
      ipv4_address) network_ip=$2 ;;
      ipv6_address) network_ip6=$2 ;;
      aliases) network_aliases=$2 ;;
      links) network_links=$2 ;;
      mac_address) [ -z "$2" ] || fail "the option networks.mac_address is not supported" ;;
      *) fail "Unsupported parameters for (docker_container) module: networks.$1" ;;
    esac
    shift 2
  done
  [ -n "$network_name" ] || fail "missing required arguments: name found in networks"
}

# network_take NUMBER: sets the variables of one of the networks.
network_take() {
  eval "network_name=\$network_${1}_name network_ip=\$network_${1}_ip network_ip6=\$network_${1}_ip6 network_aliases=\$network_${1}_aliases network_links=\$network_${1}_links"
}

# network_endpoint: sets $json to the settings of the network that was taken.
network_endpoint() {
  network_json=''
  if [ -n "$network_ip$network_ip6" ]; then
    network_json=",\"IPAMConfig\":{\"IPv4Address\":\"$network_ip\"${network_ip6:+,\"IPv6Address\":\"$network_ip6\"}}"
  fi
  [ -z "$network_aliases" ] || network_json="$network_json,\"Aliases\":$network_aliases"
  [ -z "$network_links" ] || network_json="$network_json,\"Links\":$network_links"
  json="{${network_json#,}}"
}

# container_compare_networks: sets $container_connect to the numbers of networks to connect, and
# $container_disconnect to names; a difference here needs no new container.
container_compare_networks() {
  container_connect='' container_disconnect=''
  comparison_of networks allow_more_present
  if [ "$comparison" = ignore ] || ! given networks; then return; fi
  section "$container_there" networks
  network_number=0
  while [ "$network_number" -lt "$network_count" ]; do
    network_number=$((network_number + 1))
    network_take "$network_number"
    case $_nl$lines in *"$_nl$network_name "*) network_same && continue; container_disconnect="$container_disconnect $network_name" ;; esac
    container_connect="$container_connect $network_number"
    differ "network.$network_name" '' connected
  done
  [ "$comparison" = strict ] || return 0
  while read -r network_name network_rest; do
    case " $network_names " in *" $network_name "*) continue ;; esac
    [ -n "$network_name" ] || continue
    container_disconnect="$container_disconnect $network_name"
    differ "network.$network_name" connected ''
  done <<END
$lines
END
}

# network_same: whether the container's connection to $network_name is as wanted.
network_same() {
  network_line=$_nl$lines
  network_line=${network_line#*"$_nl$network_name "}
  network_line=${network_line%%"$_nl"*}
  [ -z "$network_ip" ] || [ "${network_line%% ,*}" = "$network_ip" ] || return 1
  [ -n "$network_aliases" ] || return 0
  json_words "$network_aliases"
  eval "set -- $words"
  for network_alias; do
    case "${network_line#* }" in *,"$network_alias",*) ;; *) return 1 ;; esac
  done
}

container_update_networks() {
  for network_name in $container_disconnect; do
    docker_must "Error disconnecting container from network $network_name" network disconnect "$network_name" "$p_name"
  done
  for network_number in $container_connect; do container_join "$network_number"; done
}

# container_join NUMBER: connects a network through the interface, for the sake of all its settings.
container_join() {
  network_take "$1"
  network_endpoint
  json_endpoint=$json
  json_string "$p_name"
  docker_post "/networks/$network_name/connect" "{\"Container\":$json,\"EndpointConfig\":$json_endpoint}"
  [ "$status" = 200 ] || docker_failed "Error connecting container to network $network_name"
}

container_pull() {
  if [ -n "$p_platform" ]; then set -- pull --platform "$p_platform" "$image_ref"; else set -- pull "$image_ref"; fi
  container_old=$image_id
  docker_must "Error pulling image $image_ref" "$@"
  p_pull=missing
  container_pull=false
  container_image
  if [ "$image_id" = "$container_old" ]; then
    # Nothing new came, so what was found before stands; only the pull itself was no change.
    [ -n "$container_step$container_update$container_runs$container_connect$container_disconnect" ] || _changed=false
    return
  fi
  container_decide
}

# container_create: makes the container with one call of the interface, which takes all settings as
# they were given, and the environment without showing it.
container_create() {
  json_string "${p_image:-$container_image_name}"
  container_body="\"Image\":$json$body_config,\"HostConfig\":{${body_host#,}}"
  if [ -n "$network_first" ]; then
    network_take 1
    network_endpoint
    container_endpoint=$json
    json_string "$network_first"
    container_body="$container_body,\"NetworkingConfig\":{\"EndpointsConfig\":{$json:$container_endpoint}}"
  fi
  docker_post "/containers/create?name=$p_name${p_platform:+&platform=$p_platform}" "{$container_body}"
  [ "$status" = 201 ] || docker_failed "Error creating container"
  network_number=1
  while [ "$network_number" -lt "$network_count" ]; do
    network_number=$((network_number + 1))
    container_join "$network_number"
  done
}

container_remove() {
  case $container_state in running | paused | restarting) container_stop ;; esac
  set -- container rm --force
  $p_keep_volumes || set -- "$@" --volumes
  docker_must "Error removing container $p_name" "$@" "$p_name"
}

container_start() {
  docker_must "Error starting container $p_name" container start "$p_name"
  [ "$p_detach" != false ] || container_finish
}

# container_finish: waits for the end, and fails as the container does.
container_finish() {
  docker_must "Error waiting for container $p_name" container wait "$p_name"
  container_status=$out
  docker_run container logs "$p_name"
  container_output=$out$err
  if $p_cleanup; then docker_must "Error removing container $p_name" container rm --force "$p_name"; fi
  put_j status "$container_status"
  put_s output "$container_output"
  [ "$container_status" = 0 ] || fail "$container_output"
}

container_stop() {
  if $p_force_kill; then
    docker_must "Error killing container $p_name" container kill --signal "${p_kill_signal:-KILL}" "$p_name"
  else
    set -- container stop
    [ -z "$p_stop_timeout" ] || set -- "$@" --time "$p_stop_timeout"
    docker_must "Error stopping container $p_name" "$@" "$p_name"
  fi
}

container_restart() { docker_must "Error restarting container $p_name" container restart --time "${p_stop_timeout:-10}" "$p_name"; }
container_pause() { docker_must "Error pausing container $p_name" container pause "$p_name"; }
container_unpause() { docker_must "Error unpausing container $p_name" container unpause "$p_name"; }

# container_wait_healthy: until the health check says so; a container without one counts as healthy.
container_wait_healthy() {
  container_waited=0
  while :; do
    docker_must "Error inspecting container $p_name" container inspect --format '{{with .State.Health}}{{.Status}}{{end}}' "$p_name"
    case $out in '' | none | healthy) return ;; esac
    [ "$container_waited" -lt "${p_healthy_wait_timeout%%.*}" ] ||
      fail "Timeout of $p_healthy_wait_timeout seconds exceeded while waiting for container \"$p_name\""
    container_waited=$((container_waited + 1))
    sleep 1
  done
}
