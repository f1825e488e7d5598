# shellcheck shell=bash
# Many hosts on this machine, for tests that source this. Servers run until the test ends.
loopback=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
loopback_pids=()

# serve NAME PROGRAM ARGUMENT...: starts `sshd` or `proxy` with the folder ./NAME; ./NAME/port and ./NAME/pid are there afterwards.
serve() {
    local name=$1 program=$2
    shift 2
    mkdir -p "$name"
    "$loopback/$program" "$PWD/$name" "$@" >"$name/output" 2>&1 &
    loopback_pids+=($!)
    echo $! >"$name/pid"
    patiently test -s "$name/port" || { echo "$program does not start:"; cat "$name/output"; exit 1; }
}

end_servers() { [ ${#loopback_pids[@]} = 0 ] || kill "${loopback_pids[@]}" 2>/dev/null; }

# patiently COMMAND...: tries it for some seconds, until it succeeds.
patiently() {
    local _
    for _ in $(seq 100); do
        ! "$@" || return 0
        sleep 0.1
    done
    return 1
}

# hosts PORT COUNT [VARIABLES]: an inventory of so many hosts: h1 is 127.20.0.1, …
hosts() {
    local n
    for n in $(seq "$2"); do
        printf 'h%d ansible_host=127.20.%d.%d\n' "$n" $((n / 250)) $((n % 250 + 1))
    done
    printf '[all:vars]\nansible_port=%s\nansible_user=root\nansible_ssh_private_key_file=%s\n' "$1" "$PWD/sshd/id"
    printf 'ansible_ssh_common_args="-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null%s"\n' "${3:+ $3}"
}

# counted PROXY WHAT: the sum over all hosts of what the proxy ./PROXY counted since it was last asked: `turns`, `up` and
# `down` (bytes), or `connections`.
counted() {
    rm -f "$1/counts"
    kill -USR1 "$(cat "$1/pid")"
    patiently test -e "$1/counts" || return
    /usr/bin/python3 -c 'import json, sys; print(sum(host[sys.argv[2]] for host in json.load(open(sys.argv[1])).values()))' \
        "$1/counts" "$2"
}
