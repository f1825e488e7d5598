# Manages Docker images.
#
# module community.docker.docker_image
# uses docker docker_build
# param name str required : The image, maybe with a tag.
# param tag str default=latest : The tag.
# param source str choices=build,load,pull,local : Where the image comes from.
# param build dict : How to build it.
# param load_path path : The archive to load it from.
# param archive_path path : The archive to save it to.
# param pull dict : How to pull it: `platform`.
# param push bool default=false : Push it.
# param repository str : The name to tag it with, and to push.
# param force_source bool default=false : Build, load or pull it though it is there.
# param force_absent bool default=false : Remove it though it is in use.
# param force_tag bool default=false : Tag it though the tag is there.
# param state str default=present choices=absent,present : Whether it shall be there.
# rule required_if state=present source
# rule required_if source=build build
# rule required_if source=load load_path
# returns image dict : What `docker image inspect` says.
# returns actions list : What was done.
# returns stdout str : What the build printed.
# supports check_mode

query() {
  image_actions='' image_before='' image_tag_wanted='' image_output='' image_id='' image_json='{}'
  image_steps=''
  docker_ready || return 0
  image_reference "$p_name" "$p_tag"
  image_inspect "$image_ref"
  image_before=$image_id
  case $p_state:$image_id in
    absent:) return ;;
    absent:*) image_step remove "Removed image $image_ref" ;;
    *) image_plan ;;
  esac
}

# image_inspect REFERENCE: sets $image_id and $image_json, empty when there is no such image.
image_inspect() {
  image_id='' image_json='{}'
  docker_look image inspect --format '{{.Id}} {{json .}}' "$1" || return 0
  image_id=${out%% *} image_json=${out#* }
}

# image_step NAME ACTION: something to be done.
image_step() {
  image_steps="$image_steps $1"
  quote "$2"
  image_actions="$image_actions $quoted"
  change
}

image_plan() {
  if [ -z "$image_id" ] || $p_force_source; then image_plan_source; fi
  [ -z "$p_archive_path" ] || image_plan_archive
  if [ -n "$p_repository" ]; then image_plan_tag
  elif $p_push; then image_step push "Pushed image $image_ref"
  fi
}

image_plan_source() {
  case $p_source:$image_ref in
    build:sha256:* | pull:sha256:*) fail "Image name must not be an image ID for source=$p_source; got: $p_name" ;;
  esac
  case $p_source in
    build) build_read; image_step build "Built image $image_ref from $build_path" ;;
    load)
      if [ ! -f "$p_load_path" ] && ! $_check; then
        fail "Error loading image $image_name. Specified path $p_load_path does not exist."
      fi
      image_step load "Loaded image $image_ref from $p_load_path" ;;
    pull) image_step pull "Pulled image $image_ref" ;;
    local) [ -n "$image_id" ] || [ -n "${docker_gone-}" ] ||
      fail "Cannot find the image $image_ref locally." ;;
  esac
}

# image_plan_archive: an archive is left alone when its manifest names this image and this tag.
image_plan_archive() {
  image_manifest=''
  [ ! -f "$p_archive_path" ] || image_manifest=$(tar -xOf "$p_archive_path" manifest.json 2>/dev/null) || :
  case $image_manifest in
    *"${image_id#sha256:}"*"\"$image_ref\""*) [ -z "$image_id" ] || return 0 ;;
  esac
  image_step archive "Archived image $image_ref to $p_archive_path"
}

image_plan_tag() {
  image_source=$image_ref image_source_id=$image_id image_source_json=$image_json
  image_reference "$p_repository" "${image_tag:-latest}"
  image_target=$image_ref image_ref=$image_source
  image_inspect "$image_target"
  if [ -z "$image_id" ] || $p_force_tag; then
    if [ -z "$image_id" ] || [ "$image_id" != "$image_source_id" ]; then
      image_step tag "Tagged image $image_ref to $image_target"
    fi
  fi
  ! $p_push || image_step push "Pushed image $image_target"
  image_id=$image_source_id image_json=$image_source_json
}

apply() {
  # What was foreseen is counted anew: a pull may bring nothing, a push may find all there.
  _changed=false
  for image_one in $image_steps; do "image_$image_one"; done
  [ "$p_state" = present ] || return 0
  image_inspect "${image_target:-$image_ref}"
}

# image_changed: after a source was used again, a different image is what counts.
image_changed() {
  image_inspect "$image_ref"
  [ "$image_id" = "$image_before" ] || change
}

image_remove() {
  set -- image rm "$image_ref"
  ! $p_force_absent || set -- image rm --force "$image_ref"
  docker_must "Error removing image $image_ref" "$@"
  change
}

image_pull() {
  set -- pull
  eval "image_pull_options $p_pull"
  docker_must "Error pulling image $image_ref" "$@" "$image_ref"
  image_changed
}

# image_pull_options KEY VALUE: the shell's parameters cannot be changed from here, so the only
# option goes by the environment variable that the command reads.
image_pull_options() {
  if [ "${1-}" = platform ]; then DOCKER_DEFAULT_PLATFORM=$2; export DOCKER_DEFAULT_PLATFORM; fi
}

image_load() {
  docker_must "Error loading image $image_ref" load --input "$p_load_path"
  image_output=$out
  case $out in
    *"$image_ref"* | *'Loaded image ID:'*) ;;
    *) fail "The archive did not contain image '$image_ref'. Instead, found: ${out#Loaded image: }" ;;
  esac
  image_changed
}

image_archive() {
  docker_must "Error getting image $image_ref" save --output "$p_archive_path" "$image_ref"
  change
}

image_tag() {
  docker_must "Error: failed to tag image" image tag "$image_ref" "$image_target"
  change
}

image_push() {
  docker_must "Error pushing image ${image_target:-$image_ref}" push "${image_target:-$image_ref}"
  case $out in *': Pushed'*) change ;; esac
}

report() {
  if [ "$p_state" = absent ]; then
    put_map image
    [ -z "$image_id" ] || put_s state Deleted
    put_close
  else
    put_j image "$image_json"
  fi
  put_list actions
  eval "set -- $image_actions"
  for image_one; do put_s '' "$image_one"; done
  put_close
  [ -z "$image_output" ] || put_s stdout "$image_output"
}
