# Home folders, and accounts on hosts that have only busybox's tools.
#
# part user_home
# uses facts accounts

user_query_home() {
  $p_create_home || return 0
  user_folder=${p_home:-$user_home}
  [ -n "$user_folder" ] && [ ! -e "$user_folder" ] || return 0
  change
  case " $user_flags " in *' -m '*) ;; *) user_make_home=true ;; esac
}

# user_create_home: the folder, filled from the skeleton, with the mode that login.defs asks for.
user_create_home() {
  user_folder=${p_home:-$user_home}
  must "cannot make the home folder $user_folder" mkdir -p "$user_folder"
  user_skeleton=${p_skeleton:-/etc/skel}
  if [ -d "$user_skeleton" ]; then must "cannot fill the home folder" cp -R -P "$user_skeleton/." "$user_folder/"; fi
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
  must "cannot set the mode of the home folder" chmod "$user_mode" "$user_folder"
  must "cannot set the owner of the home folder" chown -R "$user_uid:$user_gid" "$user_folder"
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
