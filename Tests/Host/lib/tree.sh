# What is on a host's disk, in a form that two moments or two hosts can be compared by with diff.

# exceptions: the patterns of tree-exceptions as one extended regular expression.
exceptions() {
    sed -E -e '/^(#|$)/d' -e 's/  .*//' -e 's/[.+?()|^$]/\\&/g' -e 's/\*/.*/g' \
        -e 's,/\\\.$,\td,' -e 's,/$,(/.*|\td.*),' -e 's/ -> /\tl\t.*\t/' "$here/tree-exceptions" | paste -sd'|'
}

verb_tree() {
    local name=${1:?a name is needed} base
    running "$name" || die "$name is not up"
    # The last layer: what a flavour adds to the Debian tree counts as installed later.
    base=$(ensure_base "$(cat "$run/$name/flavour")")
    base=${base##*:}
    inside "$name" sh -s "$(exceptions)" "$(cd "$base/var/lib/dpkg/info" && ls -- *.list)" <"$here/lib/tree-list"
}
