#!/bin/bash
# Runs as the experiment's user: removes branch $1 from its repository. One that is not there is no failure.
set -euo pipefail

HOME=/var/tmp
# shellcheck source=/dev/null
. "$(dirname "$0")/git-account.sh"
git init --quiet --bare /var/tmp/empty
cd /var/tmp/empty
[ -z "$(git ls-remote --heads -- "$REPOSITORY_URL" "refs/heads/$1")" ] || git push --quiet -- "$REPOSITORY_URL" ":refs/heads/$1" >&2
