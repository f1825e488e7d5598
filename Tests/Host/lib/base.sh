# Base trees: the read-only lower layers of every host, each named by the hash of what builds it.

# base_path FLAVOUR: where the tree of that flavour is or will be.
base_path() {
    local recipe=("$here/lib/settle" "$here/$1"/*)
    case $1 in
        debian | rpm) ;;
        python) recipe+=("$here"/debian/*) ;; # a layer over the Debian tree
        *) die "no such flavour: $1" ;;
    esac
    printf '%s\n' "$cache/$1-$(recipe "${recipe[@]}")"
}

# ensure_base FLAVOUR: builds what is missing; the log stands beside it. Prints the layers as overlayfs wants them.
ensure_base() {
    local path below=
    path=$(base_path "$1")
    [ "$1" != python ] || below=$(ensure_base debian)
    [ -e "$path/.complete" ] || locked "$1" build_base "$1" "$path" "$below"
    touch "$path"
    printf '%s\n' "$path/tree${below:+:$below}"
}

# build_base FLAVOUR PATH BELOW: BELOW is the tree that this one is a layer over, if it is.
build_base() {
    [ -e "$2/.complete" ] && return # another process built it while this one waited
    need mmdebstrap=mmdebstrap apt-ftparchive=apt-utils
    say "building the $1 tree (log: $2.log)"
    rm -rf "$2"
    mkdir -p "$2"
    "$here/$1/build" "$2/tree" ${3:+"$3"} >"$2.log" 2>&1 || { tail -n 5 "$2.log" >&2; die "the $1 tree failed: see $2.log"; }
    touch "$2/.complete"
    # Trees of recipes that nobody used for two days.
    find "$cache" -maxdepth 1 -name "$1-*" -mtime +1 -exec rm -rf {} +
}

verb_base() { ensure_base debian; }
verb_rpm_base() { ensure_base rpm; }
