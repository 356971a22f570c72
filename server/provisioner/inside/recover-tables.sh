#!/bin/bash
# Runs as the experiment's user. Restores tables of the dump on standard input into the empty database $1, copies their rows there into
# the schema $2, and brings that schema into the database $3, where nothing of its name may be. $4 is the comment that
# marks the schema. The rest are, for each table: the ids of its entries
# with data in the dump's table of contents (comma-separated), its schema, its name, and the name that it gets.
# Prints `rows COUNT NAME` for each.
set -euo pipefail

scratch=$1 schema=$2 database=$3 mark=$4
shift 4
export PGHOST=/run/postgresql PGCONNECT_TIMEOUT=10
export PGOPTIONS='-c synchronous_commit=off -c statement_timeout=0 -c default_transaction_read_only=off -c row_security=off'
rewind() { perl -e 'sysseek(STDIN, 0, 0) or die "not a file\n"'; }
ask() { psql --no-psqlrc --no-password --quiet --no-align --tuples-only --set=ON_ERROR_STOP=1 "$@"; }

pg_restore --list > /tmp/all
rewind
# What a table does not need may fail here (an extension that only an administrator adds); what it needs fails below.
pg_restore --no-password --no-owner --no-acl --section=pre-data --dbname="$scratch" 2> /tmp/said || true
echo 'create schema :"schema"; comment on schema :"schema" is :'"'mark'" | ask --dbname="$scratch" --set=schema="$schema" --set=mark="$mark"
while (($#)); do
  ids=$1 from_schema=$2 from_name=$3 name=$4
  shift 4
  grep --extended-regexp "^(${ids//,/|}); " /tmp/all > /tmp/wanted
  rewind
  pg_restore --no-password --no-owner --no-acl --data-only --exit-on-error --use-list=/tmp/wanted --dbname="$scratch"
  # a table of rows alone: no default, key, trigger or parent that leads to what is there
  ask --dbname="$scratch" --set=schema="$schema" --set=from_schema="$from_schema" --set=from_name="$from_name" --set=name="$name" <<'SQL'
create table :"schema".:"name" as select * from :"from_schema".:"from_name";
select format('rows %s %s', count(*), :'name') from :"schema".:"name";
truncate :"from_schema".:"from_name" cascade;
SQL
done
pg_dump --no-password --no-owner --no-acl --schema="\"$schema\"" --dbname="$scratch" \
  | ask --dbname="$database" --single-transaction > /dev/null
