# What differs in an account, and the tools that change it.
#
# part user_change
# uses accounts quote

# user_check: what Ansible refuses or warns about.
user_check() {
  user_make_home=false user_make_key=false user_chage='' user_wanted_list=''
  if $p_local; then
    for user_word in umask uid_min uid_max; do
      ! given "$user_word" || fail "'$user_word' can not be used with 'local'"
    done
  fi
  if $p_append && ! given groups; then
    warn "'append' is set, but no 'groups' are specified. Use 'groups' for appending new groups."
  fi
  case $p_password in
    '' | '*' | '!' | '*************') return ;;
    *[:\*!]*) ;;
    \$*\$*\$* | \$*\$*) return ;;
  esac
  warn "The input password appears not to have been hashed. The 'password' argument must be encrypted for this module to work properly."
}

# user_group NAME: looks a group up. One that is missing is an error, but in check mode it may be one
# that would have been made.
user_group() {
  group_entry "$1"
  $group_exists && return
  $_check || fail "Group $1 does not exist"
  warn "Group $1 does not exist (yet)"
  group_name=$1 group_gid=''
}

# user_wanted: sets $user_wanted to the groups that are asked for, each between blanks, without the
# primary one.
user_wanted() {
  user_wanted=' '
  eval "set -- $p_groups"
  for user_word; do
    trim "$user_word"
    [ -n "$trimmed" ] || continue
    user_wanted_list="$user_wanted_list,$trimmed"
    user_group "$trimmed"
    if [ -n "$user_gid" ] && [ "$group_gid" = "$user_gid" ]; then continue; fi
    case $user_wanted in *" $group_name "*) ;; *) user_wanted="$user_wanted$group_name " ;; esac
  done
}

user_query_new() {
  differ state absent present
  [ -z "$p_group" ] || user_group "$p_group"
  ! given groups || user_wanted
  user_make_key=$p_generate_ssh_key
  user_query_expiry
}

# user_flag OPTION [VALUE]: adds to the arguments of useradd or usermod.
user_flag() {
  user_flags="$user_flags $1"
  [ $# -gt 1 ] || return 0
  quote "$2"
  user_flags="$user_flags $quoted"
}

# user_differ FIELD BEFORE AFTER OPTION: a field that usermod changes.
user_differ() {
  [ "$2" != "$3" ] || return 0
  differ "$1" "$2" "$3"
  user_flag "$4" "$3"
}

user_query_change() {
  user_flags='' user_new_password=''
  shadow_entry "$p_name"
  if [ -n "$p_uid" ] && [ "$p_uid" != "$user_uid" ]; then
    user_differ uid "$user_uid" "$p_uid" -u
    ! $p_non_unique || user_flag -o
  fi
  if [ -n "$p_group" ]; then
    user_group "$p_group"
    if [ "$group_gid" != "$user_gid" ]; then differ group "$user_gid" "${group_gid:-$p_group}"; user_flag -g "$p_group"; fi
  fi
  ! given groups || user_query_groups
  ! given comment || user_differ comment "$user_comment" "$p_comment" -c
  if [ -n "$p_home" ] && [ "$p_home" != "$user_home" ]; then
    user_differ home "$user_home" "$p_home" -d
    if $p_move_home && [ -d "$user_home" ] && [ ! -d "$p_home" ]; then user_flag -m; fi
  fi
  ! given shell || user_differ shell "$user_shell" "$p_shell" -s
  user_query_expires
  ! given password_expire_account_disable ||
    user_differ inactive "$shadow_inactive" "$p_password_expire_account_disable" -f
  user_query_password
}

user_query_groups() {
  groups_of "$p_name"
  user_wanted
  user_add='' user_drop=''
  for user_word in $user_wanted; do
    case $user_groups in *" $user_word "*) ;; *) user_add="$user_add,$user_word" ;; esac
  done
  for user_word in $user_groups; do
    case $user_wanted in *" $user_word "*) ;; *) user_drop="$user_drop,$user_word" ;; esac
  done
  if $p_append; then
    user_drop=''
    [ -z "$user_add" ] || user_flag -a
  fi
  [ -n "$user_add$user_drop" ] || return 0
  trim "$user_groups"
  user_before=$trimmed
  trim "$user_wanted"
  differ groups "$user_before" "$trimmed"
  user_flag -G "$(printf %s "$trimmed" | tr ' ' ,)"
}

# user_query_expires: only the day counts, as shadow(5) has days.
user_query_expires() {
  [ -n "$p_expires" ] || return 0
  case $p_expires in
    -*)
      case $shadow_expire in '' | -*) ;; *) differ expires "$shadow_expire" ''; user_flag -e '' ;; esac ;;
    *)
      user_day=$((${p_expires%%[.e]*} / 86400))
      [ "$user_day" != "${shadow_expire:-none}" ] || return 0
      differ expires "$shadow_expire" "$user_day"
      user_flag -e "$(date -u -d "@${p_expires%%.*}" +%Y-%m-%d)" ;;
  esac
}

# user_query_password: hashes are compared without the mark that locks them. They go to `chpasswd`
# by its standard input, never by arguments.
user_query_password() {
  user_lock=''
  # The password of a user that an earlier task of the check would have made is the one it was given.
  ! foreseen "passwd $p_name" || return 0
  case $p_password_lock:$shadow_password in
    true:!*) ;;
    true:*) user_lock=-L ;;
    false:!*) user_lock=-U ;;
  esac
  if [ "$p_update_password" = always ] && [ -n "$p_password" ] &&
    [ "${shadow_password#"${shadow_password%%[!!]*}"}" != "${p_password#"${p_password%%[!!]*}"}" ]; then
    change
    user_lock='' user_new_password=$p_password
    [ "$p_password_lock" != true ] || user_new_password="!$p_password"
  fi
  [ -z "$user_lock" ] || { change; user_flag "$user_lock"; }
}

# user_query_expiry: the ages of the password, which chage(1) sets.
user_query_expiry() {
  $user_exists || shadow_entry "$p_name"
  for user_word in M:max m:min W:warn; do
    user_field=${user_word#*:}
    given "password_expire_$user_field" || continue
    eval "user_before=\$shadow_$user_field user_after=\$p_password_expire_$user_field"
    [ "$user_before" != "$user_after" ] || continue
    differ "password_expire_$user_field" "$user_before" "$user_after"
    user_chage="$user_chage -${user_word%:*} $user_after"
  done
}

# set_password NAME HASH
set_password() { printf '%s:%s\n' "$1" "$2" | chpasswd -e; }

user_create() {
  if ! have useradd; then user_create_busybox; return; fi
  user_flags=''
  [ -z "$p_uid" ] || { user_flag -u "$p_uid"; ! $p_non_unique || user_flag -o; }
  [ -z "$p_seuser" ] || user_flag -Z "$p_seuser"
  if [ -n "$p_group" ]; then user_flag -g "$p_group"
  else
    account_entry group "$p_name"
    [ -z "$entry" ] || user_flag -N
  fi
  if [ -n "${user_wanted_list#,}" ]; then user_flag -G "${user_wanted_list#,}"; fi
  ! given comment || user_flag -c "$p_comment"
  [ -z "$p_home" ] || user_flag -d "$p_home"
  [ -z "$p_shell" ] || user_flag -s "$p_shell"
  case $p_expires in
    '') ;;
    -*) user_flag -e '' ;;
    *) user_flag -e "$(date -u -d "@${p_expires%%.*}" +%Y-%m-%d)" ;;
  esac
  [ -z "$p_password_expire_account_disable" ] || user_flag -f "$p_password_expire_account_disable"
  if $p_create_home; then
    user_flag -m
    [ -z "$p_skeleton" ] || user_flag -k "$p_skeleton"
    [ -z "$p_umask" ] || user_flag -K "UMASK=$p_umask"
  else
    user_flag -M
  fi
  ! $p_system || user_flag -r
  [ -z "$p_uid_min" ] || user_flag -K "UID_MIN=$p_uid_min"
  [ -z "$p_uid_max" ] || user_flag -K "UID_MAX=$p_uid_max"
  [ -z "$p_home" ] || ! $p_create_home || mkdir -p "${p_home%/*}/"
  eval "must 'useradd failed' useradd $user_flags -- \"\$p_name\""
  user_exists=true
  if [ -n "$p_password" ]; then
    user_new_password=$p_password
    [ "$p_password_lock" != true ] || user_new_password="!$p_password"
    must "chpasswd failed" set_password "$p_name" "$user_new_password"
  fi
}

user_modify() {
  if [ -n "$user_flags" ]; then
    if have usermod; then eval "must 'usermod failed' usermod $user_flags -- \"\$p_name\""
    else user_modify_busybox
    fi
  fi
  [ -z "$user_new_password" ] || must "chpasswd failed" set_password "$p_name" "$user_new_password"
}

user_delete() {
  if ! have userdel; then
    if $p_remove; then must "deluser failed" deluser --remove-home "$p_name"
    else must "deluser failed" deluser "$p_name"
    fi
    return
  fi
  set --
  ! $p_force || set -- "$@" -f
  ! $p_remove || set -- "$@" -r
  must "userdel failed" userdel "$@" -- "$p_name"
}
