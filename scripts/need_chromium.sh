#!/bin/sh
# Find a browser for the journeys; as root on Debian, install it.
set -eu
command -v chromium >/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && apt-get install -y -qq chromium >/dev/null
    exit 0
fi
echo "The journeys need a browser: apt-get install chromium" >&2
exit 1
