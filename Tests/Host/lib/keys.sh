# Keys: made once, so that an inventory and a known_hosts file stay true for every later host.

keys=$cache/keys

# make_keys: the users' two key pairs and the host keys.
make_keys() {
    local type
    [ -e "$keys/.complete" ] && return
    need ssh-keygen=openssh-client
    mkdir -p "$keys"
    chmod 700 "$keys"
    for type in ed25519 rsa; do
        [ -e "$keys/id_$type" ] || ssh-keygen -q -t "$type" -N '' -C bosun-test -f "$keys/id_$type"
    done
    for type in ed25519 rsa ecdsa; do
        [ -e "$keys/ssh_host_${type}_key" ] ||
            ssh-keygen -q -t "$type" -N '' -C bosun-test-host -f "$keys/ssh_host_${type}_key"
    done
    touch "$keys/known_hosts" "$keys/.complete"
}

# trust_host ADDRESS: puts the host's keys into the known_hosts file, once.
trust_host() {
    local type
    grep -q "^$1 " "$keys/known_hosts" && return
    for type in ed25519 ecdsa rsa; do
        printf '%s %s\n' "$1" "$(cut -d' ' -f1,2 "$keys/ssh_host_${type}_key.pub")"
    done >>"$keys/known_hosts"
}

# lay_keys TOP: puts host keys and authorised keys into a host's writable layer.
lay_keys() {
    local home
    install -d "$1/etc/ssh"
    install -m 600 "$keys"/ssh_host_*_key "$1/etc/ssh"
    install -m 644 "$keys"/ssh_host_*_key.pub "$1/etc/ssh"
    for home in root:0 home/deploy:1000 home/pw:1001; do
        install -d -m 700 -o "${home#*:}" -g "${home#*:}" "$1/${home%:*}" "$1/${home%:*}/.ssh"
        cat "$keys"/id_*.pub | install -m 600 -o "${home#*:}" -g "${home#*:}" /dev/stdin "$1/${home%:*}/.ssh/authorized_keys"
    done
}

verb_key() {
    locked keys make_keys
    printf '%s\n' "$keys/id_${1:-ed25519}"
}
