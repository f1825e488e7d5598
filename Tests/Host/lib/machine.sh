# Machines: a copy-on-write tree booted by systemd-nspawn, in network, mount and control groups of its own.
#
# $run/NAME holds what is known of a host: pid (of systemd-nspawn, with its start time), index, flavour,
# console. $cache/machines/NAME holds its disk. Every mount lives in the host's own mount
# namespace and ends with its last process, so a crash leaves files, a link and empty groups, no mounts.

# claim NAME: gives the host its number: N for hN, else the first free one from 100 up.
claim() {
    local index used
    mkdir -p "$run/$1"
    case $1 in
        h[1-9] | h[1-9][0-9]) index=${1#h} ;;
        *)
            used=" $(cat "$run"/*/index 2>/dev/null | tr '\n' ' ') "
            index=100
            while [[ $used == *" $index "* ]]; do index=$((index + 1)); done
            ;;
    esac
    printf '%s\n' "$index" >"$run/$1/index"
}

address() { printf '10.88.%s.%s\n' "$(cat "$run/$1/index")" "$2"; }

# lay_disk NAME FLAVOUR: the writable layer, with what makes this copy differ from its base.
lay_disk() {
    local disk=$cache/machines/$1
    rm -rf "$disk"
    mkdir -p "$disk"/{top/etc,work,root}
    lay_keys "$disk/top"
    printf '%s\n' "$1" >"$disk/top/etc/hostname"
    printf '127.0.0.1 localhost\n127.0.1.1 %s\n::1 localhost ip6-localhost ip6-loopback\n' "$1" >"$disk/top/etc/hosts"
    printf 'bosun test host %s' "$1" | md5sum | cut -c1-32 >"$disk/top/etc/machine-id"
}

# connect NAME PID: a link from here to the network namespace of the process.
connect() {
    local link=bosun-$1
    ip link delete "$link" 2>/dev/null || :
    ip link add "$link" type veth peer name eth0 netns "$2"
    ip address add "$(address "$1" 1)/24" dev "$link"
    ip link set "$link" up
    nsenter --target "$2" --net sh -c "ip link set lo up && ip address add $(address "$1" 2)/24 dev eth0 &&
        ip link set eth0 up && ip route add default via $(address "$1" 1)"
}

# start NAME FLAVOUR: boots the host; returns as soon as its first process runs.
start() {
    local dir=$run/$1 disk=$cache/machines/$1 base pid
    base=$(ensure_base "$2")
    lay_disk "$1"
    printf '%s\n' "$2" >"$dir/flavour"
    rm -f "$dir/go"
    mkfifo "$dir/go"
    setsid unshare --mount --net --propagation private "$here/lib/boot" "$1" "$base" "$disk" "$dir/go" "$forbidden" \
        </dev/null >"$dir/console" 2>&1 &
    pid=$!
    disown
    printf '%s %s\n' "$pid" "$(start_time "$pid")" >"$dir/pid"
    until [ "$(readlink "/proc/$pid/ns/net")" != "$(readlink /proc/self/ns/net)" ]; do sleep 0.01; done
    connect "$1" "$pid"
    echo >"$dir/go"
}

# answers ADDRESS: true when something there greets as an SSH server does.
answers() {
    local greeting
    { read -r -t 1 greeting <"/dev/tcp/$1/22" && [[ $greeting == SSH-* ]]; } 2>/dev/null
}

# wait_until_up NAME: until sshd answers and systemd has started all it wanted; dies after 60 s.
wait_until_up() {
    local deadline=$((SECONDS + 60))
    until running "$1" && answers "$(address "$1" 2)" && booted "$1"; do
        if ! running "$1" || [ $SECONDS -ge $deadline ]; then
            tail -n 5 "$run/$1/console" >&2
            die "$1 does not boot: see $run/$1/console"
        fi
        sleep 0.1
    done
}

booted() {
    case $(inside "$1" systemctl is-system-running 2>/dev/null) in running | degraded) ;; *) return 1 ;; esac
}

# bring_up NAME FLAVOUR: starts the host unless it is there.
bring_up() {
    ! running "$1" || return 0
    take_away "$1"
    locked run claim "$1"
    locked keys trust_host "$(address "$1" 2)"
    start "$1" "$2"
}

verb_up() {
    local name=${1:?a name is needed} flavour=debian
    [[ $name =~ ^[a-z][a-z0-9]{0,7}$ ]] || die "a host's name is at most 8 of a-z and 0-9"
    case ${2-} in '') ;; --*) flavour=${2#--} ;; *) die "no such option: $2" ;; esac
    need systemd-nspawn=systemd-container ip=iproute2 nsenter=util-linux
    locked keys make_keys
    locked "up-$name" bring_up "$name" "$flavour"
    wait_until_up "$name"
    printf '%s 22 deploy %s\n' "$(address "$name" 2)" "$keys/id_ed25519"
}

# take_away NAME: ends the host's processes and removes its link, groups and disk, whatever is left of them.
take_away() {
    local hierarchy
    # systemd-nspawn's end is the end of the host's init, and so of every process in it.
    if running "$1"; then kill -KILL "$(cut -d' ' -f1 "$run/$1/pid")"; fi
    while running "$1"; do sleep 0.01; done
    for hierarchy in $(hierarchies); do
        if [ -d "$hierarchy/bosun-$1" ]; then empty_group "$hierarchy/bosun-$1"; fi
    done
    ip link delete "bosun-$1" 2>/dev/null || :
    rm -rf "${run:?}/$1" "$cache/machines/$1"
}

# empty_group FOLDER: ends all processes of a control group that is a host's own, then removes it.
empty_group() {
    local deadline=$((SECONDS + 5))
    while [ $SECONDS -lt $deadline ]; do
        find "$1" -name cgroup.procs -exec cat {} + 2>/dev/null | grep -vx 0 | xargs -r kill -KILL 2>/dev/null || :
        find "$1" -depth -type d -exec rmdir {} + 2>/dev/null && return
        sleep 0.02
    done
    die "cannot remove $1"
}

verb_down() {
    local name names=("${1:?a name is needed}")
    if [ "$1" = --all ]; then mapfile -t names < <(ls "$run"); fi
    for name in "${names[@]}"; do take_away "$name"; done
}

verb_list() {
    local name
    for name in "$run"/*/; do
        name=$(basename "$name")
        running "$name" && printf '%s %s %s %s\n' "$name" "$(cat "$run/$name/flavour")" "$(address "$name" 2)" \
            "$(cut -d' ' -f1 "$run/$name/pid")"
    done
    return 0
}

verb_address() {
    [ -e "$run/${1:?a name is needed}/index" ] || die "$1 is not up"
    address "$1" 2
}

verb_inventory() {
    printf "%s ansible_host=%s ansible_user=deploy ansible_ssh_private_key_file=%s ansible_ssh_common_args='-o UserKnownHostsFile=%s'\n" \
        "$1" "$(verb_address "$1")" "$keys/id_ed25519" "$keys/known_hosts"
}
