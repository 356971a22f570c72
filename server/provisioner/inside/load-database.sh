#!/bin/bash
# Runs as the new experiment's user: restores the dump on standard input into its own, empty database ($1), as its owner. $2 and $3 are
# database and role in the dump, $4 is its own role. Everything that is made belongs to it. Rights, policies and settings, which name
# roles, come last and by themselves: what cannot be kept of them is told as `not kept: …` on standard output, and no reason to fail.
set -euo pipefail

database=$1 old_database=$2 old_role=$3 role=$4
export PGHOST=/run/postgresql PGDATABASE=$database PGCONNECT_TIMEOUT=10
export PGOPTIONS='-c synchronous_commit=off -c maintenance_work_mem=256MB -c statement_timeout=0 -c default_transaction_read_only=off'
rewind() { perl -e 'sysseek(STDIN, 0, 0) or die "not a file\n"'; }

pg_restore --list > /tmp/all
late='^[0-9]+; [0-9]+ [0-9]+ (ACL|DEFAULT ACL|POLICY|DATABASE PROPERTIES|COMMENT [^ ]+ POLICY) '
grep --invert-match --extended-regexp "$late" /tmp/all > /tmp/first || true
{ grep --extended-regexp "$late" /tmp/all || true; } | { grep --invert-match --extended-regexp ' ACL - DATABASE ' || true; } > /tmp/last

rewind
pg_restore --no-password --no-owner --no-acl --exit-on-error --use-list=/tmp/first --dbname="$database"

[ -s /tmp/last ] || exit 0
rewind
pg_restore --no-owner --create --use-list=/tmp/last --file=/tmp/last.sql
names="\"$old_role\"|$old_role"
sed --in-place --regexp-extended \
  --expression='/^\\connect /d' \
  --expression="/^(GRANT|REVOKE|ALTER DEFAULT PRIVILEGES|ALTER ROLE|CREATE POLICY|SET SESSION AUTHORIZATION) /s/\"$old_role\"/\"$role\"/g" \
  --expression="s/^(ALTER DATABASE|ALTER ROLE ($names|\"$role\") IN DATABASE) \"?$old_database\"? /\1 \"$database\" /" \
  /tmp/last.sql
# Rights of a role that is neither everybody nor its own are not given to whoever has that name today.
stranger='^(GRANT|REVOKE|ALTER DEFAULT PRIVILEGES) .* (TO|FROM) '
own="$stranger(PUBLIC|\"$role\")( WITH GRANT OPTION)?;\$"
awk -v stranger="$stranger" -v own="$own" \
  '$0 ~ stranger && $0 !~ own { print "not kept: " substr($0, 1, 200) > "/dev/stderr"; next } { print }' \
  /tmp/last.sql > /tmp/own.sql 2> /tmp/strangers
psql --no-psqlrc --no-password --quiet --file=/tmp/own.sql > /dev/null 2> /tmp/said || true
cat /tmp/strangers
{ grep --only-matching 'ERROR: .*' /tmp/said || true; } | sed 's/^ERROR: */not kept: /' | cut --characters=1-300
