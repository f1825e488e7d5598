#!/bin/sh
# shellcheck source=/dev/null
. "$1"
cat <<END
{"changed": false, "warnings": ["mind the gap"], "deprecations": [{"msg": "old ways", "version": "3.0"}],
 "ansible_facts": {"ansible_told": "$what"}, "results": "not a list", "_ansible_secret": 1, "stdout": "one\ntwo"}
after the end
END
