import { script, sql } from './container.ts';

/**
 * Everything on the machine that an experiment, an archive or an operation could leave behind, one line a thing: accounts,
 * files, units, cgroups, sockets, processes, repositories, routes, cron and timers, caches, keys, staging, archives, what was
 * set aside, roles, databases and rows. Two inventories are compared, so what is there anyway does not matter.
 */
export async function inventory(): Promise<string[]> {
  const parts = await Promise.all([machine(), postgres(), rows()]);
  return parts
    .flatMap((text) => text.split('\n'))
    .filter((line) => line !== '')
    .sort();
}

/** What others may end meanwhile: a slice that systemd clears away late, a row about something that another test has stopped. */
const PASSING = /^(?:unit user-|cgroup |process of |session of |temporary |listening |row )/;
/** systemd and the kernel clear slices and groups away a moment after their last process. */
const PATIENCE_MS = 10_000;

/**
 * What there is more or less than in an earlier inventory, `+` or `-` before each line; empty when nothing was left behind and nothing
 * of others was taken along. `except`: lines with this word are the test's own.
 */
export async function changesSince(before: readonly string[], except?: string): Promise<string[]> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const now = await inventory();
    const more = now.filter((line) => !before.includes(line)).map((line) => `+ ${line}`);
    const less = before.filter((line) => !now.includes(line) && !PASSING.test(line)).map((line) => `- ${line}`);
    const changes = [...more, ...less].filter((line) => except === undefined || !line.includes(except));
    if (changes.length === 0 || Date.now() > end) return changes;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** Folders in which a path must not be more or less than before, whatever is in the files. */
const FOLDERS = [
  '/etc/homelab-paas', // environments, keys for SSH, what the platform allows
  '/etc/systemd',
  '/etc/tmpfiles.d',
  '/etc/nginx', // routes
  '/etc/ssh',
  '/etc/cron.d',
  '/run/homelab-paas', // sockets and doors
  '/run/systemd/system',
  '/run/systemd/transient',
  '/var/lib/homelab-paas', // archives, staging, set aside
  '/var/lib/systemd/linger',
  '/var/spool/cron',
  '/var/mail',
];
/** What programs of the platform write there for themselves, whatever experiments do. */
const OWN = [
  '/run/homelab-paas/lock*',
  '/run/systemd/transient/provisioner@*',
  '/run/systemd/transient/*session-*',
  '/run/systemd/transient/run-*',
  '/var/lib/homelab-paas/last-uid*', // no user id is given twice
];

function machine(): Promise<string> {
  return script(`
    getent passwd | cut -d: -f1,3 | sed 's/^/user /'
    getent group | cut -d: -f1,3,4 | sed 's/^/group /'
    cat /etc/subuid /etc/subgid /etc/projects /etc/projid 2>/dev/null | sed 's/^/ids /' || true
    find /home -mindepth 1 -maxdepth 1 -printf 'home %p\\n'
    find ${FOLDERS.join(' ')} ${OWN.map((path) => `! -path '${path}'`).join(' ')} -printf 'file %p\\n' 2>/dev/null || true
    find /var/cache/homelab-paas -mindepth 1 -maxdepth 2 ! -path '*/build/*' ! -path '*/provisioner/*' -printf 'cache %p\\n'
    systemctl list-units --all --no-legend --plain 'experiment-*' 'user-[0-9]*.slice' 'user@[1-9]*' | awk '{print "unit " $1}'
    systemctl list-units --all --no-legend --plain --state=failed | awk '{print "failed " $1}' | grep -vE ' (apt-|dpkg-|e2scrub|logrotate|man-db|systemd-tmpfiles-clean)' || true
    systemctl list-units --all --no-legend --plain --type=timer | awk '{print "timer " $1}'
    find /sys/fs/cgroup -maxdepth 6 -type d \\( -name 'experiment-*' -o -path '*user.slice/user-*.slice' \\) -printf 'cgroup %p\\n' | grep -v user-0.slice || true
    awk 'NR > 1 && $6 == "01" && $8 ~ "homelab-paas|/home|/tmp" {print "listening " $8}' /proc/net/unix | sort -u
    find /var/lib/gitea -maxdepth 4 -name '*.git' -printf 'repository %P\\n'
    token=$(cat /etc/homelab-paas/gitea.token)
    curl -sS -H "Authorization: token $token" 'http://127.0.0.1:3000/api/v1/admin/users?limit=50' | grep -o '"login":"exp-[^"]*"' | sort -u | sed 's/^/git account /' || true
    find /tmp /var/tmp /dev/shm -mindepth 1 -maxdepth 1 -user 0 -prune -o -mindepth 1 -maxdepth 1 ! -user postgres ! -user homelab-build -printf 'temporary %p %u\\n'
    ps -eo user:40= | grep '^exp-' | sort -u | sed 's/^/process of /' || true
  `);
}

function postgres(): Promise<string> {
  return sql(`
    select 'database ' || datname from pg_database
    union all select 'role ' || rolname || ' ' || rolconnlimit || ' ' || rolcanlogin from pg_roles
    union all select format('setting %s %s', coalesce(datname, 'every database'), coalesce(rolname, 'every role')) from pg_db_role_setting left join pg_database d on d.oid = setdatabase left join pg_roles r on r.oid = setrole
    union all select 'tablespace ' || spcname from pg_tablespace
    union all select 'session of ' || usename from pg_stat_activity where usename like 'exp-%'`);
}

/**
 * Rows of everything that belongs to an experiment, whatever tables there come to be. The history of operations stays. What the
 * platform notes about itself, as that a service does not run, comes and goes with its own looks.
 */
async function rows(): Promise<string> {
  const tables = await sql(`
    select table_name from information_schema.columns
     where table_schema = 'public' and column_name = 'experiment_id' and table_name not in ('operations', 'archives')`);
  const owned = tables
    .split('\n')
    .map(
      (table) =>
        `union all select distinct 'row ${table} ' || experiment_id from ${table} where experiment_id is not null`,
    );
  return sql(`
    select 'row experiment ' || name from experiments
    union all select 'row archive ' || id || ' ' || kind || ' ' || state from archives
    union all select 'row open operation ' || id from operations where finished_at is null
    ${owned.join('\n')}`);
}
