#!/bin/sh
# Start the server and the worker, and stop both together.
set -eu
port="${1:-8000}"
scripts/prepare.sh
if [ ! -f var/demo.done ]; then
    echo "Building the demo network..."
    python manage.py demo >var/demo.txt
    python manage.py search_rebuild >var/search.txt
    touch var/demo.done
fi
python manage.py worker &
worker=$!
trap 'kill "$worker" 2>/dev/null || true' EXIT
trap 'exit 0' INT TERM
cat var/demo.txt 2>/dev/null || true
echo "Sextant is on http://localhost:$port (the editors' site: http://localhost:$port/admin/). Ctrl+C stops it."
python manage.py runserver --noreload --skip-checks "localhost:$port" >var/server.log 2>&1
