# Manages user accounts.
#
# module ansible.builtin.user
# uses user_change user_home user_key
# param name str required aliases=user : The user.
# param uid int : The number.
# param comment str : The description (GECOS).
# param hidden bool : For macOS; does nothing.
# param non_unique bool default=false : Allow a number that another user has.
# param seuser str : The SELinux user of a new account.
# param group str : The primary group.
# param groups list elements=str : Further groups.
# param append bool default=false : Leave the user in groups that are not named.
# param shell path : The login shell.
# param home path : The home folder.
# param skeleton str : What a new home folder is filled from.
# param password str no_log : The hash of the password.
# param state str default=present choices=absent,present : Whether the account shall exist.
# param create_home bool default=true aliases=createhome : Make the home folder when it is missing.
# param move_home bool default=false : Move the home folder along.
# param system bool default=false : Make a new account one of the system.
# param force bool default=false : Remove even a user who is logged in; overwrite an SSH key.
# param remove bool default=false : Remove the home folder with the account.
# param login_class str : For BSD; does nothing.
# param generate_ssh_key bool default=false : Make a key pair.
# param ssh_key_bits int default=0 : Its length.
# param ssh_key_type str default=rsa : Its kind.
# param ssh_key_file path : Its file, in the home folder unless absolute.
# param ssh_key_comment str : Its comment.
# param ssh_key_passphrase str no_log : Its passphrase.
# param update_password str default=always choices=always,on_create : When to set the password.
# param expires float : When the account expires, in seconds since 1970; negative for never.
# param password_lock bool : Whether the password shall be locked.
# param local bool default=false : Look at local files only.
# param profile str : For Solaris; does nothing.
# param authorization str : For Solaris; does nothing.
# param role str : For Solaris; does nothing.
# param password_expire_max int : Days after which the password must be changed.
# param password_expire_min int : Days before it may be changed.
# param password_expire_warn int : Days of warning.
# param umask str : The umask for a new home folder.
# param password_expire_account_disable int : Days from an expired password to a disabled account.
# param uid_min int : The smallest number for a new user.
# param uid_max int : The largest number for a new user.
# returns uid int : The number.
# returns group int : The primary group's number.
# returns groups str : The groups asked for.
# returns comment str : The description.
# returns home str : The home folder.
# returns shell str : The login shell.
# returns ssh_fingerprint str : The fingerprint of the key pair.
# returns ssh_key_file str : The file of the private key.
# returns ssh_public_key str : The public key.
# supports check_mode

query() {
  out='' err=''
  user_check
  user_entry "$p_name"
  case $p_state:$user_exists in
    absent:true) differ state present absent ;;
    absent:false) ;;
    present:false) user_query_new ;;
    present:true)
      user_query_change
      user_query_home
      user_query_key
      user_query_expiry ;;
  esac
}

foresee() {
  if [ "$p_state" = absent ]; then
    foresee_that "passwd $p_name" absent
    if $p_remove && [ -n "$user_home" ]; then foresee_that "$user_home" absent; fi
    return 0
  fi
  user_foresee
}

apply() {
  case $p_state:$user_exists in
    absent:true) user_delete; return ;;
    present:false) user_create ;;
    present:true) user_modify ;;
  esac
  user_entry "$p_name"
  ! $user_make_home || user_create_home
  ! $user_make_key || user_create_key
  [ -z "$user_chage" ] || eval "must 'chage failed' chage $user_chage \"\$p_name\""
}

report() {
  put_s name "$p_name"
  put_s state "$p_state"
  if [ "$p_state" = absent ]; then
    put_j force "$p_force"
    put_j remove "$p_remove"
    return
  fi
  put_j append "$p_append"
  put_j move_home "$p_move_home"
  [ -z "$p_password" ] || put_s password NOT_LOGGING_PASSWORD
  $user_exists || { put_j system "$p_system"; put_j create_home "$p_create_home"; return; }
  # A user that is to be made has no number yet.
  case $user_uid in *[!0-9]*) ;; *) put_j uid "$user_uid" ;; esac
  case $user_gid in *[!0-9]*) ;; *) put_j group "$user_gid" ;; esac
  put_s comment "$user_comment"
  put_s home "$user_home"
  put_s shell "$user_shell"
  if given groups; then put_s groups "${user_wanted_list#,}"; fi
  ! $p_generate_ssh_key || user_report_key
}
