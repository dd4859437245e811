#!/bin/sh
# Bring the database up to date; the demo network is built at the first start.
set -eu
mkdir -p var
python manage.py migrate --verbosity 0
python manage.py createcachetable
