# Building images.
#
# part docker_build
# uses docker

# build_read: sets build_KEY from the keys of `build`; those that are not given are empty.
build_read() {
  build_path='' build_dockerfile='' build_pull=false build_rm=true build_network='' build_nocache=false
  build_etc_hosts='' build_args='' build_target='' build_platform='' build_shm_size='' build_labels=''
  build_cache_from='' build_container_limits=''
  eval "set -- $p_build"
  while [ $# -gt 1 ]; do
    case $1 in
      path | dockerfile | pull | rm | network | nocache | etc_hosts | args | target | platform | shm_size | labels | cache_from | container_limits)
        eval "build_$1=\$2" ;;
      http_timeout | use_config_proxy) ;;
      *) fail "Unsupported parameters for (docker_image) module: build.$1" ;;
    esac
    shift 2
  done
  [ -n "$build_path" ] || fail "missing required arguments: path found in build"
  case $build_path in *://* | git@* | github.com/*) return ;; esac
  [ -d "$build_path" ] || $_check ||
    fail "Requested build path $build_path could not be found or you do not have access."
}

# image_build: values of build arguments go by the environment, as arguments can be seen by all.
image_build() {
  build_words=''
  build_option --tag "$image_ref"
  case $build_dockerfile in
    '') ;;
    /*) build_option --file "$build_dockerfile" ;;
    *) build_option --file "$build_path/$build_dockerfile" ;;
  esac
  [ "$build_pull" != true ] || build_words="$build_words --pull"
  [ "$build_rm" != false ] || build_words="$build_words --rm=false"
  [ "$build_nocache" != true ] || build_words="$build_words --no-cache"
  for build_name in network target platform shm_size; do
    eval "build_value=\$build_$build_name"
    [ "$build_name" != shm_size ] || build_name=shm-size
    [ -z "$build_value" ] || build_option "--$build_name" "$build_value"
  done
  build_pairs --label "$build_labels" =
  build_pairs --add-host "$build_etc_hosts" :
  json_words "${build_container_limits:-{\}}"
  eval "build_limits $words"
  json_words "${build_cache_from:-[]}"
  eval "set -- $words"
  for build_value; do build_option --cache-from "$build_value"; done
  json_words "${build_args:-{\}}"
  eval "set -- $words"
  while [ $# -gt 1 ]; do
    case $1 in [!A-Za-z_]* | *[!A-Za-z0-9_]*) fail "build argument '$1' is no name of a variable" ;; esac
    eval "$1=\$2"
    export "${1?}"
    build_option --build-arg "$1"
    shift 2
  done
  quote "$build_path"
  eval "docker_must \"Error building \$image_ref\" build $build_words $quoted"
  image_output=$out
  [ -n "$out" ] || image_output=$err
  image_changed
}

build_option() {
  quote "$2"
  build_words="$build_words $1 $quoted"
}

# build_pairs OPTION JSON SEPARATOR: one option for each key and value.
build_pairs() {
  [ -n "$2" ] || return 0
  build_name=$1 build_separator=$3
  json_words "$2"
  eval "set -- $words"
  while [ $# -gt 1 ]; do
    build_option "$build_name" "$1$build_separator$2"
    shift 2
  done
}

build_limits() {
  while [ $# -gt 1 ]; do
    case $1 in
      memory) build_option --memory "$2" ;;
      memswap) build_option --memory-swap "$2" ;;
      cpushares) build_option --cpu-shares "$2" ;;
      cpusetcpus) build_option --cpuset-cpus "$2" ;;
      *) fail "Invalid container_limits key $1" ;;
    esac
    shift 2
  done
}
