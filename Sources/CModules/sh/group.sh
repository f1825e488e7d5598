# Manages groups.
#
# module ansible.builtin.group
# uses accounts
# param name str required : The group.
# param gid int : Its number.
# param state str default=present choices=absent,present : Whether it shall exist.
# param force bool default=false : Delete it though it is a user's primary group.
# param system bool default=false : Give a new group a number of those for the system.
# param local bool default=false : Look at local files only.
# param non_unique bool default=false : Allow a number that another group has.
# param gid_min int : The smallest number for a new group.
# param gid_max int : The largest number for a new group.
# rule required_if non_unique=true gid
# returns gid int : The group's number.
# returns name str : The group.
# returns state str : Whether it exists.
# returns system bool : Whether it was made for the system.
# supports check_mode

query() {
  account_entry group "$p_name"
  group_line=$entry
  group_rest=${entry#*:*:}
  group_gid=${group_rest%%:*}
  case $p_state:$group_line in
    absent:) ;;
    absent:*) differ state present absent ;;
    present:) differ state absent present ;;
    present:*) if [ -n "$p_gid" ] && [ "$p_gid" != "$group_gid" ]; then differ gid "$group_gid" "$p_gid"; fi ;;
  esac
}

apply() {
  case $p_state:$group_line in
    absent:*) group_delete ;;
    present:) group_create ;;
    *)
      set -- -g "$p_gid"
      ! $p_non_unique || set -- "$@" -o
      must "groupmod failed" groupmod "$@" "$p_name" ;;
  esac
}

foresee() {
  if [ "$p_state" = absent ]; then
    foresee_that "group $p_name" absent
  else
    group_members=${group_line##*:}
    foresee_that "group $p_name" "$p_name:x:${p_gid:-${group_gid:-$p_name}}:$group_members"
  fi
}

group_create() {
  if ! have groupadd; then group_create_busybox; return; fi
  set --
  [ -z "$p_gid" ] || set -- "$@" -g "$p_gid"
  ! $p_non_unique || set -- "$@" -o
  ! $p_system || set -- "$@" -r
  [ -z "$p_gid_min" ] || set -- "$@" -K "GID_MIN=$p_gid_min"
  [ -z "$p_gid_max" ] || set -- "$@" -K "GID_MAX=$p_gid_max"
  must "groupadd failed" groupadd "$@" "$p_name"
}

group_create_busybox() {
  set --
  [ -z "$p_gid" ] || set -- "$@" -g "$p_gid"
  ! $p_system || set -- "$@" -S
  must "addgroup failed" addgroup "$@" "$p_name"
}

group_delete() {
  if ! have groupdel; then must "delgroup failed" delgroup "$p_name"
  elif $p_force; then must "groupdel failed" groupdel -f "$p_name"
  else must "groupdel failed" groupdel "$p_name"
  fi
}

report() {
  put_s name "$p_name"
  put_s state "$p_state"
  [ "$p_state" = present ] || return 0
  put_j system "$p_system"
  if $_changed && ! $_check; then
    account_entry group "$p_name"
    group_rest=${entry#*:*:}
    group_gid=${group_rest%%:*}
  fi
  case ${p_gid:-$group_gid} in '' | *[!0-9]*) ;; *) put_j gid "${p_gid:-$group_gid}" ;; esac
}
