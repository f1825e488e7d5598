# Where things live, and the few helpers that every part uses. Sourced by `host`.
# shellcheck shell=bash disable=SC2034 # the other parts read these

# Built once and kept: base trees, keys, images.
cache=${XDG_CACHE_HOME:-$HOME/.cache}/bosun/host
# One folder per host that is up; gone after a reboot of the controller, as the hosts are.
run=/run/bosun-host
mkdir -p "$cache" "$run"

say() { printf 'host: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

# need COMMAND=PACKAGE...: installs the packages whose command is missing.
need() {
    local pair missing=()
    for pair; do command -v "${pair%%=*}" >/dev/null || missing+=("${pair#*=}"); done
    [ ${#missing[@]} -gt 0 ] || return 0
    say "installing ${missing[*]}"
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${missing[@]}"; } \
        >"$cache/apt.log" 2>&1 || die "cannot install ${missing[*]}: see $cache/apt.log"
}

# recipe FILE...: the hash that names what the files build; the same text gives the same name.
recipe() { { dpkg --print-architecture; cat "$@"; } | sha256sum | cut -c1-12; }

# locked NAME COMMAND...: runs the command while no other process holds the lock of that name.
locked() {
    local lock="$cache/$1.lock" status=0 fd; shift
    exec {fd}>"$lock"
    flock "$fd"
    "$@" || status=$?
    exec {fd}>&-
    return "$status"
}
