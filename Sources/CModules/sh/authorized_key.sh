# Adds or removes public keys that may log in by SSH.
#
# module ansible.posix.authorized_key
# uses accounts quote files
# param user str required : The user whose file it is.
# param key str required : Public keys, one a line, or file:// and a file on the host.
# param path path : Another file than ~/.ssh/authorized_keys.
# param manage_dir bool default=true : Make the folder, and set its owner and mode.
# param state str default=present choices=absent,present : Whether the keys shall be there.
# param key_options str : Options before the key.
# param exclusive bool default=false : Remove all other keys.
# param validate_certs bool default=true : For a key that is fetched from a URL.
# param comment str : A comment in place of the key's own.
# param follow bool default=false : Follow a link in the file's place.
# returns keyfile str : The file.
# supports check_mode

query() {
  keys_before='' keys_after='' keys_count=0
  case $p_key in
    http://* | https://*) fail "Error getting key from: $p_key: fetching keys from a URL is not supported yet; use lookup('url')" ;;
    file*) keys_read_source ;;
  esac
  user_entry "$p_user"
  keys_file=${p_path:-$user_home/.ssh/authorized_keys}
  if ! $user_exists; then
    $_check || fail "Failed to lookup user $p_user"
    warn "the user $p_user does not exist (yet)"
    [ -n "$p_path" ] || { keys_file=''; change; }
  fi
  if $p_follow && is_link "$keys_file"; then follow "$keys_file" && keys_file=$followed; fi
  if is_file "$keys_file"; then keys_load; fi
  keys_plan
}

keys_read_source() {
  keys_source=${p_key#file://}
  exists "$keys_source" || fail "Path to a key file not found: $keys_source"
  is_file "$keys_source" || fail "Path to a key is a directory and must be a file: $keys_source"
  place_of "$keys_source" || unknown "The content of $keys_source is not known before an earlier task has made it"
  p_key=$(cat "$place") || fail "Failed to read key file $keys_source"
}

# key_parse LINE: sets $key_options, $key_type, $key_data and $key_comment; false when the line has
# no key. The type is the first word that names one, and what is before it are options.
key_parse() {
  key_options='' key_type='' key_data='' key_comment=''
  case $1 in '#'* | '') return 1 ;; esac
  set -f
  # The line is taken apart into words by intention.
  # shellcheck disable=SC2086
  set -- $1
  set +f
  while [ $# -gt 0 ]; do
    case $1 in
      ssh-rsa | ssh-dss | ssh-ed25519 | ecdsa-sha2-nistp* | sk-*@openssh.com | webauthn-sk-*@openssh.com | ssh-*-cert-v01@openssh.com | rsa-sha2-* | ssh-xmss*@openssh.com)
        key_type=$1
        break ;;
    esac
    key_options="$key_options $1"
    shift
  done
  [ $# -gt 1 ] || return 1
  key_options=${key_options# } key_data=$2
  shift 2
  key_comment=$*
}

# key_line: sets $line to the key as a line of the file.
key_line() { line="${key_options:+$key_options }$key_type $key_data${key_comment:+ $key_comment}"; }

# keys_load: reads the file. Line N is in keys_N, and its key, empty for other lines, in data_N.
keys_load() {
  place_of "$keys_file" || unknown "The content of $keys_file is not known before an earlier task has made it"
  while IFS= read -r keys_line || [ -n "$keys_line" ]; do
    keys_count=$((keys_count + 1))
    keys_before=$keys_before$keys_line$_nl
    key_parse "$keys_line" || key_data=''
    eval "keys_$keys_count=\$keys_line data_$keys_count=\$key_data full_$keys_count=\$key_options\$_nl\$key_type\$_nl\$key_comment"
  done <"$place"
}

# keys_plan: goes through the keys that are given, and sets $keys_after.
keys_plan() {
  keys_kept=' ' keys_new=''
  while IFS= read -r keys_line; do
    case $keys_line in '#'* | '') continue ;; esac
    key_parse "$keys_line" || fail "invalid key specified: $keys_line"
    ! given key_options || key_options=$p_key_options
    ! given comment || key_comment=$p_comment
    keys_kept="$keys_kept$key_data "
    keys_match
  done <<END
$p_key
END
  keys_number=0
  while [ "$keys_number" -lt "$keys_count" ]; do
    keys_number=$((keys_number + 1))
    eval "keys_line=\$keys_$keys_number key_data=\$data_$keys_number keys_gone=\${gone_$keys_number-false}"
    if $p_exclusive && [ "$p_state" = present ]; then
      case $keys_kept in *" ${key_data:-#} "*) ;; *) keys_gone=true ;; esac
    fi
    if $keys_gone; then change; else keys_after=$keys_after$keys_line$_nl; fi
  done
  keys_after=$keys_after$keys_new
  if $_changed; then diff_text "$keys_file" "$keys_before" "$keys_after"; fi
}

# keys_match: finds the key at hand in the file. One whose options or comment differ is replaced at
# the end of the file, as Ansible does.
keys_match() {
  keys_number=0 keys_found=false
  while [ "$keys_number" -lt "$keys_count" ]; do
    keys_number=$((keys_number + 1))
    eval "keys_data=\$data_$keys_number keys_full=\$full_$keys_number"
    [ "$keys_data" = "$key_data" ] || continue
    if [ "$p_state" = absent ] || [ "$keys_full" != "$key_options$_nl$key_type$_nl$key_comment" ]; then
      eval "gone_$keys_number=true"
    else
      keys_found=true
    fi
  done
  if [ "$p_state" = absent ] || $keys_found; then return; fi
  key_line
  case $_nl$keys_new in *"$_nl$line$_nl"*) return ;; esac
  keys_new=$keys_new$line$_nl
  change
}

foresee() {
  [ -n "$keys_file" ] || return 0
  attributes_none
  st_state=absent fa_uid=$user_uid fa_gid=$user_gid fa_mode=448 p_owner=$p_user p_group=$user_gid
  foresee_folders "${keys_file%/*}"
  foresee_file
  printf %s "$keys_after" >"$foresee_file"
  fa_mode=384
  foresee_path "$keys_file" file "$foresee_file" "${#keys_after}"
}

# The file is made beside the old one and takes its name when it is complete.
apply() {
  keys_folder=${keys_file%/*}
  if $p_manage_dir; then
    [ -d "$keys_folder" ] || must "Failed to create directory $keys_folder" mkdir -m 700 "$keys_folder"
    must "Failed to set the owner of $keys_folder" chown "$user_uid:$user_gid" "$keys_folder"
    must "Failed to set the mode of $keys_folder" chmod 0700 "$keys_folder"
  elif [ ! -d "$keys_folder" ]; then
    must "Failed to create directory $keys_folder" mkdir -p "$keys_folder"
  fi
  keys_temporary=$keys_folder/.bosun-$$.tmp
  rm -f "$keys_temporary"
  keys_umask=$(umask)
  umask 077
  set -C
  printf %s "$keys_after" >"$keys_temporary" || fail "Failed to write to file $keys_temporary"
  set +C
  umask "$keys_umask"
  must "Failed to set the owner of the keys" chown "$user_uid:$user_gid" "$keys_temporary"
  must "Failed to write $keys_file" mv -f "$keys_temporary" "$keys_file"
  if [ -e /sys/fs/selinux/enforce ] && have restorecon; then restorecon "$keys_folder" "$keys_file" || :; fi
}

report() {
  put_s user "$p_user"
  put_s key "$p_key"
  put_s keyfile "$keys_file"
  put_s state "$p_state"
  put_j exclusive "$p_exclusive"
  put_j manage_dir "$p_manage_dir"
  put_j follow "$p_follow"
  for keys_name in path key_options comment; do
    if given "$keys_name"; then eval "put_s $keys_name \"\$p_$keys_name\""; else put_j "$keys_name" null; fi
  done
}
