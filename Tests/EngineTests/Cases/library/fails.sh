#!/bin/sh
# shellcheck source=/dev/null
. "$1"
case $how in
  plainly) echo '{"failed": true, "msg": "no luck", "rc": 4}'; exit 4 ;;
  status) echo '{"changed": true}'; exit 7 ;;
  silently) echo 'words of its own' >&2; exit 3 ;;
  *) echo '{"changed": ' ;;
esac
