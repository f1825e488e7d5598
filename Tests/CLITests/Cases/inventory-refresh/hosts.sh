#!/bin/sh
# The hosts grow with the lines of a file.
test ! -f "$SCRATCH/more" || more=', "second"'
echo "{\"cloud\": {\"hosts\": [\"first\"$more]}, \"all\": {\"vars\": {\"ansible_connection\": \"local\"}}, \"_meta\": {\"hostvars\": {}}}"
