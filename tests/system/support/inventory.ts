import { script, sql } from './container.ts';

/**
 * Everything on the machine that an experiment could leave behind, one line a thing. Two inventories are compared, so what
 * is there anyway does not matter.
 */
export async function inventory(): Promise<string[]> {
  const machine = await script(`
    getent passwd | cut -d: -f1,3 | sed 's/^/user /'
    getent group | cut -d: -f1,3,4 | sed 's/^/group /'
    find /home -mindepth 1 -maxdepth 1 -printf 'home %p\\n'
    find /etc/homelab-paas /etc/systemd/system /etc/tmpfiles.d /run/homelab-paas /var/lib/systemd/linger /var/spool/cron /var/mail \\
      ! -path '/run/homelab-paas/lock*' -printf 'file %p\\n' 2>/dev/null || true
    systemctl list-units --all --no-legend --plain 'experiment-*' 'user-[0-9]*.slice' | awk '{print "unit " $1}'
    systemctl list-units --all --no-legend --plain --state=failed | awk '{print "failed " $1}'
    find /sys/fs/cgroup -maxdepth 6 -type d -name 'experiment-*' -printf 'cgroup %p\\n'
    find /sys/fs/cgroup -maxdepth 6 -type d -path '*user.slice/user-*.slice' -printf 'cgroup %p\\n' | grep -v user-0.slice || true
    find /var/lib/gitea -maxdepth 4 -name '*.git' -printf 'repository %P\\n'
    find /tmp /var/tmp /dev/shm -mindepth 1 -maxdepth 1 -user 0 -prune -o -mindepth 1 -maxdepth 1 ! -user postgres ! -user homelab-build -printf 'temporary %p %u\\n'
    ps -eo user:40= | grep '^exp-' | sort -u | sed 's/^/process of /' || true
  `);
  const databases = await sql(`
    select 'database ' || datname from pg_database
    union all select 'role ' || rolname from pg_roles
    union all select 'row experiment ' || name from experiments
    union all select 'row secret ' || experiment_id from secrets
    union all select 'row key ' || experiment_id from experiment_keys
    union all select 'row ticket ' || experiment_id from tickets
    union all select 'row workspace session ' || experiment_id from workspace_sessions
    union all select 'row open operation ' || id from operations where finished_at is null`);
  return [...machine.split('\n'), ...databases.split('\n')].filter((line) => line !== '').sort();
}
