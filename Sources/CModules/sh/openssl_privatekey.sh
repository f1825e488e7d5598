# Generate OpenSSL private keys.
#
# module community.crypto.openssl_privatekey
# uses openssl
# param size int default=4096 : The size in bits, for RSA and DSA.
# param type str default=RSA choices=DSA,ECC,Ed25519,Ed448,RSA,X25519,X448 : The kind of key.
# param curve str : The curve, for ECC.
# param passphrase str no_log : Protects the key.
# param cipher str default=auto : The cipher for the passphrase; auto is AES-256.
# param format str default=auto_ignore choices=pkcs1,pkcs8,raw,auto,auto_ignore : How the key is written; openssl writes PKCS #8.
# param format_mismatch str default=regenerate choices=regenerate,convert : What to do with a key in another format.
# param regenerate str default=full_idempotence choices=never,fail,partial_idempotence,full_idempotence,always : When to make a new key.
# param return_current_key bool default=false : Another word for return_content.
# rule required_if type=ECC curve
# returns size int : The size in bits.
# returns type str : The kind of key.
# returns filename str : The file.
# returns fingerprint dict : Checksums of the public key.
# supports check_mode

query() {
  case $p_format in
    pkcs1 | raw) fail "format=$p_format is not supported here: openssl writes keys as PKCS #8" ;;
  esac
  generate=false
  : "${p_mode:=0600}"
  ssl_begin || return 0
  if $p_force || [ "$p_regenerate" = always ] || [ "$st_state" = absent ]; then
    generate=true
  else
    query_key
  fi
  if $generate; then change; fi
}

query_key() {
  ssl_key "$p_path" '' "$p_passphrase" old
  # shellcheck disable=SC2086 # two words
  found=$(openssl pkey -in "$key" $pass -noout -text_pub 2>/dev/null) || found=
  if [ -n "$found" ] && [ -z "$p_passphrase" ]; then query_kind; return 0; fi
  case $(cat "$p_path") in *ENCRYPTED*) protected=true ;; *) protected=false ;; esac
  if [ -n "$found" ] && $protected; then query_kind; return 0; fi
  case $p_regenerate in
    never) ;;
    full_idempotence) generate=true ;;
    *)
      fail "Unable to read the key. The key is protected with a another passphrase / no passphrase or broken. Will not proceed. To force regeneration, call the module with \`generate\` set to \`full_idempotence\` or \`always\`, or with \`force=true\`." ;;
  esac
}

# Whether kind, size and curve are those that are wanted.
query_kind() {
  bits=${found#*(}
  bits=${bits%% bit*}
  oid=${found#*ASN1 OID: }
  oid=${oid%%"$_nl"*}
  case $p_type:$found in
    RSA:*Modulus:*) [ "$bits" = "$p_size" ] && return 0 ;;
    ECC:*'ASN1 OID: '*) curve_name && [ "$oid" = "$curve" ] && return 0 ;;
    DSA:*'G:'*) [ "$bits" = "$p_size" ] && return 0 ;;
    Ed25519:ED25519* | Ed448:ED448* | X25519:X25519* | X448:X448*) return 0 ;;
  esac
  case $p_regenerate in
    never) ;;
    fail)
      fail "Key has wrong type and/or size. Will not proceed. To force regeneration, call the module with \`generate\` set to \`partial_idempotence\`, \`full_idempotence\` or \`always\`, or with \`force=true\`." ;;
    *) generate=true ;;
  esac
}

# curve_name: sets $curve to openssl's name.
curve_name() {
  case $p_curve in
    secp192r1) curve=prime192v1 ;;
    secp256r1) curve=prime256v1 ;;
    *) curve=$p_curve ;;
  esac
}

foresee() { ssl_foresee; }

apply() {
  if [ "$p_state" = absent ]; then
    ssl_remove
  elif $generate; then
    make_key
    ssl_write "$_tmp/new.key"
  else
    attributes_apply "$p_path"
  fi
}

make_key() {
  case $p_type in
    RSA) set -- -algorithm RSA -pkeyopt "rsa_keygen_bits:$p_size" ;;
    ECC)
      curve_name
      set -- -algorithm EC -pkeyopt "ec_paramgen_curve:$curve" -pkeyopt ec_param_enc:named_curve ;;
    DSA)
      must "cannot make DSA parameters" openssl genpkey -genparam -algorithm DSA \
        -pkeyopt "dsa_paramgen_bits:$p_size" -out "$_tmp/dsa"
      set -- -paramfile "$_tmp/dsa" ;;
    *) set -- -algorithm "$p_type" ;;
  esac
  if [ -n "$p_passphrase" ]; then
    ssl_secret new.pass "$p_passphrase"
    cipher=$p_cipher
    if [ "$cipher" = auto ]; then cipher=aes256; fi
    set -- "$@" "-$cipher" -pass "file:$secret"
  fi
  (umask 077 && : >"$_tmp/new.key")
  must "cannot make the key" openssl genpkey "$@" -out "$_tmp/new.key"
}

report() {
  if $p_return_current_key; then p_return_content=true; fi
  if [ "$p_state" = present ]; then
    put_s type "$p_type"
    put_j size "$p_size"
    if [ -n "$p_curve" ]; then put_s curve "$p_curve"; fi
    if [ -r "$p_path" ]; then put_fingerprint; fi
  fi
  ssl_report privatekey
}

put_fingerprint() {
  ssl_key "$p_path" '' "$p_passphrase" fingerprint
  # shellcheck disable=SC2086 # two words
  openssl pkey -in "$key" $pass -pubout -outform DER >"$_tmp/public" 2>/dev/null || return 0
  put_map fingerprint
  for algorithm in md5 sha1 sha256 sha512; do
    print=$(openssl dgst -c "-$algorithm" "$_tmp/public" 2>/dev/null) || continue
    put_s "$algorithm" "${print##*= }"
  done
  put_close
}
