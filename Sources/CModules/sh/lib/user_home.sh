# Home folders, and accounts on hosts that have only busybox's tools.
#
# part user_home
# uses facts accounts

user_query_home() {
  $p_create_home || return 0
  user_folder=${p_home:-$user_home}
  [ -n "$user_folder" ] && ! exists "$user_folder" || return 0
  change
  case " $user_flags " in *' -m '*) ;; *) user_make_home=true ;; esac
}

# user_create_home: the folder, filled from the skeleton, with the mode that login.defs asks for.
user_create_home() {
  user_folder=${p_home:-$user_home}
  must "cannot make the home folder $user_folder" mkdir -p "$user_folder"
  user_skeleton=${p_skeleton:-/etc/skel}
  if [ -d "$user_skeleton" ]; then must "cannot fill the home folder" cp -R -P "$user_skeleton/." "$user_folder/"; fi
  user_home_mode
  must "cannot set the mode of the home folder" chmod "$user_mode" "$user_folder"
  must "cannot set the owner of the home folder" chown -R "$user_uid:$user_gid" "$user_folder"
}

# user_home_mode: sets $user_mode to what login.defs asks for.
user_home_mode() {
  user_mode='' user_umask=${p_umask:-022}
  if [ -r /etc/login.defs ] && [ -z "$p_umask" ]; then
    while read -r user_word user_value user_rest; do
      case $user_word in
        HOME_MODE) user_mode=$user_value ;;
        UMASK) user_umask=$user_value ;;
      esac
    done </etc/login.defs
  fi
  [ -n "$user_mode" ] || user_mode=$(printf %o $((0777 & ~0$user_umask)))
}

# user_foresee: the account, its groups and its home folder as they would be.
user_foresee() {
  user_foreseen=$user_exists
  if [ -n "$p_group" ]; then
    group_entry "$p_group"
    user_gid=${group_gid:-$p_group}
  elif ! $user_exists; then
    account_entry group "$p_name"
    user_gid=${entry#*:*:} user_gid=${user_gid%%:*}
    if [ -z "$user_gid" ]; then
      user_gid=${p_uid:-$p_name}
      foresee_that "group $p_name" "$p_name:x:$user_gid:"
    fi
  fi
  user_uid=${p_uid:-${user_uid:-$p_name}}
  user_home=${p_home:-${user_home:-/home/$p_name}}
  user_shell=${p_shell:-${user_shell:-/bin/sh}}
  if given comment; then user_comment=$p_comment; fi
  $user_foreseen || foresee_that "new $p_name" "$user_home"
  foresee_that "passwd $p_name" "$p_name:x:$user_uid:$user_gid:$user_comment:$user_home:$user_shell"
  if given groups; then user_foresee_groups; fi
  if ! $p_create_home || exists "$user_home"; then return 0; fi
  st_state=absent fa_uid=$user_uid fa_gid=$user_gid p_owner=$p_name p_group=$user_gid
  user_home_mode
  fa_mode=$((0$user_mode))
  foresee_folders "$user_home"
  fa_mode=420
  for user_file in "${p_skeleton:-/etc/skel}"/.[!.]* "${p_skeleton:-/etc/skel}"/*; do
    if [ -f "$user_file" ]; then foresee_path "$user_home/${user_file##*/}" file "$user_file" "$(($(wc -c <"$user_file")))"; fi
  done
}

user_foresee_groups() {
  user_all=$user_wanted
  if $p_append && $user_foreseen; then
    for user_word in $user_groups; do
      case $user_all in *" $user_word "*) ;; *) user_all="$user_all$user_word " ;; esac
    done
  fi
  foresee_that "groups $p_name" "$user_all"
}

user_create_busybox() {
  set -- -D
  [ -z "$p_uid" ] || set -- "$@" -u "$p_uid"
  [ -z "$p_group" ] || set -- "$@" -G "$p_group"
  ! given comment || set -- "$@" -g "$p_comment"
  [ -z "$p_home" ] || set -- "$@" -h "$p_home"
  [ -z "$p_shell" ] || set -- "$@" -s "$p_shell"
  $p_create_home || set -- "$@" -H
  [ -z "$p_skeleton" ] || set -- "$@" -k "$p_skeleton"
  ! $p_system || set -- "$@" -S
  must "adduser failed" adduser "$@" "$p_name"
  user_exists=true
  for user_word in ${user_wanted-}; do must "adduser failed" adduser "$p_name" "$user_word"; done
  [ -z "$p_password" ] || must "chpasswd failed" set_password "$p_name" "$p_password"
}

# Without usermod only the groups of an account can be changed.
user_modify_busybox() {
  case " $user_flags" in
    *' -'[ugdcsefm]' '*) fail "usermod is needed to change the user $p_name; on Alpine it is in the package shadow" ;;
  esac
  for user_word in ${user_wanted-}; do
    case $user_groups in *" $user_word "*) ;; *) must "adduser failed" adduser "$p_name" "$user_word" ;; esac
  done
  ! $p_append || return 0
  for user_word in $user_groups; do
    case $user_wanted in *" $user_word "*) ;; *) must "delgroup failed" delgroup "$p_name" "$user_word" ;; esac
  done
}
