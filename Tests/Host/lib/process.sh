# A host's processes, seen from outside: whether they run, and how to start one among them.

# What no process of a host may do, since there is one clock and one kernel for all.
forbidden=sys_time,sys_module

# running NAME: true while the systemd-nspawn that `up` started is the process it was.
running() {
    local pid started
    read -r pid started 2>/dev/null <"$run/$1/pid" || return 1
    [ -n "$started" ] && [ "$(start_time "$pid")" = "$started" ]
}

# start_time PID: when the process started, which tells it from a later one of the same number; empty when it ended.
start_time() { awk '{ sub(/.*\) /, "") } $1 != "Z" { print $20 }' "/proc/$1/stat" 2>/dev/null || :; }

# leader NAME: the pid of the host's init.
leader() {
    local pid
    pid=$(cut -d' ' -f1 "$run/$1/pid")
    cut -d' ' -f1 "/proc/$pid/task/$pid/children"
}

# inside NAME COMMAND...: runs it as the host's root, in all the host's namespaces and in its control
# groups, so that what it starts ends with the host, and with the host's capabilities: setting the clock would set
# the whole machine's.
inside() (
    leader=$(leader "$1"); shift
    while IFS=: read -r number controllers path; do
        if [ "$number" = 0 ] && [ -d /sys/fs/cgroup/unified ]; then controllers=unified; fi
        echo 0 >"/sys/fs/cgroup/${controllers#name=}$path/cgroup.procs"
    done <"/proc/$leader/cgroup"
    exec nsenter --target "$leader" --all --wd=/ -- setpriv --bounding-set "-${forbidden//,/,-}" \
        env -i --chdir=/root HOME=/root USER=root LOGNAME=root TERM="${TERM:-dumb}" \
        LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"
)

verb_exec() {
    local name=${1:?a name is needed}; shift
    running "$name" || die "$name is not up"
    [ $# -gt 0 ] || set -- bash -l
    inside "$name" "$@"
}
