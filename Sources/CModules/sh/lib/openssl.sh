# Keys, requests and certificates, by the openssl command. Passphrases reach it in files that only
# the user can read.
#
# part openssl
# uses write folders
# param path path required : The file.
# param state str default=present choices=absent,present : Whether the file is to be there.
# param force bool default=false : Make it anew even when it fits.
# param backup bool default=false : Keep a copy of the old file.
# param return_content bool default=false : Whether to return the content.
# param select_crypto_backend str default=auto choices=auto,cryptography : Not used: openssl does it.

# ssl_begin: looks at the file, and makes sure that openssl is there.
ssl_begin() {
  stat_one "$p_path"
  if [ "$st_kind" = dir ]; then fail "$p_path is a directory and must be a file"; fi
  if [ "$p_state" = absent ]; then
    if [ "$st_state" != absent ]; then differ state present absent; fi
    return 1
  fi
  # What an earlier task of a check would have made is as it should be.
  if foreseen_path "$p_path" && [ "$st_state" = file ]; then return 1; fi
  parent_of "$p_path"
  if [ ! -d "$parent" ] && ! $_check; then
    fail "The directory $parent does not exist or the file is not a directory"
  fi
  have openssl || fail "the command openssl is missing on the host; install the package openssl"
  temporary
  attributes_query "$p_path" false
}

# ssl_foresee: the file, with a content that nobody knows yet.
ssl_foresee() {
  if [ "$p_state" = absent ]; then foresee_that "$p_path" absent; else foresee_path "$p_path" file; fi
}

# ssl_secret NAME TEXT: keeps a secret in a file; sets $secret to the file.
ssl_secret() {
  secret=$_tmp/$1
  (umask 077 && printf '%s\n' "$2" >"$secret") || fail "cannot write to $_tmp"
}

# ssl_key PATH CONTENT PASSPHRASE NAME: sets $key to the file of a private key and $pass to the
# options for its passphrase, words without blanks.
ssl_key() {
  key=$1
  if [ -n "$2" ]; then
    ssl_secret "$4.key" "$2"
    key=$secret
  elif [ ! -e "$key" ]; then
    fail "The private key '$key' does not exist"
  fi
  # An empty passphrase keeps openssl from asking for one.
  ssl_secret "$4.pass" "$3"
  pass="-passin file:$secret"
}

# ssl_public KEY: sets $public to the public key of a private key, empty when it cannot be read.
ssl_public() {
  # shellcheck disable=SC2086 # two words
  public=$(openssl pkey -in "$1" $pass -pubout 2>/dev/null) || public=
}

# ssl_sorted: reads the text of a request or certificate; sorts it so that order does not count.
ssl_sorted() { tr ',' '\n' | sed 's/^[[:space:]]*//; s/[[:space:]]*$//; /^$/d' | sort; }

# ssl_write FILE: puts a new content in place.
ssl_write() {
  write_begin "$p_path"
  cat "$1" >"$write_file" 2>/dev/null || write_failed "$p_path"
  write_end "$p_path"
}

# ssl_remove: for state=absent.
ssl_remove() {
  if $p_backup; then backup_file "$p_path"; fi
  rm -f -- "$p_path" || fail "cannot remove $p_path"
}

# ssl_report KEY: what all of these modules return; KEY is the name of the content.
ssl_report() {
  put_s filename "$p_path"
  if [ "$p_state" = absent ]; then return 0; fi
  if $p_return_content && [ -r "$p_path" ]; then put_data "$1" "$p_path"; fi
}

# ssl_value TEXT: sets $ssl_value to TEXT as a value in openssl's configuration.
ssl_value() {
  ssl_value='' _value_rest=$1
  while :; do
    _value_plain=${_value_rest%%[\\\"\'\#\$,\;]*}
    ssl_value=$ssl_value$_value_plain
    [ "$_value_plain" != "$_value_rest" ] || break
    _value_rest=${_value_rest#"$_value_plain"}
    _value_tail=${_value_rest#?}
    ssl_value=$ssl_value\\${_value_rest%"$_value_tail"}
    _value_rest=$_value_tail
  done
}
