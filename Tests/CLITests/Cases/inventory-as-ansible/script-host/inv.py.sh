#!/bin/sh
if [ "$1" = --list ]; then echo '{"g": {"hosts": ["a", "b", "c"]}, "h": {"hosts": ["a"]}}'
elif [ "$2" = a ]; then echo '{"name": "a", "l": [1]}'
elif [ "$2" = b ]; then echo '{}'
else echo "{}"
fi
echo "said on error" >&2
