#!/bin/sh
echo "no such cloud" >&2
exit 3
