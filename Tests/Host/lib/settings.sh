# Where things live, and the few functions that every part uses. Sourced by `host`.

# Built once and kept: base trees, keys, images.
cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/bosun/host
# One folder per host that is up; gone after a reboot of the controller, as the hosts are.
run=/run/bosun-host
mkdir -p "$cache/locks" "$run"

say() { printf 'host: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

# hierarchies: the roots of the control group hierarchies: one with version 2, else one for each controller.
hierarchies() {
    local procs
    if [ -e /sys/fs/cgroup/cgroup.controllers ]; then echo /sys/fs/cgroup; return; fi
    for procs in /sys/fs/cgroup/*/cgroup.procs; do echo "${procs%/*}"; done
}

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
    local lock="$cache/locks/$1" status=0 fd; shift
    exec {fd}>"$lock"
    flock "$fd"
    "$@" || status=$?
    exec {fd}>&-
    return "$status"
}
