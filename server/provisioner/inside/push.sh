#!/bin/bash
# Runs as the experiment's user: pushes every branch and tag that the home has to REPOSITORY_URL, and commits nothing.
# Prints `pushed`, or `nothing` where the home is no repository or holds no commit.
set -euo pipefail

cd "$HOME"
if ! git rev-parse --verify --quiet HEAD >/dev/null; then
  echo nothing
  exit 0
fi
export GIT_TERMINAL_PROMPT=0
git push --quiet "$REPOSITORY_URL" --all >&2
git push --quiet "$REPOSITORY_URL" --tags >&2
echo pushed
