#!/bin/bash
# build.sh FOLDER: installs the npm packages and builds the pages, as homelab-build. Prints "built" or "unchanged".
# Run by root: only the folders node_modules and .next, which belong to homelab-build, are written to.
set -euo pipefail
source_folder=$1
lib=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=scripts/lib/as-builder.sh
. "$lib/as-builder.sh"

umask 022
cd "$source_folder"
packages=$(cat package.json package-lock.json .npmrc "${node:?}/.stamp" | sha256sum)
pages="$("$lib/source-hash.sh" "$source_folder") $packages"

did=unchanged
if [[ ! -f node_modules/.homelab-stamp || $(<node_modules/.homelab-stamp) != "$packages" ]]; then
  as_builder npm ci --no-fund --no-audit --loglevel=error
  as_builder tee node_modules/.homelab-stamp <<<"$packages" >/dev/null
  did=built
fi
# The one file beside its folders that the build writes.
touch next-env.d.ts
chown homelab-build: next-env.d.ts
if [[ ! -f .next/.homelab-stamp || $(<.next/.homelab-stamp) != "$pages" ]]; then
  as_builder npm run build
  as_builder tee .next/.homelab-stamp <<<"$pages" >/dev/null
  did=built
fi
echo "$did"
