#!/bin/bash
# Runs as the experiment's user: dumps its database ($1) to standard output.
set -euo pipefail

export PGCONNECT_TIMEOUT=10
compression=3 # gzip, the one that PostgreSQL 15 has
[ "$(pg_dump --version | sed 's/[^0-9]*\([0-9]*\).*/\1/')" -lt 16 ] || compression=zstd:3
exec pg_dump --host=/run/postgresql --no-password --format=custom --compress="$compression" --dbname="$1"
