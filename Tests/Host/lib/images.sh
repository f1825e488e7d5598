# Container images from Debian's packages, in the form that `docker save` writes and `docker load` takes.

# unpack TREE PACKAGE FOLDER: unpacks a package of the base tree's own repository.
unpack() { dpkg-deb --extract "$(ls "$1"/srv/apt/"$2"_*.deb)" "$3"; }

# save_image ROOT NAME:TAG CONFIG FILE: one layer from the folder ROOT; CONFIG is the image's
# "config" object. No time and no owner gets in: the same files give the same image.
save_image() {
    local work diff id
    work=$(mktemp -d)
    mkdir "$work/layer"
    tar --create --file "$work/layer/layer.tar" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -C "$1" .
    diff=$(sha256sum <"$work/layer/layer.tar" | cut -c1-64)
    printf '{"architecture":"%s","os":"linux","created":"1970-01-01T00:00:00Z","config":%s,"rootfs":{"type":"layers","diff_ids":["sha256:%s"]},"history":[{"created":"1970-01-01T00:00:00Z"}]}' \
        "$(dpkg --print-architecture)" "$3" "$diff" >"$work/config.json"
    id=$(sha256sum <"$work/config.json" | cut -c1-64)
    mv "$work/config.json" "$work/$id.json"
    printf '[{"Config":"%s.json","RepoTags":["%s"],"Layers":["layer/layer.tar"]}]' "$id" "$2" >"$work/manifest.json"
    tar --create --file "$4.new" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -C "$work" manifest.json "$id.json" layer
    mv "$4.new" "$4"
    rm -rf "$work"
}

# busybox ROOT TREE: a static busybox as the image's shell and tools.
busybox() {
    local tool
    unpack "$2" busybox-static "$1/unpacked"
    mkdir -p "$1/bin" "$1/tmp"
    chmod 1777 "$1/tmp"
    mv "$1/unpacked/bin/busybox" "$1/bin"
    rm -rf "$1/unpacked"
    for tool in sh ls cat echo env id wget sleep true false ps; do ln -s busybox "$1/bin/$tool"; done
}

# libraries TREE BINARY: the libraries that the binary loads, as "path in the image, path here", found by
# the tree's own loader.
libraries() {
    local loader=("$1"/lib*/ld-linux-*.so.*) folder=("$1"/usr/lib/*-linux-gnu)
    "${loader[0]}" --library-path "${folder[0]}" --list "$2" |
        awk '$2 == "=>" { print ($1 ~ "^/" ? $1 : "/lib/" $1), $3 }'
}

# build_registry TREE FILE: registry:2 as the official image has it: the same entry point, paths, port,
# volume. The binary is Debian's, with the libraries that it asks for.
build_registry() {
    local root library
    root=$(mktemp -d)
    chmod 755 "$root"
    busybox "$root" "$1"
    unpack "$1" docker-registry "$root/unpacked"
    mv "$root/unpacked/usr/bin/docker-registry" "$root/bin/registry"
    rm -rf "$root/unpacked"
    mkdir -p "$root/etc/docker/registry" "$root/etc/ssl/certs" "$root/var/lib/registry"
    libraries "$1" "$root/bin/registry" | while read -r name library; do
        install -D -m 755 "$library" "$root$name"
    done
    cp "$1/etc/ssl/certs/ca-certificates.crt" "$root/etc/ssl/certs"
    cp "$here/registry/config.yml" "$root/etc/docker/registry"
    cp "$here/registry/entrypoint.sh" "$root"
    save_image "$root" registry:2 '{"Env":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],"Entrypoint":["/entrypoint.sh"],"Cmd":["/etc/docker/registry/config.yml"],"ExposedPorts":{"5000/tcp":{}},"Volumes":{"/var/lib/registry":{}}}' "$2"
    rm -rf "$root"
}

build_hello() {
    local root
    root=$(mktemp -d)
    chmod 755 "$root"
    busybox "$root" "$1"
    echo 'Hello from a container.' >"$root/hello"
    save_image "$root" hello:1 '{"Env":["PATH=/bin"],"Cmd":["cat","/hello"]}' "$2"
    rm -rf "$root"
}

# cached_image NAME FILE: builds the image once, then copies it.
cached_image() {
    local tree archive
    tree=$(ensure_base debian)
    archive=$cache/$1-$(recipe "$here"/debian/* "$here/lib/settle" "$here"/registry/* "$here/lib/images.sh").tar
    [ -e "$archive" ] || "build_$1" "$tree" "$archive"
    cp "$archive" "$2"
}

verb_registry_image() { locked images cached_image registry "${1:?a file is needed}"; }
verb_hello_image() { locked images cached_image hello "${1:?a file is needed}"; }
