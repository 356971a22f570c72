#!/bin/bash
# Runs as the experiment's user: dumps its database ($1) to standard output.
set -euo pipefail

export PGCONNECT_TIMEOUT=10
exec pg_dump --host=/run/postgresql --no-password --format=custom --compress=zstd:3 --dbname="$1"
