#!/bin/sh
# WANT_JSON: a file with an object, of which the part before the first name of Ansible's own is given back.
text=$(cat "$1")
echo 'a line that is no JSON'
# shellcheck disable=SC2012 # the mode, for which there is no other way everywhere
printf '{"changed": false, "given": %s}, "mode": "%s"}\n' "${text%%, \"_ansible*}" "$(ls -l "$1" | cut -c1-10)"
