#!/bin/sh
# Moves a directory to another place and leaves a link behind, or puts it back.
#
#   move-directory STATE to PATH TARGET [UNIT...]     PATH becomes a link to TARGET
#   move-directory STATE back PATH TARGET [UNIT...]   PATH becomes a directory again, TARGET is emptied
#
# The UNITs of systemd that use the directory are stopped for as long as it takes; those that ran
# are started again. `back` undoes only what `to` did. What was done is printed; nothing to do
# prints nothing.
#
# It may be killed at any moment and called again. STATE/move names the direction and the phase:
#
#   copy    the origin is untouched and counts; the copy is worth nothing until it was compared
#   switch  the copy is whole; PATH is being replaced, and between two renames there is no PATH:
#           a condition keeps systemd from starting the units on an empty directory then
#   clean   PATH is what was asked for; the origin is of no use any more
#
# A call that finds a phase goes on from there; a call for the other direction drops an unfinished
# copy, or ends the move under way first.
set -eu
umask 077

state=$1 direction=$2 path=$3 target=$4
shift 4
old=$path.before-move new=$path.moving

say() { printf '%s\n' "$*"; }

die() {
    printf 'move-directory: %s\n' "$*" >&2
    exit 1
}

is_there() { [ -e "$1" ] || [ -L "$1" ]; }

empty() { find "$1" -mindepth 1 -maxdepth 1 -exec rm -rf -- {} +; }

# The phase reaches the disk before anything that relies on it is done.
set_phase() {
    phase=$1
    say "$direction $phase" >"$state/move.new"
    sync
    mv -- "$state/move.new" "$state/move"
    sync
}

forget() {
    rm -f -- "$state/move" "$state/units" "$state/guard" "$state/from.list" "$state/into.list"
    phase=
}

stop_units() {
    for unit; do
        if systemctl is-active --quiet "$unit"; then say "$unit" >>"$state/units"; fi
    done
    [ ! -s "$state/units" ] || xargs systemctl stop <"$state/units"
}

start_units() { [ ! -s "$state/units" ] || xargs systemctl start <"$state/units"; }

# Each unit gets the condition that PATH is there; STATE/guard names what has to go again.
guard() {
    for unit; do
        folder=/etc/systemd/system/$unit.d
        say "$folder/move-directory.conf" >>"$state/guard"
        [ -d "$folder" ] || say "$folder" >>"$state/guard"
        mkdir -p "$folder"
        printf '[Unit]\nConditionPathExists=%s\n' "$path" >"$folder/move-directory.conf"
    done
    [ $# -eq 0 ] || systemctl daemon-reload
    sync
}

unguard() {
    [ -s "$state/guard" ] || return 0
    while IFS= read -r place; do
        if [ -d "$place" ]; then rmdir -- "$place" || true; else rm -f -- "$place"; fi
    done <"$state/guard"
    systemctl daemon-reload
    rm -f -- "$state/guard"
}

# All that a copy has to keep: names, link targets, modes, owners, devices, times, the number of
# hard links, contents, and extended attributes where a tool to read them is there (cp itself fails
# when it cannot keep them).
listing() (
    cd "$1"
    {
        find . -exec stat -c '%N %f %u:%g %t:%T %Y' {} +
        find . ! -type d -exec stat -c '%n %h' {} +
        find . -type f -exec sha256sum {} +
        ! command -v getfattr >/dev/null || find . -exec getfattr -h -d -m - {} + |
            awk '/^# file: / { file = $0; next } NF { print file, $0 }'
    } | LC_ALL=C sort
)

# A copy that fails is dropped, the units run again, and the origin is as it was.
give_up() {
    [ ! -d "$2" ] || empty "$2"
    [ "$2" != "$new" ] || rm -rf -- "$2"
    start_units
    forget
    die "$1; nothing was moved"
}

copy() {
    from=$1 into=$2
    mounts=$(awk -v p="$from" '$5 == p || index($5, p "/") == 1 { print $5 }' /proc/self/mountinfo)
    [ -z "$mounts" ] || give_up "mounted at or below $from: $(say "$mounts" | paste -s -d ' ' -)" "$into"
    mkdir -p "$into"
    empty "$into"
    needed=$(du -sk "$from" | cut -f 1)
    free=$(df -Pk "$into" | awk 'NR == 2 { print $4 }')
    [ "$needed" -lt "$free" ] || give_up "$from needs $needed KiB and $into has $free KiB" "$into"
    cp -a --preserve=xattr -- "$from/." "$into/" || give_up "the copy to $into failed" "$into"
    sync
    listing "$from" >"$state/from.list"
    listing "$into" >"$state/into.list"
    cmp -s "$state/from.list" "$state/into.list" || give_up "the copy in $into is not like $from" "$into"
    say "copied $from to $into"
}

begin_to() {
    if [ -L "$path" ]; then
        [ "$(readlink -- "$path")" = "$target" ] || die "$path is a link to $(readlink -- "$path") already"
        return 0
    fi
    if [ ! -e "$path" ]; then
        mkdir -p "$target"
        chmod 0710 "$target"
        say "$path" >"$state/moved"
        ln -s "$target" "$path"
        say "linked $path to $target"
        return 0
    fi
    case $target/ in "$path"/*) die "$target lies in $path" ;; esac
    [ ! -d "$target" ] || [ -z "$(ls -A -- "$target")" ] || die "$target is not empty"
    set_phase copy
}

switch_to() {
    if [ ! -L "$path" ] && [ -e "$path" ]; then
        ! is_there "$old" || die "both $path and $old are there: one of them has to be put aside by hand"
        mv -- "$path" "$old"
    fi
    [ -L "$path" ] || ln -s "$target" "$path"
    say "$path" >"$state/moved"
}

# The origin is still there: should the units not run on the copy, they get it back.
revert_to() {
    if [ -d "$old" ]; then
        rm -f -- "$path" "$state/moved"
        mv -- "$old" "$path"
        give_up "$* did not start from $target" "$target"
    fi
    die "$* did not start"
}

begin_back() {
    [ -e "$state/moved" ] || return 0
    if [ -L "$path" ]; then set_phase copy; else rm -f -- "$state/moved"; fi
}

switch_back() {
    [ ! -L "$path" ] || rm -f -- "$path"
    [ ! -d "$new" ] || mv -- "$new" "$path"
}

go_to() {
    [ -n "$phase" ] || begin_to
    if [ "$phase" = copy ]; then stop_units "$@"; copy "$path" "$target"; set_phase switch; fi
    if [ "$phase" = switch ]; then
        stop_units "$@"
        guard "$@"
        switch_to
        sync
        unguard
        start_units || revert_to "$@"
        set_phase clean
        say "linked $path to $target"
    fi
    if [ "$phase" = clean ]; then start_units; rm -rf -- "$old"; forget; fi
}

go_back() {
    [ -n "$phase" ] || begin_back
    if [ "$phase" = copy ]; then stop_units "$@"; copy "$target" "$new"; set_phase switch; fi
    if [ "$phase" = switch ]; then
        stop_units "$@"
        guard "$@"
        switch_back
        sync
        unguard
        set_phase clean
        say "put $path back"
    fi
    if [ "$phase" = clean ]; then start_units; empty "$target"; rm -f -- "$state/moved"; forget; fi
}

# Ends what a call for the other direction began.
settle() {
    if [ "$phase" = copy ]; then
        if [ "$direction" = to ]; then empty "$target"; else rm -rf -- "$new"; fi
        start_units
        forget
    else
        "go_$direction" "$@"
    fi
}

[ "$direction" = to ] || [ -d "$state" ] || exit 0
mkdir -p "$state"
exec 9>"$state/lock"
flock -n 9 || die "another move is at work"

asked=$direction phase=
if [ -e "$state/move" ]; then read -r direction phase <"$state/move"; fi
[ "$direction" = "$asked" ] || settle "$@"
direction=$asked
"go_$direction" "$@"
rm -f -- "$state/lock"
rmdir -- "$state" 2>/dev/null || true
