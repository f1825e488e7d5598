# The container that is there, and how it differs from the one that is wanted.
#
# part container_compare
# uses docker

# What an image itself brings: counted as wanted where an option is compared strictly. Here and below
# `index` finds members that may be missing. It works on plain JSON only, and so makes `inspect` take
# that in place of its own types; members of objects then come in alphabetical order.
# Templates of Docker, not the shell's.
# shellcheck disable=SC2016
container_image_format='{{.Id}}
@env
{{range index .Config "Env"}}{{json .}}
{{end}}@labels
{{range $k, $v := index .Config "Labels"}}{{json $k}}:{{json $v}}
{{end}}@exposed_ports
{{range $k, $v := index .Config "ExposedPorts"}}{{json $k}}
{{end}}@volumes
{{range $k, $v := index .Config "Volumes"}}{{json $k}}
{{end}}@'

# container_inspect: one `docker container inspect` for all that is compared; false when there is no
# such container.
container_inspect() {
  container_json='' container_there='' container_state='' container_image_id='' container_image_name=''
  docker_look container inspect --format \
    "{{.State.Status}} {{.Image}} {{.Config.Image}}$_nl{{json .}}$_nl@networks$_nl$container_networks_format${container_format-}$_nl@" \
    "$p_name" || return 1
  container_there=$out
  read -r container_state container_image_id container_image_name <<END
$out
END
  container_json=${out#*"$_nl"}
  container_json=${container_json%%"$_nl@networks$_nl"*}
}

# section TEXT NAME: sets $lines to a section of what `inspect` printed.
section() {
  lines=$1$_nl
  lines=${lines#*"$_nl@$2$_nl"}
  lines=${lines%%"$_nl@"*}
  lines=${lines%"$_nl"}
}

# container_image: finds the image, and whether it has to be pulled.
container_image() {
  image_reference "$p_image" latest
  image_id='' image_there=''
  container_pull_when=${p_pull#\"}
  container_pull_when=${container_pull_when%\"}
  case $container_pull_when in
    '' | false) container_pull_when=missing ;;
    true) container_pull_when=always ;;
  esac
  if docker_look image inspect --format "$container_image_format" "$image_ref"; then
    image_id=${out%%"$_nl"*} image_there=$out
  fi
  case $container_pull_when:$image_id in
    never:) fail "Cannot find image with name $image_ref, and pull=never" ;;
    missing: | always:*)
      container_pull=true
      if $_check && [ -n "$image_id" ] && [ "$p_pull_check_mode_behavior" = image_not_present ]; then return; fi
      change ;;
  esac
}

# container_decide: sets $container_step, $container_update and $container_runs.
container_decide() {
  container_step='' container_update='' container_runs='' container_changes=''
  case $container_state in
    '' | removing)
      [ -n "$p_image" ] || fail "Cannot create container when image is not specified!"
      container_step=create
      differ exists false true ;;
    *)
      container_compare
      container_compare_image
      if $p_recreate; then container_changes="$container_changes recreate"; fi
      if [ -n "$container_changes" ]; then container_step=recreate; change
      else container_compare_networks
      fi ;;
  esac
  [ -z "$container_step" ] || container_update=''
  container_decide_state
}

container_decide_state() {
  container_now=$container_state
  [ -z "$container_step" ] || container_now=created
  case $p_state:$container_now in
    started:running | healthy:running | started:paused | healthy:paused | started:restarting | healthy:restarting)
      ! $p_restart || { container_runs=restart; change; } ;;
    started:* | healthy:*) container_runs=start; differ running false true ;;
    stopped:running | stopped:paused | stopped:restarting) container_runs=stop; differ running true false ;;
  esac
  case $p_state:$p_paused:$container_now in
    started:true:paused | healthy:true:paused) ;;
    started:true:* | healthy:true:*) container_runs="$container_runs pause"; differ paused false true ;;
    started:false:paused | healthy:false:paused) container_runs="$container_runs unpause"; differ paused true false ;;
  esac
}

# container_compare_image: another image, or another name for the same.
container_compare_image() {
  [ -n "$p_image" ] || return 0
  comparison_of image strict
  [ "$comparison" != ignore ] || return 0
  if [ -n "$image_id" ] && [ "$image_id" != "$container_image_id" ]; then
    container_changes="$container_changes image"
    differ image "$container_image_id" "$image_id"
  elif [ "$p_image_name_mismatch" = recreate ] && [ "$p_image" != "$container_image_name" ]; then
    container_changes="$container_changes image_name"
    differ image_name "$container_image_name" "$p_image"
  fi
}

# comparison_of OPTION DEFAULT: sets $comparison: what `comparisons` says about the option, or about
# all with `*`.
comparison_of() {
  comparison=$2 comparison_option=$1
  eval "set -- $p_comparisons"
  while [ $# -gt 1 ]; do
    case $1 in
      "$comparison_option") comparison=$2; return ;;
      '*') comparison=$2 ;;
    esac
    shift 2
  done
}

# container_compare: sets $container_changes to the options that differ and $container_update to the
# options of `docker update` for those that need no new container.
container_compare() {
  for compare_name in $container_names; do
    eval "compare_want=\$want_$compare_name compare_type=\$type_$compare_name"
    comparison=strict
    case $compare_name:$compare_type in
      *:set) comparison=allow_more_present ;;
      stop_timeout:*) comparison=ignore ;;
    esac
    comparison_of "${compare_name%%_[A-Z]*}" "$comparison"
    section "$container_there" "$compare_name"
    compare_same && continue
    case $compare_name in
      env) differ env '(other values)' '(values of the task)' ;;
      *) differ "$compare_name" "$lines" "$compare_want" ;;
    esac
    container_updated && continue
    container_changes="$container_changes $compare_name"
  done
}

# compare_same: whether $lines are what $compare_want says, by $comparison.
compare_same() {
  [ "$lines" != "$compare_want" ] || return 0
  case $comparison:$compare_type in
    ignore:*) return 0 ;;
    *:value) compare_value; return ;;
    strict:list) return 1 ;;
  esac
  compare_within "$compare_want" "$lines" || return 1
  [ "$comparison" = strict ] || return 0
  compare_image=''
  case $compare_name in
    env | labels | exposed_ports | volumes) compare_lines=$lines; section "${image_there-}" "$compare_name"; compare_image=$lines lines=$compare_lines ;;
  esac
  compare_within "$lines" "$compare_want$_nl$compare_image"
}

# compare_value: values that mean the same in other words.
compare_value() {
  case $compare_name:$lines:$compare_want in
    network_mode:'"default"':'"bridge"') ;;
    *:null:false | *:null:'""' | *:null:0) ;;
    *) return 1 ;;
  esac
}

# compare_within LINES ALL: whether each of the lines is among all.
compare_within() {
  compare_all=$_nl$2$_nl
  set -f
  IFS=$_nl
  for compare_line in $1; do
    case $compare_all in *"$_nl$compare_line$_nl"*) ;; *) unset IFS; set +f; return 1 ;; esac
  done
  unset IFS
  set +f
}

# container_updated: whether `docker update` can change the option in place.
container_updated() {
  case $compare_name in
    blkio_weight | cpu_period | cpu_quota | cpu_shares | memory | memory_reservation | memory_swap | cpus | cpuset_cpus | cpuset_mems) ;;
    restart_policy | restart_retries)
      compare_want=$p_restart_policy${p_restart_retries:+:$p_restart_retries}
      case $p_restart_policy in on-failure) ;; *) compare_want=$p_restart_policy ;; esac
      container_update="$container_update --restart $compare_want"
      return ;;
    *) return 1 ;;
  esac
  compare_flag=$(printf %s "$compare_name" | tr _ -)
  eval "quote \"\$p_$compare_name\""
  case $compare_name in memory*) quote "$compare_want" ;; esac
  container_update="$container_update --$compare_flag $quoted"
}
