# Generate OpenSSL Certificate Signing Request (CSR).
#
# module community.crypto.openssl_csr
# uses openssl
# param privatekey_path path : The private key.
# param privatekey_content str no_log : The private key itself.
# param privatekey_passphrase str no_log : Its passphrase.
# param digest str default=sha256 : The digest for the signature.
# param subject dict default={} : Parts of the subject.
# param subject_ordered list elements=dict : Parts of the subject, in order.
# param country_name str aliases=C,countryName : A part of the subject.
# param state_or_province_name str aliases=ST,stateOrProvinceName : A part of the subject.
# param locality_name str aliases=L,localityName : A part of the subject.
# param organization_name str aliases=O,organizationName : A part of the subject.
# param organizational_unit_name str aliases=OU,organizationalUnitName : A part of the subject.
# param common_name str aliases=CN,commonName : A part of the subject.
# param email_address str aliases=E,emailAddress : A part of the subject.
# param subject_alt_name list elements=str aliases=subjectAltName : Other names.
# param subject_alt_name_critical bool default=false aliases=subjectAltName_critical : Whether they are critical.
# param use_common_name_for_san bool default=true aliases=useCommonNameForSAN : Take the common name where no other names are given.
# param key_usage list elements=str aliases=keyUsage : What the key is for.
# param key_usage_critical bool default=false aliases=keyUsage_critical : Whether that is critical.
# param extended_key_usage list elements=str aliases=extKeyUsage,extendedKeyUsage : What the key is for, more closely.
# param extended_key_usage_critical bool default=false aliases=extKeyUsage_critical,extendedKeyUsage_critical : Whether that is critical.
# param basic_constraints list elements=str aliases=basicConstraints : Whether it is for an authority.
# param basic_constraints_critical bool default=false aliases=basicConstraints_critical : Whether that is critical.
# param ocsp_must_staple bool default=false aliases=ocspMustStaple : Whether the server must staple.
# param ocsp_must_staple_critical bool default=false aliases=ocspMustStaple_critical : Whether that is critical.
# param create_subject_key_identifier bool default=false : Add the identifier of the key.
# param name_constraints_permitted list elements=str : Names that an authority may sign.
# param name_constraints_excluded list elements=str : Names that an authority may not sign.
# param name_constraints_critical bool default=false : Whether that is critical.
# param version int default=1 : The version of the format.
# rule mutually_exclusive privatekey_path privatekey_content
# rule mutually_exclusive subject subject_ordered
# returns filename str : The file.
# returns csr str : The content.
# returns subjectAltName list : Other names.
# returns keyUsage list : What the key is for.
# returns extendedKeyUsage list : What the key is for, more closely.
# returns basicConstraints list : Whether it is for an authority.
# supports check_mode

query() {
  generate=false
  ssl_begin || return 0
  [ -z "$p_subject_ordered" ] || fail "subject_ordered is not supported here; use subject"
  if $_check && [ -z "$p_privatekey_content" ] && [ ! -e "$p_privatekey_path" ]; then
    warn "The private key '$p_privatekey_path' does not exist. Create it up to this point in real play"
    change
    return 0
  fi
  ssl_key "$p_privatekey_path" "$p_privatekey_content" "$p_privatekey_passphrase" request
  make_request
  if $p_force || [ "$st_state" = absent ]; then
    generate=true
  elif [ "$(request_text "$_tmp/new.csr")" != "$(request_text "$p_path")" ]; then
    generate=true
  fi
  if $generate; then change; fi
}

# All that a request says but its signature.
request_text() { openssl req -in "$1" -noout -text -reqopt no_sigdump 2>/dev/null | ssl_sorted; }

make_request() {
  make_config >"$_tmp/csr.cnf"
  # shellcheck disable=SC2086 # two words
  must "cannot make the request" openssl req -new -config "$_tmp/csr.cnf" -key "$key" $pass \
    "-$p_digest" -out "$_tmp/new.csr"
}

make_config() {
  printf '[req]\nprompt = no\nutf8 = yes\nstring_mask = utf8only\ndistinguished_name = dn\n'
  printf 'req_extensions = extensions\n[dn]\n'
  part=0
  put_part C "$p_country_name"
  put_part ST "$p_state_or_province_name"
  put_part L "$p_locality_name"
  put_part O "$p_organization_name"
  put_part OU "$p_organizational_unit_name"
  put_part CN "$p_common_name"
  put_part emailAddress "$p_email_address"
  put_subject
  names_of
  printf '[extensions]\n'
  put_extensions
  put_names
}

# Parts of the same kind are told apart by numbers.
put_part() {
  [ -n "$2" ] || return 0
  ssl_value "$2"
  printf '%s.%s = %s\n' "$part" "$1" "$ssl_value"
  part=$((part + 1))
}

put_subject() {
  eval "set -- $p_subject"
  while [ $# -gt 1 ]; do
    if [ "$1" = CN ] || [ "$1" = commonName ]; then p_common_name=$2; fi
    put_part "$1" "$2"
    shift 2
  done
}

names_of() {
  if [ -z "$p_subject_alt_name" ] && $p_use_common_name_for_san && [ -n "$p_common_name" ]; then
    quote "DNS:$p_common_name"
    p_subject_alt_name=$quoted
  fi
}

# put_list_extension NAME WORDS CRITICAL: an extension with a list of words.
put_list_extension() {
  [ -n "$2" ] || return 0
  line=
  if $3; then line=critical; fi
  eval "set -- \"\$1\" $2"
  extension=$1
  shift
  for word do
    usage_name "$word"
    line=$line${line:+,}$usage_name
  done
  printf '%s = %s\n' "$extension" "$line"
}

# The names that people write, as openssl's configuration has them.
usage_name() {
  case $1 in
    'Digital Signature') usage_name=digitalSignature ;;
    'Non Repudiation' | 'Content Commitment' | contentCommitment) usage_name=nonRepudiation ;;
    'Key Encipherment') usage_name=keyEncipherment ;;
    'Data Encipherment') usage_name=dataEncipherment ;;
    'Key Agreement') usage_name=keyAgreement ;;
    'Certificate Sign') usage_name=keyCertSign ;;
    'CRL Sign') usage_name=cRLSign ;;
    'Encipher Only') usage_name=encipherOnly ;;
    'Decipher Only') usage_name=decipherOnly ;;
    'TLS Web Server Authentication') usage_name=serverAuth ;;
    'TLS Web Client Authentication') usage_name=clientAuth ;;
    'Code Signing') usage_name=codeSigning ;;
    'E-mail Protection') usage_name=emailProtection ;;
    'Time Stamping') usage_name=timeStamping ;;
    'OCSP Signing') usage_name=OCSPSigning ;;
    'Any Extended Key Usage') usage_name=anyExtendedKeyUsage ;;
    *) usage_name=$1 ;;
  esac
}

put_extensions() {
  put_list_extension basicConstraints "$p_basic_constraints" "$p_basic_constraints_critical"
  put_list_extension keyUsage "$p_key_usage" "$p_key_usage_critical"
  put_list_extension extendedKeyUsage "$p_extended_key_usage" "$p_extended_key_usage_critical"
  critical=
  if $p_subject_alt_name_critical; then critical=critical,; fi
  if [ -n "$p_subject_alt_name" ]; then printf 'subjectAltName = %s@names\n' "$critical"; fi
  critical=
  if $p_ocsp_must_staple_critical; then critical=critical,; fi
  if $p_ocsp_must_staple; then printf 'tlsfeature = %sstatus_request\n' "$critical"; fi
  if $p_create_subject_key_identifier; then printf 'subjectKeyIdentifier = hash\n'; fi
  critical=
  if $p_name_constraints_critical; then critical=critical,; fi
  if [ -n "$p_name_constraints_permitted$p_name_constraints_excluded" ]; then
    printf 'nameConstraints = %s@constraints\n' "$critical"
  fi
}

put_names() {
  printf '[names]\n'
  eval "set -- $p_subject_alt_name"
  for name do put_name '' "$name"; done
  printf '[constraints]\n'
  eval "set -- $p_name_constraints_permitted"
  for name do put_name 'permitted;' "$name"; done
  eval "set -- $p_name_constraints_excluded"
  for name do put_name 'excluded;' "$name"; done
}

put_name() {
  case $2 in
    dirName:* | otherName:*) fail "names of the kind ${2%%:*} are not supported here" ;;
    *:*) ;;
    *) fail "Cannot parse Subject Alternative Name \"$2\" (potentially unsupported by cryptography backend)" ;;
  esac
  part=$((part + 1))
  ssl_value "${2#*:}"
  printf '%s%s.%s = %s\n' "$1" "${2%%:*}" "$part" "$ssl_value"
}

foresee() { ssl_foresee; }

apply() {
  if [ "$p_state" = absent ]; then
    ssl_remove
  elif $generate; then
    ssl_write "$_tmp/new.csr"
  else
    attributes_apply "$p_path"
  fi
}

# put_words KEY WORDS: a list of the result.
put_words() {
  eval "set -- \"\$1\" $2"
  put_list "$1"
  shift
  for word do put_s '' "$word"; done
  put_close
}

report() {
  if [ -n "$p_privatekey_path" ]; then put_s privatekey "$p_privatekey_path"; fi
  put_words subjectAltName "$p_subject_alt_name"
  put_words keyUsage "$p_key_usage"
  put_words extendedKeyUsage "$p_extended_key_usage"
  put_words basicConstraints "$p_basic_constraints"
  ssl_report csr
}
