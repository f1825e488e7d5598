# Base trees: the read-only lower layer of every host, named by the hash of what builds it.
# shellcheck shell=bash disable=SC2154 # set by settings.sh and keys.sh

# base_path FLAVOUR: where the tree of that flavour is or will be.
base_path() {
    case $1 in
        debian | rpm) printf '%s\n' "$cache/$1-$(recipe "$here/$1"/* "$here/lib/settle")" ;;
        *) die "no such flavour: $1" ;;
    esac
}

# ensure_base FLAVOUR: builds the tree unless it is there; the log stands beside it. Prints its path.
ensure_base() {
    local path
    path=$(base_path "$1")
    [ -e "$path/.complete" ] || locked "$1" build_base "$1" "$path"
    touch "$path"
    printf '%s\n' "$path/tree"
}

build_base() {
    [ -e "$2/.complete" ] && return # another process built it while this one waited
    need mmdebstrap=mmdebstrap apt-ftparchive=apt-utils
    say "building the $1 tree (log: $2.log)"
    rm -rf "$2"
    mkdir -p "$2"
    "$here/$1/build" "$2/tree" >"$2.log" 2>&1 || { tail -n 5 "$2.log" >&2; die "the $1 tree failed: see $2.log"; }
    touch "$2/.complete"
    # Trees of recipes that nobody used for two days.
    find "$cache" -maxdepth 1 -name "$1-*" -mtime +1 -exec rm -rf {} +
}

verb_base() { ensure_base debian; }
verb_rpm_base() { ensure_base rpm; }
