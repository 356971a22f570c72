#!/bin/bash
# Runs as the experiment's user: puts the home under version control and pushes it to REPOSITORY_URL. May be run again.
# Prints the commit that the repository then holds.
set -euo pipefail

cd "$HOME"
[ -d .git ] || git init --quiet --initial-branch=main
if git remote get-url origin >/dev/null 2>&1; then
  git remote set-url origin "$REPOSITORY_URL"
else
  git remote add origin "$REPOSITORY_URL"
fi

git add --all
if ! git rev-parse --verify --quiet HEAD >/dev/null; then
  git commit --quiet --allow-empty --message='Start the experiment'
elif ! git diff --cached --quiet; then
  git commit --quiet --message='Save the experiment'
fi

branch=$(git symbolic-ref --short HEAD)
export GIT_TERMINAL_PROMPT=0
git push --quiet --set-upstream origin "$branch" >&2
git rev-parse HEAD
