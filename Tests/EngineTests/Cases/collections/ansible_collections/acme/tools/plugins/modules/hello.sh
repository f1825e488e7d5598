#!/bin/sh
# shellcheck source=/dev/null
. "$1"
printf '{"changed": false, "msg": "hello %s", "name": "%s"}\n' "$who" "$_ansible_module_name"
