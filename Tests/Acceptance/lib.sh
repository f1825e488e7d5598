# shellcheck shell=bash
# What the acceptance tests share. A test sources this, boots hosts, runs `check` for each thing it asserts
# and ends with `finish`.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
host=$root/Tests/Host/host
bosun=${BOSUN:-$root/.build/debug/bosun}
keys=${XDG_CACHE_HOME:-$HOME/.cache}/bosun/host/keys
work=$(mktemp -d)
booted=()
passed=0 failed=0

cd "$work" || exit 1
# Nothing of whoever runs the tests counts: no configuration, no agent, no colours.
unset SSH_AUTH_SOCK "${!ANSIBLE_@}"
export NO_COLOR=1

clean_up() {
    local name
    cd /
    for name in "${booted[@]}"; do "$host" down "$name"; done
    rm -rf "$work"
}
trap clean_up EXIT

# boot NAME [FLAVOUR]: boots a fresh host and adds it to ./inventory, group `registry`.
boot() {
    booted+=("$1")
    "$host" up "$@" >/dev/null || { echo "not ok  $1 does not boot"; exit 1; }
    [ -e inventory ] || echo '[registry]' >inventory
    # shellcheck disable=SC2094 # the word is the name of a verb
    "$host" inventory "$1" >>inventory
}

# inside NAME COMMAND...: as root in a host.
inside() { "$host" exec "$@"; }

# prepare NAME SCRIPT: what a host needs for a test, as root; nothing can be tested without.
prepare() { inside "$1" sh -ec "$2" >prepare.log 2>&1 </dev/null || { echo "not ok  $1 cannot be prepared"; tail -n 5 prepare.log; exit 1; }; }

# play ARGUMENT...: `bosun playbook` with our inventory; what it prints is in ./output, its status in $status.
play() {
    timeout 240 "$bosun" playbook -i inventory "$@" >output 2>&1 </dev/null
    status=$?
}

# Assertions about the last `play`.
succeeds() { [ "$status" = 0 ] || { echo "exit status $status"; cat output; return 1; }; }
exits() { [ "$status" = "$1" ] || { echo "exit status $status instead of $1"; cat output; return 1; }; }
shows() { grep -qF -- "$1" output || { echo "not shown: $1"; cat output; return 1; }; }
hides() { ! grep -nF -- "$1" output; }
# nothing_changed, something_changed: by the recap, for all hosts.
nothing_changed() { succeeds && grep -q 'changed=0 ' output && ! grep -E '^(changed:|[^ ]+ +: .*changed=[1-9])' output; }
something_changed() { succeeds && { grep -qE '^[^ ]+ +: .*changed=[1-9]' output || { cat output; return 1; }; }; }

# one_turn: the statistics of -vvv name no task with more turns than one, or than one per item of its loop.
# The first task does not count: it starts the shell besides and answers sudo's question for a password.
one_turn() {
    awk '/^TASK|^RUNNING HANDLER/ { task = $0; items = 1; seen = 0 }
        /^[a-z]+: .* => \(item=/ { items = ++seen }
        / turns=/ { split($0, part, "turns="); if (counted++ && part[2] + 0 > items) { print task ": " $0; bad = 1 } }
        END { print counted " results"; exit bad || counted < 10 }' output
}

# verdicts OUTPUT: a line for each result, in order: the task, its word, the item of its loop, with tabs between them.
verdicts() {
    awk '/^(TASK|RUNNING HANDLER) \[/ { task = $0; sub(/ \*+$/, "", task) }
        /^(ok|changed|skipping|unknown|fatal|failed): / {
            item = match($0, /\(item=[^)]*\)/) ? substr($0, RSTART, RLENGTH) : ""
            print task "\t" $1 "\t" item
        }' "$1"
}
# same_verdicts: the check in ./foreseen says of each task what the run in ./output did, but where it says that it
# cannot know, or that the task does not run in it.
same_verdicts() {
    verdicts foreseen >foreseen.lines
    verdicts output >output.lines
    [ -s output.lines ] || { cat output; return 1; }
    paste foreseen.lines output.lines | awk -F '\t' '
        $1 == $4 && ($2 ~ /^(skipping|unknown):/ || $2 == $5 && $3 == $6) { next }
        { print "foreseen: " $1, $2, $3; print "happened: " $4, $5, $6; bad = 1 }
        END { exit bad }'
}

# all CONDITION...: each argument is a command with its words; all must hold.
all() {
    local condition
    for condition; do
        # shellcheck disable=SC2086 # the words of a command
        $condition || { echo "does not hold: $condition"; return 1; }
    done
}
# no COMMAND...: the command fails.
no() { ! "$@"; }
same() { diff "$1" "$2"; }
tree() { "$host" tree "$1" >"$2"; }

# check WHAT COMMAND...: one line of the report; the command's output shows only when it fails.
check() {
    local what=$1; shift
    if "$@" >check.log 2>&1; then
        passed=$((passed + 1))
        printf 'ok      %s\n' "$what"
    else
        failed=$((failed + 1))
        printf 'not ok  %s\n' "$what"
        tail -n 40 check.log | sed 's/^/    /'
    fi
}

# converge TAG PROBE PATTERN: brings a host into a state, the tasks of the playbook $states under a tag. Check mode
# foresees the change and makes none; the run makes it; after it there is nothing left to do. PROBE is a command in
# the host that shows the state; a line of it matches PATTERN afterwards, and did not before.
converge() {
    inside "${booted[0]}" sh -c "$2" >before 2>&1
    play "$states" --tags "$1" --check
    inside "${booted[0]}" sh -c "$2" >foreseen 2>&1
    check "$1: check mode foresees a change and makes none" all something_changed 'same before foreseen' "no grep -E $3 before"
    play "$states" --tags "$1"
    inside "${booted[0]}" sh -c "$2" >after 2>&1
    check "$1: is reached" all something_changed "found $3 after"
    play "$states" --tags "$1"
    check "$1: a second run changes nothing" nothing_changed
}
found() { grep -E -- "$1" "$2" || { cat "$2"; return 1; }; }

finish() {
    printf '%d passed, %d failed\n' "$passed" "$failed"
    [ "$failed" = 0 ]
    exit
}
