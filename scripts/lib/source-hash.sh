#!/bin/bash
# source-hash.sh FOLDER: a hash of what the platform's programs are made of. Documentation and tests do not count.
set -euo pipefail
cd "$1"
# next-env.d.ts is written by the build itself.
find . -mindepth 1 \( -path ./node_modules -o -path ./.next -o -path ./.git -o -path ./ansible -o -path ./docs -o -path ./scripts \
  -o -path ./tests -o -name next-env.d.ts -o -name '*.tsbuildinfo' -o -name '*.md' \) -prune -o -type f -print0 |
  LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -c1-16
