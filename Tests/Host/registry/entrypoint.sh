#!/bin/sh
# As the official image's: a configuration file or a subcommand of registry, else any command.
set -e
case "$1" in
    *.yml | *.yaml) set -- registry serve "$@" ;;
    serve | garbage-collect | help | -*) set -- registry "$@" ;;
esac
exec "$@"
