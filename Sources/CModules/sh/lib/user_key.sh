# The key pair of a user.
#
# part user_key
# uses accounts

# user_key_path: sets $user_key to the file of the private key.
user_key_path() {
  user_key=${p_ssh_key_file:-.ssh/id_$p_ssh_key_type}
  case $user_key in /*) ;; *) user_key=$user_home/$user_key ;; esac
}

user_query_key() {
  $p_generate_ssh_key || return 0
  user_key_path
  if exists "$user_key" && ! $p_force; then return; fi
  change
  user_make_key=true
}

# A passphrase reaches ssh-keygen by way of an "ask" program, as arguments can be seen by all.
user_create_key() {
  user_key_path
  have ssh-keygen || fail "Failed to find required executable \"ssh-keygen\" in paths: $PATH"
  user_ssh=${user_key%/*}
  if [ ! -d "$user_ssh" ]; then
    must "Failed to create $user_ssh" mkdir -m 700 "$user_ssh"
    must "Failed to chown $user_ssh" chown "$user_uid:$user_gid" "$user_ssh"
  fi
  rm -f "$user_key"
  set -- -q -t "$p_ssh_key_type" -f "$user_key" -C "${p_ssh_key_comment:-ansible-generated on $(uname -n)}"
  [ "$p_ssh_key_bits" -eq 0 ] || set -- "$@" -b "$p_ssh_key_bits"
  if [ -n "$p_ssh_key_passphrase" ]; then
    temporary
    printf '%s\n' "$p_ssh_key_passphrase" >"$_tmp/passphrase"
    printf '#!/bin/sh\ncat "%s"\n' "$_tmp/passphrase" >"$_tmp/ask"
    chmod 700 "$_tmp/ask"
    set -- env "SSH_ASKPASS=$_tmp/ask" SSH_ASKPASS_REQUIRE=force DISPLAY=none ssh-keygen "$@"
    ! have setsid || set -- setsid "$@"
    must "ssh-keygen failed" "$@"
    rm -f "$_tmp/passphrase"
  else
    must "ssh-keygen failed" ssh-keygen "$@" -N ''
  fi
  must "Failed to chown the key" chown "$user_uid:$user_gid" "$user_key" "$user_key.pub"
}

user_report_key() {
  user_key_path
  put_s ssh_key_file "$user_key"
  [ -r "$user_key.pub" ] || return 0
  put_s ssh_public_key "$(cat "$user_key.pub")"
  capture ssh-keygen -l -f "$user_key"
  put_s ssh_fingerprint "${out:-$err}"
}
