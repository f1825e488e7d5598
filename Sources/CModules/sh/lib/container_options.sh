# The definition of a container as the task gives it: the body for Docker's interface, and what each
# option is compared with.
#
# part container_options
# uses container_values

# container_options: sets body_config and body_host, the members of the two objects of the body, and
# for each option that is given its name in $container_names, want_NAME (its value as JSON, one
# element a line), type_NAME (value, list or set), and its section of $container_format, which has
# `docker container inspect` print the same of the container that is there.
container_options() {
  body_config='' body_host='' container_names='' container_format=''
  container_plain_options
  container_json_options
  container_set_options
  container_environment
  container_ports
  container_volumes
  container_mounts
  container_logging
  container_networks
  ! given healthcheck || container_health
  if given restart_policy; then
    body_host="$body_host,\"RestartPolicy\":{\"Name\":\"$p_restart_policy\",\"MaximumRetryCount\":${p_restart_retries:-0}}"
    want restart_policy value '{{if .HostConfig.RestartPolicy.Name}}{{.HostConfig.RestartPolicy.Name}}{{else}}no{{end}}' "$p_restart_policy"
    ! given restart_retries || want restart_retries value '{{.HostConfig.RestartPolicy.MaximumRetryCount}}' "$p_restart_retries"
  fi
}

# want NAME TYPE TEMPLATE LINES: an option, and where the container has it.
want() {
  container_names="$container_names $1"
  container_format="$container_format$_nl@$1$_nl$3"
  eval "want_$1=\$4 type_$1=\$2"
}

# option NAME SECTION KEY JSON: an option that is one value of the body.
option() {
  case $2 in
    Config) body_config="$body_config,\"$3\":$4" ;;
    *) body_host="$body_host,\"$3\":$4" ;;
  esac
  want "$1" value "{{json (index .$2 \"$3\")}}" "$4"
}

# Texts, numbers and booleans that go into the body as they are.
container_plain_options() {
  for container_word in Config:hostname:Hostname Config:domainname:Domainname Config:user:User \
    Config:working_dir:WorkingDir Config:mac_address:MacAddress Config:stop_signal:StopSignal \
    HostConfig:cgroup_parent:CgroupParent HostConfig:cgroupns_mode:CgroupnsMode HostConfig:cpuset_cpus:CpusetCpus \
    HostConfig:cpuset_mems:CpusetMems HostConfig:runtime:Runtime HostConfig:userns_mode:UsernsMode \
    HostConfig:uts:UTSMode HostConfig:volume_driver:VolumeDriver; do
    container_split "$container_word" || continue
    json_string "$container_value"
    option "$container_option" "$container_section" "$container_key" "$json"
  done
  for container_word in Config:tty:Tty Config:interactive:OpenStdin Config:stop_timeout:StopTimeout \
    HostConfig:auto_remove:AutoRemove HostConfig:blkio_weight:BlkioWeight HostConfig:cpu_period:CpuPeriod \
    HostConfig:cpu_quota:CpuQuota HostConfig:cpu_shares:CpuShares HostConfig:init:Init \
    HostConfig:memory_swappiness:MemorySwappiness HostConfig:oom_killer:OomKillDisable \
    HostConfig:oom_score_adj:OomScoreAdj HostConfig:pids_limit:PidsLimit HostConfig:privileged:Privileged \
    HostConfig:publish_all_ports:PublishAllPorts HostConfig:read_only:ReadonlyRootfs; do
    container_split "$container_word" || continue
    option "$container_option" "$container_section" "$container_key" "$container_value"
  done
  # The names that containers have as the network's, the IPC's or the PID's are identifiers for Docker.
  for container_word in HostConfig:ipc_mode:IpcMode HostConfig:pid_mode:PidMode HostConfig:network_mode:NetworkMode; do
    container_split "$container_word" || continue
    case $container_value in
      container:*)
        if docker_look container inspect --format '{{.Id}}' "${container_value#container:}"; then container_value=container:$out; fi ;;
    esac
    json_string "$container_value"
    option "$container_option" "$container_section" "$container_key" "$json"
  done
  case ${want_network_mode-} in
    '"default"' | '"bridge"')
      want_network_mode='"bridge"'
      container_format="$container_format$_nl@network_mode_$_nl" ;;
  esac
}

# container_split SECTION:OPTION:KEY: false when the option is not given.
container_split() {
  container_section=${1%%:*} container_key=${1##*:}
  container_option=${1#*:}
  container_option=${container_option%%:*}
  given "$container_option" || return 1
  eval "container_value=\$p_$container_option"
}

# Values that are computed: sizes in bytes, processors, the command.
container_json_options() {
  for container_word in HostConfig:memory:Memory HostConfig:memory_reservation:MemoryReservation \
    HostConfig:memory_swap:MemorySwap HostConfig:kernel_memory:KernelMemory HostConfig:shm_size:ShmSize; do
    container_split "$container_word" || continue
    bytes_of "$container_value"
    option "$container_option" "$container_section" "$container_key" "$bytes"
  done
  if given cpus; then nano_of "$p_cpus"; option cpus HostConfig NanoCpus "$nano"; fi
  if given command; then
    case $p_command in
      \[*) json_words "$p_command" ;;
      *) json_words "[$p_command]"; eval "split_words $words" || fail "No closing quotation in command" ;;
    esac
    eval "json_list $words"
    option command Config Cmd "$json"
    type_command=list
  fi
  if given entrypoint; then
    eval "json_list $p_entrypoint"
    option entrypoint Config Entrypoint "$json"
    type_entrypoint=list
  fi
}

# option_lines NAME KEY TYPE [TEXT…]: an option that is an array of texts.
option_lines() {
  option_name=$1 option_key=$2 option_type=$3
  shift 3
  json_list "$@"
  body_host="$body_host,\"$option_key\":$json"
  option_lines=''
  for option_word; do json_string "$option_word"; option_lines="$option_lines$_nl$json"; done
  want "$option_name" "$option_type" "{{range index .HostConfig \"$option_key\"}}{{json .}}$_nl{{end}}" "${option_lines#"$_nl"}"
}

container_set_options() {
  for container_word in capabilities:CapAdd:set cap_drop:CapDrop:set device_cgroup_rules:DeviceCgroupRules:set \
    dns_opts:DnsOptions:set dns_servers:Dns:list dns_search_domains:DnsSearch:list groups:GroupAdd:set \
    security_opts:SecurityOpt:set volumes_from:VolumesFrom:set; do
    container_option=${container_word%%:*}
    given "$container_option" || continue
    container_key=${container_word#*:}
    eval "option_lines \$container_option \${container_key%:*} \${container_word##*:} \$p_$container_option"
  done
  ! given links || eval "container_links $p_links"
  ! given etc_hosts || eval "container_hosts $p_etc_hosts"
  ! given devices || eval "container_devices $p_devices"
  ! given ulimits || eval "container_ulimits $p_ulimits"
  ! given sysctls || eval "container_dict sysctls Sysctls $p_sysctls"
  ! given storage_opts || eval "container_dict storage_opts StorageOpt $p_storage_opts"
  ! given tmpfs || eval "container_tmpfs $p_tmpfs"
  for container_option in device_read_bps device_write_bps device_read_iops device_write_iops device_requests; do
    ! given "$container_option" || fail "the option $container_option is not supported"
  done
}

# container_dict NAME KEY [KEY VALUE…]: an option that is a dict of texts.
container_dict() {
  option_name=$1 option_key=$2
  shift 2
  json_map "$@"
  body_host="$body_host,\"$option_key\":$json"
  pair_lines "$@"
  want "$option_name" set "{{range \$k, \$v := index .HostConfig \"$option_key\"}}{{json \$k}}:{{json \$v}}$_nl{{end}}" "$pairs"
}

# pair_lines [KEY VALUE…]: sets $pairs to lines as `"key":"value"`.
pair_lines() {
  pairs=''
  while [ $# -gt 1 ]; do
    json_string "$1"
    pairs="$pairs$_nl$json:"
    json_string "$2"
    pairs=$pairs$json
    shift 2
  done
  pairs=${pairs#"$_nl"}
}

# container_environment: variables, those of the file first, and labels.
container_environment() {
  if given env || given env_file; then
    environment_list='' environment_lines='' environment_names=' '
    eval "environment_add $p_env"
    [ -z "$p_env_file" ] || environment_read
    body_config="$body_config,\"Env\":[$environment_list]"
    want env set "{{range index .Config \"Env\"}}{{json .}}$_nl{{end}}" "${environment_lines#"$_nl"}"
  fi
  given labels || return 0
  eval "json_map $p_labels"
  body_config="$body_config,\"Labels\":$json"
  eval "pair_lines $p_labels"
  want labels set "{{range \$k, \$v := index .Config \"Labels\"}}{{json \$k}}:{{json \$v}}$_nl{{end}}" "$pairs"
}

# environment_add [KEY VALUE…]: what was added first wins, as `env` wins over the file.
environment_add() {
  while [ $# -gt 1 ]; do
    case $environment_names in
      *" $1 "*) ;;
      *)
        environment_names="$environment_names$1 "
        json_string "$1=$2"
        environment_lines="$environment_lines$_nl$json"
        environment_list=${environment_list:+$environment_list,}$json ;;
    esac
    shift 2
  done
}

environment_read() {
  if [ ! -r "$p_env_file" ]; then
    $_check || fail "the file $p_env_file cannot be read"
    warn "the file $p_env_file is not there (yet)"
    return
  fi
  while IFS= read -r environment_line || [ -n "$environment_line" ]; do
    case $environment_line in
      '#'* | '') ;;
      *=*) environment_add "${environment_line%%=*}" "${environment_line#*=}" ;;
    esac
  done <"$p_env_file"
}

container_logging() {
  given log_driver || return 0
  json_string "$p_log_driver"
  container_driver=$json
  eval "json_map $p_log_options"
  body_host="$body_host,\"LogConfig\":{\"Type\":$container_driver,\"Config\":$json}"
  want log_driver value '{{json .HostConfig.LogConfig.Type}}' "$container_driver"
  given log_options || return 0
  eval "pair_lines $p_log_options"
  want log_options set "{{range \$k, \$v := .HostConfig.LogConfig.Config}}{{json \$k}}:{{json \$v}}$_nl{{end}}" "$pairs"
}
