# Folders: making them with their parents.
#
# part folders
# uses files

# parent_of PATH: sets $parent to the folder that PATH is in.
parent_of() {
  parent=${1%"${1##*[!/]}"}
  case $parent in
    */*)
      parent=${parent%/*}
      parent=${parent:-/} ;;
    *) parent=. ;;
  esac
}

# folder_is_empty PATH: by names alone, without starting anything.
folder_is_empty() {
  for _folder_entry in "$1"/* "$1"/.[!.]* "$1"/..?*; do
    if [ -e "$_folder_entry" ] || [ -h "$_folder_entry" ]; then return 1; fi
  done
}

# folders_make PATH: makes PATH and the parents it lacks, all with what attributes_query wants.
folders_make() {
  _folder_made=$1
  set --
  while [ ! -e "$_folder_made" ]; do
    set -- "$_folder_made" "$@"
    parent_of "$_folder_made"
    _folder_made=$parent
  done
  if [ -n "$fa_mode" ]; then
    mode_digits $((511 & ~fa_mode))
    umask "$digits"
  fi
  for _folder_made do :; done
  attempt mkdir -p -- "$_folder_made" || {
    put_s path "$_folder_made"
    fail "There was an issue creating $_folder_made as requested: $error"
  }
  umask "$_umask"
  # The umask has given the mode, unless it has special bits, or bits that mkdir adds or inherits.
  parent_of "$1"
  if [ -n "$fa_mode" ] && [ ! -g "$parent" ] &&
    [ "$fa_mode" -lt 512 ] && [ $((fa_mode & 192)) -eq 192 ]; then
    fa_trusted=$fa_mode fa_mode=
  fi
  attributes_apply "$@"
}
