#!/bin/bash
# source-hash.sh FOLDER: a hash of what the platform's programs are made of. Documentation and tests do not count.
set -euo pipefail
cd "$1"
find app server public experiments package.json package-lock.json tsconfig.json ./*.config.* -type f -print0 2>/dev/null |
  LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-16
