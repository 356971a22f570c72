#!/bin/bash
# Runs as the experiment's user: proves from inside that its parts answer. Prints `ok PART` for each, or `failed PART` and ends;
# the reason is on standard error.
set -uo pipefail

check() {
  local part=$1
  shift
  if "$@" >/dev/null; then
    echo "ok $part"
  else
    echo "failed $part"
    exit 1
  fi
}

home_is_writable() {
  local probe
  probe=$(mktemp "$HOME/.write-check.XXXXXX") && rm -- "$probe"
}

database_answers() {
  PGCONNECT_TIMEOUT=10 psql --no-psqlrc --no-password --quiet --tuples-only --command='select 1'
}

repository_answers() {
  GIT_TERMINAL_PROMPT=0 timeout 30 git ls-remote --quiet "$REPOSITORY_URL"
}

check home home_is_writable
check database database_answers
check repository repository_answers
