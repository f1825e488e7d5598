# Generate and/or check OpenSSL certificates.
#
# module community.crypto.x509_certificate
# alias community.crypto.openssl_certificate
# uses openssl
# param provider str choices=acme,entrust,ownca,selfsigned : Who signs.
# param csr_path path : The request.
# param csr_content str : The request itself.
# param privatekey_path path : The private key of the certificate.
# param privatekey_content str no_log : The private key itself.
# param privatekey_passphrase str no_log : Its passphrase.
# param ignore_timestamps bool default=true : Whether the times do not count when comparing.
# param selfsigned_version int default=3 : The version of the format.
# param selfsigned_digest str default=sha256 : The digest for the signature.
# param selfsigned_not_before str default=+0s aliases=selfsigned_notBefore : When it begins to be valid.
# param selfsigned_not_after str default=+3650d aliases=selfsigned_notAfter : When it ends to be valid.
# param selfsigned_create_subject_key_identifier str default=create_if_not_provided choices=create_if_not_provided,always_create,never_create : Whether to add the identifier of the key.
# param ownca_path path : The certificate of the authority.
# param ownca_content str : That certificate itself.
# param ownca_privatekey_path path : The private key of the authority.
# param ownca_privatekey_content str no_log : That key itself.
# param ownca_privatekey_passphrase str no_log : Its passphrase.
# param ownca_digest str default=sha256 : The digest for the signature.
# param ownca_version int default=3 : The version of the format.
# param ownca_not_before str default=+0s : When it begins to be valid.
# param ownca_not_after str default=+3650d : When it ends to be valid.
# param ownca_create_subject_key_identifier str default=create_if_not_provided choices=create_if_not_provided,always_create,never_create : Whether to add the identifier of the key.
# param ownca_create_authority_key_identifier bool default=true : Whether to add the identifier of the authority's key.
# rule mutually_exclusive csr_path csr_content
# rule mutually_exclusive privatekey_path privatekey_content
# rule mutually_exclusive ownca_path ownca_content
# rule mutually_exclusive ownca_privatekey_path ownca_privatekey_content
# returns filename str : The file.
# returns certificate str : The content.
# supports check_mode

query() {
  generate=false
  ssl_begin || return 0
  case $p_provider in
    selfsigned | ownca) ;;
    '') fail "state is present but all of the following are missing: provider" ;;
    *) fail "provider=$p_provider is not supported here; use selfsigned or ownca" ;;
  esac
  query_inputs || return 0
  if $p_force || [ "$st_state" = absent ]; then
    generate=true
  elif ! fits; then
    generate=true
  fi
  if $generate; then change; fi
}

# What goes in. In check mode it may be what an earlier task would have made.
query_inputs() {
  for input in "$p_csr_path" "$p_privatekey_path" "$p_ownca_path" "$p_ownca_privatekey_path"; do
    if [ -z "$input" ] || [ -e "$input" ]; then continue; fi
    $_check || fail "The file $input does not exist"
    warn "The file $input does not exist. Create it up to this point in real play"
    change
    return 1
  done
  if [ "$p_provider" = selfsigned ]; then
    signer_key=$p_privatekey_path signer_content=$p_privatekey_content
    ssl_key "$signer_key" "$signer_content" "$p_privatekey_passphrase" signer
    version=$p_selfsigned_version digest=$p_selfsigned_digest
    not_before=$p_selfsigned_not_before not_after=$p_selfsigned_not_after
    identifier=$p_selfsigned_create_subject_key_identifier authority=false
  else
    query_ownca
  fi
  if [ "$version" != 3 ]; then fail "only version 3 certificates are supported"; fi
  query_request
}

query_ownca() {
  if [ -z "$p_ownca_path$p_ownca_content" ]; then
    fail "One of ownca_path and ownca_content must be specified for the ownca provider."
  elif [ -z "$p_ownca_privatekey_path$p_ownca_privatekey_content" ]; then
    fail "One of ownca_privatekey_path and ownca_privatekey_content must be specified for the ownca provider."
  elif [ -z "$p_csr_path$p_csr_content" ]; then
    fail "csr_path or csr_content is required for the ownca provider"
  fi
  ssl_key "$p_ownca_privatekey_path" "$p_ownca_privatekey_content" \
    "$p_ownca_privatekey_passphrase" signer
  ca=$p_ownca_path
  if [ -n "$p_ownca_content" ]; then
    ssl_secret ca.pem "$p_ownca_content"
    ca=$secret
  fi
  version=$p_ownca_version digest=$p_ownca_digest
  not_before=$p_ownca_not_before not_after=$p_ownca_not_after
  identifier=$p_ownca_create_subject_key_identifier
  authority=$p_ownca_create_authority_key_identifier
}

# Without a request the certificate has no subject and no extensions.
query_request() {
  csr=$p_csr_path
  if [ -n "$p_csr_content" ]; then
    ssl_secret request.csr "$p_csr_content"
    csr=$secret
  elif [ -z "$csr" ]; then
    csr=$_tmp/empty.csr
    printf '[req]\nprompt = no\ndistinguished_name = dn\n[dn]\n' >"$_tmp/empty.cnf"
    # shellcheck disable=SC2086 # two words
    must "cannot make a request" openssl req -new -config "$_tmp/empty.cnf" -subj / \
      -key "$key" $pass -out "$csr"
  fi
}

# Whether the certificate that is there is for this request, this key and this authority.
fits() {
  facts_of x509 "$p_path" || return 1
  found_key=$facts_key found_subject=$facts_subject found_extensions=$facts_extensions
  facts_of req "$csr" || fail "cannot read the request $csr"
  [ "$found_key" = "$facts_key" ] || return 1
  [ "$found_subject" = "$facts_subject" ] || return 1
  [ "$found_extensions" = "$facts_extensions" ] || return 1
  fits_key && fits_signer && fits_times
}

# facts_of KIND FILE: key, subject and extensions; the identifiers of keys do not count.
facts_of() {
  facts_key=$(openssl "$1" -in "$2" -noout -pubkey 2>/dev/null) || return 1
  facts_subject=$(openssl "$1" -in "$2" -noout -subject -nameopt RFC2253 2>/dev/null)
  facts_extensions=$(openssl "$1" -in "$2" -noout -text 2>/dev/null | awk '
    /X509v3 extensions:|Requested Extensions:/ { inside = 1; next }
    /^    Signature/ { inside = 0 }
    !inside { next }
    /^            [^ ]/ { skip = /Key Identifier/ }
    !skip { print }' | ssl_sorted)
}

fits_key() {
  if [ -z "$p_privatekey_path$p_privatekey_content" ] || [ "$p_provider" = selfsigned ]; then
    ssl_public "$key"
    [ "$p_provider" != selfsigned ] || [ "$public" = "$found_key" ]
    return
  fi
  signer=$key signer_pass=$pass
  ssl_key "$p_privatekey_path" "$p_privatekey_content" "$p_privatekey_passphrase" own
  ssl_public "$key"
  key=$signer pass=$signer_pass
  [ "$public" = "$found_key" ]
}

fits_signer() {
  issuer=$(openssl x509 -in "$p_path" -noout -issuer -nameopt RFC2253)
  if [ "$p_provider" = selfsigned ]; then
    [ "${issuer#issuer=}" = "${found_subject#subject=}" ]
    return
  fi
  subject=$(openssl x509 -in "$ca" -noout -subject -nameopt RFC2253)
  [ "${issuer#issuer=}" = "${subject#subject=}" ] || return 1
  ssl_public "$key"
  [ "$public" = "$(openssl x509 -in "$ca" -noout -pubkey)" ] ||
    fail "The CA private key does not belong to the CA certificate"
  openssl verify -partial_chain -no_check_time -CAfile "$ca" "$p_path" >/dev/null 2>&1
}

# Absolute times are compared with what stands in the certificate.
fits_times() {
  if $p_ignore_timestamps; then return 0; fi
  for time in "startdate:$not_before" "enddate:$not_after"; do
    case ${time#*:} in [+-]*) continue ;; esac
    time_of "${time#*:}"
    found=$(openssl x509 -in "$p_path" -noout "-${time%%:*}")
    found=$(date -u -d "${found#*=}" +%Y%m%d%H%M%SZ 2>/dev/null) || continue
    [ "$found" = "$time_of" ] || return 1
  done
}

# time_of TIME: sets $time_of to CCYYMMDDhhmmssZ. TIME is that, or like +1w2d3h4m5s from now.
time_of() {
  case $1 in
    [0-9]*Z)
      time_of=$1
      return 0 ;;
    [+-]*) ;;
    *) fail "The time spec \"$1\" is invalid" ;;
  esac
  time_rest=${1#?}
  time_seconds=0
  while [ -n "$time_rest" ]; do
    time_number=${time_rest%%[!0-9]*}
    time_rest=${time_rest#"$time_number"}
    case $time_number$time_rest in
      [0-9]*w*) time_unit=604800 ;;
      [0-9]*d*) time_unit=86400 ;;
      [0-9]*h*) time_unit=3600 ;;
      [0-9]*m*) time_unit=60 ;;
      [0-9]*s*) time_unit=1 ;;
      *) fail "The time spec \"$1\" is invalid" ;;
    esac
    time_seconds=$((time_seconds + time_number * time_unit))
    time_rest=${time_rest#?}
  done
  case $1 in -*) time_seconds=$((-time_seconds)) ;; esac
  time_of=$(date -u -d "@$(($(date +%s) + time_seconds))" +%Y%m%d%H%M%SZ)
}

foresee() { ssl_foresee; }

apply() {
  if [ "$p_state" = absent ]; then
    ssl_remove
  elif $generate; then
    sign
    ssl_write "$_tmp/new.pem"
  else
    attributes_apply "$p_path"
  fi
}

# `openssl ca` is the only command of all versions that takes both times; its database is for once.
sign() {
  : >"$_tmp/index"
  printf 'unique_subject = no\n' >"$_tmp/index.attr"
  sign_config >"$_tmp/ca.cnf"
  set -- -selfsign
  if [ "$p_provider" = ownca ]; then set -- -cert "$ca"; fi
  time_of "$not_before"
  start=$time_of
  time_of "$not_after"
  # shellcheck disable=SC2086 # two words
  must "cannot sign the certificate" openssl ca -batch -config "$_tmp/ca.cnf" -create_serial \
    -notext -preserveDN -md "$digest" -startdate "$start" -enddate "$time_of" \
    -keyfile "$key" $pass "$@" -in "$csr" -out "$_tmp/new.pem"
}

sign_config() {
  printf '[ca]\ndefault_ca = own\n[own]\nnew_certs_dir = %s\ndatabase = %s\nserial = %s\n' \
    "$_tmp" "$_tmp/index" "$_tmp/serial"
  printf 'policy = any\ncopy_extensions = copyall\nx509_extensions = extensions\n'
  printf 'unique_subject = no\nemail_in_dn = yes\n'
  printf '[any]\n'
  for part in countryName stateOrProvinceName localityName organizationName \
    organizationalUnitName commonName emailAddress; do
    printf '%s = optional\n' "$part"
  done
  printf '[extensions]\n'
  if [ "$identifier" != never_create ]; then printf 'subjectKeyIdentifier = hash\n'; fi
  if $authority; then printf 'authorityKeyIdentifier = keyid\n'; fi
}

report() {
  if [ -n "$p_privatekey_path" ]; then put_s privatekey "$p_privatekey_path"; fi
  if [ -n "$p_csr_path" ]; then put_s csr "$p_csr_path"; fi
  if [ -n "$p_ownca_path" ]; then
    put_s ca_cert "$p_ownca_path"
    put_s ca_privatekey "$p_ownca_privatekey_path"
  fi
  ssl_report certificate
}
