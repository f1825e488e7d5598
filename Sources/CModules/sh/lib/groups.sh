# Many paths at once: one `stat`, one `chown` and the like for all of them, however many.
#
# part groups
# uses files
#
# A path is known by a reference to a variable that holds it, as `"$path_7"`, and a group of paths is
# a text of references, which `eval` makes words of: so nothing has to be quoted, and nothing starts
# for a single path.

groups=''

# group NAME REFERENCE: adds to the group NAME, which is made of letters, digits and _.
group() {
  eval "members=\${group_$1-}"
  if [ -z "$members" ]; then groups="$groups$1 "; fi
  eval "group_$1=\"\$members \$2\""
}

# group_each PREFIX COMMAND: calls COMMAND with the rest of the name, for each group whose name begins
# so; $members are its references.
group_each() {
  for _group_name in $groups; do
    case $_group_name in "$1"_*) ;; *) continue ;; esac
    eval "members=\$group_$_group_name"
    "$2" "${_group_name#"$1"_}"
  done
}

# look [-L] PATH…: sets $lines, one for each path, for `look_take`.
look() {
  have stat || fail "the command 'stat' is missing on the host; install coreutils"
  _look_follow=
  if [ "$1" = -L ]; then
    _look_follow=-L
    shift
  fi
  # shellcheck disable=SC2086 # no word at all without -L
  lines=$(stat $_look_follow -c '%f:%u:%g:%s:%U:%G' -- "$@" 2>&1) || fail "cannot look at the files: $lines"
  looked=
}

# look_take LINE: sets st_* as stat_take does; $looked says what has been looked at but for the size.
look_take() {
  _look_ifs=$IFS
  IFS=:
  # shellcheck disable=SC2086 # the fields of the line
  set -- $1
  IFS=$_look_ifs
  st_size=$4
  if [ "$looked" = "$1:$2:$3" ]; then return 0; fi
  looked=$1:$2:$3
  st_state='file' st_kind=other st_uid=$2 st_gid=$3 st_user=$5 st_group=$6
  if [ $((0x$1 >> 12)) -eq 8 ]; then st_kind=reg; fi
  st_mode=$((0x$1 & 4095))
  mode_digits "$st_mode"
  st_perms=$digits
}

# group_attributes PREFIX REFERENCE: puts a path that differs from what is wanted into a group.
group_attributes() {
  [ -n "$fa_uid$fa_gid$fa_mode" ] || return 0
  change
  group "$1_${fa_uid}_${fa_gid}_$fa_mode" "$2"
}

# group_set UID_GID_MODE: gives the $members what they lack.
group_set() {
  fa_uid=${1%%_*} fa_mode=${1##*_} fa_flags='' fa_context=''
  fa_gid=${1#*_}
  fa_gid=${fa_gid%_*}
  eval "attributes_apply $members"
}
