#!/bin/sh
# Records what ansible-core (2.18) says about the playbooks below `effective`. Needs its python and
# its ansible-playbook first in PATH.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
for case in "$here"/effective/*/; do
  cd "$case"
  python3 "$here/record.py" site.yml >effective.golden
  : >list.golden
  while read -r options; do
    printf '$ %s\n' "$options" >>list.golden
    # shellcheck disable=SC2086 # the options are words
    ansible-playbook -i localhost, $options site.yml 2>/dev/null | grep -v '^playbook: ' >>list.golden
  done <<'END'
--list-tasks
--list-tags
--list-tasks --tags one,base
--list-tasks --skip-tags deep,more
--list-tasks --tags untagged
--list-tasks --tags tagged --skip-tags always
--list-tasks --list-tags --tags never
END
done
