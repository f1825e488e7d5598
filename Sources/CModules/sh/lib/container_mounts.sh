# Ports, volumes and mounts of a container.
#
# part container_mounts
# uses docker

# container_ports: `[[address:]host:]container[/protocol]`, where ports may be ranges.
container_ports() {
  port_lines='' port_exposed=' ' port_bindings=''
  if given published_ports; then
    eval "set -- $p_published_ports"
    for port_word; do
      case $port_word in
        all | ALL) body_host="$body_host,\"PublishAllPorts\":true" ;;
        *) port_read "$port_word" ;;
      esac
    done
    body_host="$body_host,\"PortBindings\":{${port_bindings#,}}"
    want published_ports set "{{range \$p, \$b := index .HostConfig \"PortBindings\"}}{{range \$b}}{{json \$p}} {{if .HostIp}}{{json .HostIp}}{{else}}\"0.0.0.0\"{{end}} {{json .HostPort}}$_nl{{end}}{{end}}" "${port_lines#"$_nl"}"
  fi
  if given exposed_ports; then
    port_published=$port_exposed port_exposed=' '
    eval "set -- $p_exposed_ports"
    for port_word; do
      port_range "${port_word%/*}"
      while [ "$port_first" -le "$port_last" ]; do port_expose "$port_first" "$port_word"; port_first=$((port_first + 1)); done
    done
    port_lines=''
    for port_word in $port_exposed; do port_lines="$port_lines$_nl\"$port_word\""; done
    want exposed_ports set "{{range \$p, \$v := index .Config \"ExposedPorts\"}}{{json \$p}}$_nl{{end}}" "${port_lines#"$_nl"}"
    port_exposed="$port_exposed${port_published# }"
  fi
  [ "$port_exposed" != ' ' ] || return 0
  port_all=''
  for port_word in $port_exposed; do port_all="$port_all,\"$port_word\":{}"; done
  body_config="$body_config,\"ExposedPorts\":{${port_all#,}}"
}

# port_range TEXT: sets $port_first and $port_last.
port_range() {
  port_first=${1%-*} port_last=${1#*-}
  case $port_first$port_last in '' | *[!0-9]*) fail "Invalid port: $port_word" ;; esac
}

# port_expose PORT WORD: notes a port with the protocol that the word names.
port_expose() {
  port_key=$1/tcp
  case $2 in */*) port_key=$1/${2##*/} ;; esac
  case $port_exposed in *" $port_key "*) ;; *) port_exposed="$port_exposed$port_key " ;; esac
}

port_read() {
  port_rest=${1%/*} port_ip=${p_default_host_ip-0.0.0.0} port_host=''
  given default_host_ip || port_ip=0.0.0.0
  case $port_rest in
    \[*\]:*) port_ip=${port_rest#\[}; port_ip=${port_ip%%\]*}; port_rest=${port_rest#*\]:} ;;
    *:*:*) port_ip=${port_rest%%:*}; port_rest=${port_rest#*:} ;;
  esac
  case $port_rest in *:*) port_host=${port_rest%%:*}; port_rest=${port_rest#*:} ;; esac
  port_range "$port_rest"
  port_inner=$port_first port_end=$port_last port_outer=''
  if [ -n "$port_host" ]; then
    port_range "$port_host"
    port_outer=$port_first
    # One container port and a range of the host's: Docker picks one of the range.
    if [ "$port_inner" -eq "$port_end" ] && [ "$port_first" -ne "$port_last" ]; then port_outer=$port_host
    elif [ $((port_end - port_inner)) -ne $((port_last - port_first)) ]; then
      fail "Invalid port description \"$1\" - port ranges don't match in length"
    fi
  fi
  while [ "$port_inner" -le "$port_end" ]; do
    port_expose "$port_inner" "$1"
    port_bind "$port_key" "$port_outer"
    port_inner=$((port_inner + 1))
    case $port_outer in '' | *-*) ;; *) port_outer=$((port_outer + 1)) ;; esac
  done
}

# port_bind KEY HOST-PORT: adds a binding; a port that has one already gets another.
port_bind() {
  port_lines="$port_lines$_nl\"$1\" \"${port_ip:-0.0.0.0}\" \"$2\""
  port_json="{\"HostIp\":\"$port_ip\",\"HostPort\":\"$2\"}"
  case $port_bindings in
    *"\"$1\":["*) port_bindings="${port_bindings%%"\"$1\":["*}\"$1\":[$port_json,${port_bindings#*"\"$1\":["}" ;;
    *) port_bindings="$port_bindings,\"$1\":[$port_json]" ;;
  esac
}

# container_volumes: with a colon a bind, without a volume that has no name.
container_volumes() {
  given volumes || return 0
  volume_binds='' volume_plain='' volume_lines='' volume_plain_lines=''
  eval "set -- $p_volumes"
  for volume_word; do
    case $volume_word in
      *:ro | *:rw | *:z | *:Z | *:*:*) volume_mode='' ;;
      *) volume_mode=:rw ;;
    esac
    case $volume_word in
      '~'*) volume_word=$HOME${volume_word#'~'} ;;
      .*:*) volume_word=$PWD/${volume_word#./} ;;
    esac
    case $volume_word in
      *:*)
        json_string "$volume_word$volume_mode"
        volume_binds="$volume_binds,$json" volume_lines="$volume_lines$_nl$json" ;;
      *)
        json_string "$volume_word"
        volume_plain="$volume_plain,$json:{}" volume_plain_lines="$volume_plain_lines$_nl$json" ;;
    esac
  done
  body_host="$body_host,\"Binds\":[${volume_binds#,}]"
  want volumes set "{{range index .HostConfig \"Binds\"}}{{json .}}$_nl{{end}}{{range \$k, \$v := index .Config \"Volumes\"}}{{json \$k}}$_nl{{end}}" \
    "$(printf '%s' "${volume_lines#"$_nl"}$volume_plain_lines")"
  [ -z "$volume_plain" ] || body_config="$body_config,\"Volumes\":{${volume_plain#,}}"
}

# container_mounts: members in alphabetical order, as `inspect` prints them, so that texts can be
# compared.
container_mounts() {
  given mounts || return 0
  option_lines=''
  eval "set -- $p_mounts"
  for mount_word; do
    mount_read "$mount_word"
    option_lines="$option_lines$_nl$mount_json"
  done
  option_objects mounts Mounts
}

mount_read() {
  mount_type=volume mount_source='' mount_target='' mount_read_only='' mount_consistency=''
  mount_propagation='' mount_no_copy='' mount_labels='' mount_volume_driver='' mount_volume_options=''
  mount_tmpfs_size='' mount_tmpfs_mode='' mount_subpath='' mount_non_recursive='' mount_create_mountpoint=''
  json_words "$1"
  eval "set -- $words"
  while [ $# -gt 1 ]; do
    case $1 in
      type | source | target | read_only | consistency | propagation | no_copy | labels | volume_driver | volume_options | tmpfs_size | tmpfs_mode | subpath | non_recursive | create_mountpoint)
        eval "mount_$1=\$2" ;;
      *) [ -z "$2" ] || fail "the option mounts.$1 is not supported" ;;
    esac
    shift 2
  done
  mount_json=''
  mount_options
  [ -z "$mount_consistency" ] || mount_add Consistency "\"$mount_consistency\""
  [ "$mount_read_only" != true ] || mount_add ReadOnly true
  if [ -n "$mount_source" ]; then json_string "$mount_source"; mount_add Source "$json"; fi
  json_string "$mount_target"; mount_add Target "$json"
  [ "$mount_type" != tmpfs ] || [ -z "$mount_more" ] || mount_add TmpfsOptions "{${mount_more#,}}"
  mount_add Type "\"$mount_type\""
  [ "$mount_type" != volume ] || [ -z "$mount_more" ] || mount_add VolumeOptions "{${mount_more#,}}"
  mount_json="{${mount_json#,}}"
}

# mount_add KEY JSON: adds a member to the mount.
mount_add() { mount_json="$mount_json,\"$1\":$2"; }

# mount_options: sets $mount_more to the members of the options that the mount's type has.
mount_options() {
  mount_more=''
  case $mount_type in
    bind)
      [ "$mount_create_mountpoint" != true ] || mount_more="$mount_more,\"CreateMountpoint\":true"
      [ "$mount_non_recursive" != true ] || mount_more="$mount_more,\"NonRecursive\":true"
      [ -z "$mount_propagation" ] || mount_more="$mount_more,\"Propagation\":\"$mount_propagation\""
      [ -z "$mount_more" ] || mount_add BindOptions "{${mount_more#,}}" ;;
    volume)
      if [ -n "$mount_volume_driver" ]; then
        json_string "$mount_volume_driver"
        mount_driver=$json
        mount_object "$mount_volume_options"
        mount_more=",\"DriverConfig\":{\"Name\":$mount_driver${mount_volume_options:+,\"Options\":$json}}"
      fi
      [ -z "$mount_labels" ] || { mount_object "$mount_labels"; mount_more="$mount_more,\"Labels\":$json"; }
      [ "$mount_no_copy" != true ] || mount_more="$mount_more,\"NoCopy\":true"
      [ -z "$mount_subpath" ] || { json_string "$mount_subpath"; mount_more="$mount_more,\"Subpath\":$json"; } ;;
    tmpfs)
      [ -z "$mount_tmpfs_mode" ] || mount_more="$mount_more,\"Mode\":$((0$mount_tmpfs_mode))"
      [ -z "$mount_tmpfs_size" ] || { bytes_of "$mount_tmpfs_size"; mount_more="$mount_more,\"SizeBytes\":$bytes"; } ;;
  esac
}

# mount_object JSON: sets $json to the object in the form that Docker prints.
mount_object() {
  json_words "$1"
  eval "json_map $words"
}
