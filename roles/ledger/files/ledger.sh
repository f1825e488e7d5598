#!/bin/sh
# Remembers what stood on a host before the roles wrote to it, and puts that back.
#
#   ledger DIRECTORY keep PATH...      to be called before a path is written for the first time
#   ledger DIRECTORY restore PATH...   makes each path, and all recorded below it, again what it was
#
# DIRECTORY/ledger has one line for each path, in the order in which they were met:
#
#   made PATH             it was not there (parent folders that were missing have lines of their own)
#   file N PATH           it was a file or a link; DIRECTORY/before/N is a copy
#   dir UID:GID MODE PATH it was a directory with this owner and mode
#
# A path is recorded before it is written, so a run that is killed in between leaves a record of
# something that is not there, which restoring passes over; the opposite would lose the original.
# A directory that was made is removed only once it is empty, and its line stays as long as it does.
# What was done is printed, one line each; nothing to do prints nothing.
set -eu
umask 077

directory=$1 verb=$2
shift 2
ledger=$directory/ledger

# The recorded path of a line goes to $recorded, its kind to $kind, what stands between to $detail.
split() {
    kind=${1%% *} rest=${1#* } detail=
    case $kind in
        file) detail=${rest%% *} rest=${rest#* } ;;
        dir) detail=${rest%% *} rest=${rest#* } detail="$detail ${rest%% *}" rest=${rest#* } ;;
    esac
    recorded=$rest
}

is_recorded() {
    [ -e "$ledger" ] || return 1
    while IFS= read -r line; do
        split "$line"
        [ "$recorded" != "$1" ] || return 0
    done <"$ledger"
    return 1
}

record() {
    printf '%s\n' "$1" >>"$ledger"
    printf '%s\n' "$1"
}

keep_copy() {
    n=1
    while [ -e "$directory/before/$n" ] || [ -L "$directory/before/$n" ]; do n=$((n + 1)); done
    mkdir -p "$directory/before"
    cp -a -- "$1" "$directory/before/$n"
    record "file $n $1"
}

keep() {
    ! is_recorded "$1" || return 0
    if [ -L "$1" ] || [ -f "$1" ]; then
        keep_copy "$1"
    elif [ -d "$1" ]; then
        record "dir $(stat -c '%u:%g %a' -- "$1") $1"
    else
        parent=${1%/*}
        [ -z "$parent" ] || [ -e "$parent" ] || keep "$parent"
        record "made $1"
    fi
}

# True for a path among "$@", for what lies below one, and for a folder that was made on the way to one.
is_wanted() {
    for path; do
        case $recorded in "$path" | "$path"/*) return 0 ;; esac
        case $kind:$path in made:"$recorded"/*) return 0 ;; esac
    done
    return 1
}

# Undoes the line that was split last; fails when it cannot, as for a directory that is not empty yet.
undo() {
    case $kind in
        made)
            if [ -d "$recorded" ] && [ ! -L "$recorded" ]; then
                rmdir -- "$recorded" 2>/dev/null || return 1
            elif [ -e "$recorded" ] || [ -L "$recorded" ]; then
                rm -f -- "$recorded" || return 1
            else
                return 0
            fi
            printf 'removed %s\n' "$recorded" ;;
        file)
            rm -f -- "$recorded" && cp -a -- "$directory/before/$detail" "$recorded" || return 1
            printf 'restored %s\n' "$recorded" ;;
        dir)
            [ -d "$recorded" ] || return 0
            [ "$(stat -c '%u:%g %a' -- "$recorded")" != "$detail" ] || return 0
            chown -- "${detail% *}" "$recorded" && chmod -- "${detail#* }" "$recorded" || return 1
            printf 'restored %s\n' "$recorded" ;;
    esac
}

# Newest line first, so that what lies in a folder goes before the folder.
restore() {
    [ -e "$ledger" ] || return 0
    : >"$ledger.left"
    sed '1!G;h;$!d' "$ledger" >"$ledger.newest"
    while IFS= read -r line; do
        split "$line"
        if ! is_wanted "$@" || ! undo; then
            printf '%s\n' "$line" >>"$ledger.left"
        fi
    done <"$ledger.newest"
    sed '1!G;h;$!d' "$ledger.left" >"$ledger.newest"
    mv -- "$ledger.newest" "$ledger"
    rm -f -- "$ledger.left"
    [ -s "$ledger" ] || rm -rf -- "$ledger" "$directory/before"
    rmdir -- "$directory" 2>/dev/null || true
}

case $verb in
    keep)
        mkdir -p "$directory"
        for path; do keep "$path"; done ;;
    restore) restore "$@" ;;
    *)
        printf 'ledger: %s is neither keep nor restore\n' "$verb" >&2
        exit 2 ;;
esac
