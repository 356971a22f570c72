#!/bin/bash
# Runs as the experiment's user: pushes every branch, tag and note of the bundle on standard input to its repository. Prints `pushed N`.
set -euo pipefail

HOME=/var/tmp
# shellcheck source=/dev/null
. "$(dirname "$0")/git-account.sh"
git init --quiet --bare /var/tmp/read-back
cd /var/tmp/read-back
cat > /var/tmp/bundle # git older than 2.41 reads a bundle from a file alone
git bundle unbundle /var/tmp/bundle > /var/tmp/heads
rm /var/tmp/bundle
while read -r commit name; do
  case $name in
    refs/heads/* | refs/tags/* | refs/notes/*) echo "create $name $commit" ;;
  esac
done < /var/tmp/heads | git update-ref --stdin
[ -z "$(git for-each-ref --count=1)" ] || git push --quiet -- "$REPOSITORY_URL" '+refs/*:refs/*' >&2
echo "pushed $(git for-each-ref | wc --lines)"
