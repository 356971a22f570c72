#!/bin/bash
# Reads a bundle from standard input to its end, every object of it. Prints what it holds: `COMMIT REF`, a line each.
set -euo pipefail

export HOME=/var/tmp GIT_CONFIG_GLOBAL=/dev/null
git init --quiet --bare /var/tmp/read-back
cat > /var/tmp/bundle # git older than 2.41 reads a bundle from a file alone
git -C /var/tmp/read-back bundle unbundle /var/tmp/bundle
