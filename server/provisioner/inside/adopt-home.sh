#!/bin/bash
# Runs as the experiment's user in its restored home: the git remote leads to the repository that it has now.
set -euo pipefail

cd "$HOME"
[ -e .git ] || exit 0
before=$(git remote get-url origin 2>/dev/null) || exit 0
# only the one that the platform gave it: another address is its owner's own
case $before in
  http://127.0.0.1:3000/*) git remote set-url origin "$REPOSITORY_URL" ;;
esac
account=$(git config --global user.name || true)
case $account in
  exp-*) git config --global user.name "$GITEA_USERNAME" && git config --global user.email "$GITEA_USERNAME@localhost" ;;
esac
