-- What the platform needs of PostgreSQL. Each line makes a statement only where it is still needed.
\pset tuples_only on

SELECT 'CREATE ROLE homelab LOGIN CREATEDB CREATEROLE', $$SELECT 'changed: role homelab'$$
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'homelab') \gexec

-- From 16 on a role is not a member of the roles it makes, unless it says so here; it needs that to give them databases.
SELECT $$ALTER ROLE homelab SET createrole_self_grant = 'set, inherit'$$, $$SELECT 'changed: createrole_self_grant'$$
WHERE current_setting('server_version_num')::int >= 160000 AND NOT EXISTS (
  SELECT FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole
  WHERE r.rolname = 'homelab' AND s.setdatabase = 0 AND 'createrole_self_grant=set, inherit' = ANY (s.setconfig)) \gexec

-- To end an experiment's sessions before its database is removed.
SELECT 'GRANT pg_signal_backend TO homelab', $$SELECT 'changed: pg_signal_backend'$$
WHERE NOT pg_has_role('homelab', 'pg_signal_backend', 'MEMBER') \gexec

-- So that the platform gets in when experiments hold every other slot (reserved_connections, from 16 on).
SELECT 'GRANT pg_use_reserved_connections TO homelab', $$SELECT 'changed: pg_use_reserved_connections'$$
WHERE EXISTS (SELECT FROM pg_roles r WHERE r.rolname = 'pg_use_reserved_connections' AND NOT pg_has_role('homelab', r.oid, 'MEMBER')) \gexec

-- To visit databases at rest less often where there are many.
SELECT 'GRANT ALTER SYSTEM ON PARAMETER autovacuum_naptime TO homelab', $$SELECT 'changed: autovacuum_naptime'$$
WHERE NOT has_parameter_privilege('homelab', 'autovacuum_naptime', 'ALTER SYSTEM') \gexec

SELECT 'GRANT EXECUTE ON FUNCTION pg_reload_conf() TO homelab', $$SELECT 'changed: pg_reload_conf'$$
WHERE NOT has_function_privilege('homelab', 'pg_reload_conf()', 'EXECUTE') \gexec

SELECT $$CREATE DATABASE homelab_paas OWNER homelab TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'$$,
  $$SELECT 'changed: database homelab_paas'$$
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'homelab_paas') \gexec

-- An experiment's role connects to its own database and to no other.
SELECT format('REVOKE CONNECT, TEMPORARY ON DATABASE %I FROM PUBLIC', datname), format('SELECT %L', 'changed: rights on ' || datname)
FROM pg_database
WHERE datname IN ('postgres', 'template1', 'homelab_paas')
  AND (has_database_privilege('public', datname, 'CONNECT') OR has_database_privilege('public', datname, 'TEMPORARY')) \gexec

SELECT 'GRANT CONNECT ON DATABASE postgres TO homelab', $$SELECT 'changed: homelab may connect to postgres'$$
WHERE NOT has_database_privilege('homelab', 'postgres', 'CONNECT') \gexec
