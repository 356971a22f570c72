#!/bin/bash
# Runs as the experiment's user: writes every branch and tag of its repository to standard output as a bundle; nothing when it is empty.
# Standard error holds `head COMMIT` and `ref COMMIT NAME` lines.
set -euo pipefail

HOME=/var/tmp
# shellcheck source=/dev/null
. "$(dirname "$0")/git-account.sh"
git clone --quiet --mirror -- "$REPOSITORY_URL" /var/tmp/mirror
cd /var/tmp/mirror
git for-each-ref --format='ref %(objectname) %(refname)' >&2
echo "head $(git rev-parse --quiet --verify 'HEAD^{commit}' || true)" >&2
echo "version $(git version)" >&2
[ -z "$(git for-each-ref --count=1)" ] || git bundle create --quiet - --all
