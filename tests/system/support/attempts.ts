/** What the neighbour has that must not be reached. `pid` is its JupyterLab's. */
export interface Neighbour {
  name: string;
  account: string;
  uid: number;
  pid: number;
}

/**
 * Attempts of one experiment on another one and on the platform: each is a bash script that ends with 0 when it got what it wanted.
 * `reach SOCKET` connects to a Unix socket; `found COMMAND…` asks whether a command says anything at all.
 */
export const PREAMBLE = `
reach() { python3 -c 'import socket, sys; socket.socket(socket.AF_UNIX).connect(sys.argv[1])' "$1"; }
found() { "$@" 2>/dev/null | grep -q .; }
status() { curl -s -m 10 --noproxy '*' -o /dev/null -w '%{http_code}' "$@" | grep -qE '^2'; }
PASSWORD=$(sed -E 's|^postgresql://[^:]+:([^@]+)@.*|\\1|' <<<"$DATABASE_URL")
export PGCONNECT_TIMEOUT=10
`;

export function attemptsOn({ name, account, uid, pid }: Neighbour): Record<string, string> {
  const home = `/home/${account}`;
  const database = `experiment_${name}`;
  const repository = `http://127.0.0.1:3000/${account}/${name}`;
  return {
    // Its home
    'see its home': `test -e ${home}`,
    'read a file of its home': `cat ${home}/secret.txt`,
    'read its home by a link': `ln -sfn ${home} ~/link; cat ~/link/secret.txt`,
    'read its home by way of its processes': `found cat /proc/[0-9]*/root${home}/secret.txt /proc/[0-9]*/cwd/secret.txt`,
    'list the homes of others': `found sh -c "ls -A /home | grep -v ^exp-iso-a$"`,

    // Its sockets, and the platform's
    'reach its JupyterLab': `reach /run/homelab-paas/exp/${name}/lab.sock`,
    'reach its code-server': `reach /run/homelab-paas/exp/${name}/code.sock`,
    'reach it by the front door’s own way': `reach /run/homelab-paas/door/${name}/lab.sock`,
    'list the sockets of others': `found sh -c "ls -A /run/homelab-paas/exp | grep -v ^iso-a$"`,
    'reach the provisioner': 'reach /run/homelab-paas/provisioner.sock',
    'reach the authenticator': 'reach /run/homelab-paas/authenticator.sock',
    'reach the dashboard behind the front door': 'reach /run/homelab-paas/web/dashboard.sock',
    'reach the monitoring API behind the front door': 'reach /run/homelab-paas/web/monitoring.sock',
    'reach the git service behind the front door': 'reach /run/gitea/gitea.sock',
    'reach Docker': 'reach /run/docker.sock || reach /var/run/docker.sock',
    'reach containerd': 'reach /run/containerd/containerd.sock',
    'reach its user’s bus': `reach /run/user/${uid}/bus || ls /run/user/${uid}`,

    // Its processes
    'see processes of others': `found sh -c "ps -eo user:40= | grep -v '^exp-iso-a *$'"`,
    'read arguments and environments of others': `found sh -c "cat /proc/${pid}/cmdline /proc/${pid}/environ /proc/1/environ"`,
    'signal its JupyterLab': `kill -TERM ${pid}`,
    'trace its JupyterLab': `python3 -c 'import ctypes, sys; sys.exit(ctypes.CDLL(None).ptrace(16, ${pid}, 0, 0) != 0)'`,
    'enter its namespaces': `nsenter --target ${pid} --mount true`,

    // Its database, and the platform's
    'connect to its database': `psql -d ${database} -c 'select 1'`,
    'connect to its database over TCP': `PGPASSWORD=$PASSWORD psql -h 127.0.0.1 -U exp-iso-a -d ${database} -c 'select 1'`,
    'connect as its role': `psql -U ${account} -d ${database} -c 'select 1'`,
    'connect as its role over TCP': `PGPASSWORD=$PASSWORD psql -w -h 127.0.0.1 -U ${account} -d ${database} -c 'select 1'`,
    'become its role': `psql -v ON_ERROR_STOP=1 -c 'set role "${account}"'`,
    'change its role': `psql -v ON_ERROR_STOP=1 -c "alter role \\"${account}\\" password 'x'"`,
    'read its statements': `found psql -Atc "select 1 from pg_stat_activity where usename = '${account}' and query not like '<insufficient%'"`,
    'end its statements': `psql -v ON_ERROR_STOP=1 -Atc "select pg_terminate_backend(pid) from pg_stat_activity where usename = '${account}'" | grep -q t`,
    'connect to the platform’s database': 'psql -d homelab_paas -c "select 1"',
    'connect to the administrator’s database': 'psql -d postgres -c "select 1" || psql -d template1 -c "select 1"',
    'read files as PostgreSQL': `psql -v ON_ERROR_STOP=1 -c "select pg_read_file('/etc/passwd')"`,
    'run programs as PostgreSQL': `psql -v ON_ERROR_STOP=1 -c "create temp table o (t text); copy o from program 'id'"`,
    'make a role or a database': `psql -v ON_ERROR_STOP=1 -c 'create role "exp-mine"' || psql -c 'create database mine'`,

    // Its journal, figures and logs
    'read its journal': `found sh -c "journalctl --no-pager -q -u experiment-lab@${name}"`,
    'read the journal’s files': 'found sh -c "cat /var/log/journal/*/system.journal /run/log/journal/*/system.journal"',
    'read the platform’s journal': 'found sh -c "journalctl --no-pager -q -u worker -u dashboard -u monitoring"',
    'read its figures': `status -H "Authorization: Bearer $METRICS_TOKEN" http://127.0.0.1:5000/user/${name}/metrics`,
    'read everybody’s figures': 'status -H "Authorization: Bearer $METRICS_TOKEN" http://127.0.0.1:5000/metrics',
    'post to its log': `status -H "Authorization: Bearer $LOGS_TOKEN" -d forged http://127.0.0.1:5000/user/${name}/logs`,
    'ask Prometheus': 'status http://127.0.0.1:9090/api/v1/query?query=up',

    // Its repository
    'read its repository': `git -c credential.interactive=false ls-remote ${repository}.git`,
    'read its repository with its own token': `status -u "$GITEA_USERNAME:$GITEA_TOKEN" "${repository}.git/info/refs?service=git-upload-pack"`,
    'push to its repository': `GIT_TERMINAL_PROMPT=0 git push ${repository}.git HEAD:main`,
    'find its repository by the API': `status -H "Authorization: token $GITEA_TOKEN" http://127.0.0.1:3000/api/v1/repos/${account}/${name}`,
    'be it for the git service': `status -H 'X-WEBAUTH-USER: ${account}' ${repository}`,
    'read the git service’s files': 'ls /var/lib/gitea/repositories /var/lib/gitea/data',

    // Files of the platform
    'read its environment': `cat /etc/homelab-paas/experiments/${name}.env`,
    'list the environments': 'ls /etc/homelab-paas/experiments',
    'read its SSH keys': `cat /etc/homelab-paas/ssh/${account} || ls /etc/homelab-paas/ssh`,
    'read who logged in by SSH': 'ls /run/homelab-ssh',
    'read the platform’s secrets':
      'cat /etc/homelab-paas/master.key || cat /etc/homelab-paas/gitea.token || cat /etc/homelab-paas/metrics.token || cat /etc/homelab-paas/prometheus.token',
    'read passwords of people': 'cat /etc/shadow || cat /etc/gshadow',
    'read archives':
      'ls /var/lib/homelab-paas || ls /var/lib/homelab-paas/archives || ls /var/lib/homelab-paas/staging',
    'read the database’s files': 'ls /var/lib/postgresql/*/main',

    // What all share on other machines
    'see its temporary files': `found find /tmp /var/tmp /dev/shm -user ${account}`,
    'see its shared memory': `found sh -c "ipcs -a | grep ${account}"`,

    // systemd
    'stop it': `systemctl stop experiment-lab@${name}`,
    'start a unit': 'systemd-run --quiet true || systemctl start experiment-lab@iso-b',
    'restart the platform': 'systemctl restart dashboard',
    'have a service manager of its own': 'systemctl --user status || systemd-run --user --quiet true',
    'reach the system bus': 'reach /run/dbus/system_bus_socket || reach /run/systemd/private',
    'stay when nobody is logged in': 'loginctl enable-linger',

    // Rights
    'be root by sudo': 'sudo -n true',
    'be the neighbour by su': `su -c true ${account}`,
    'gain rights by a program': 'test "$(grep NoNewPrivs /proc/self/status | cut -f2)" != 1',
    'keep a capability': `grep -E '^Cap(Eff|Prm|Amb|Inh):' /proc/self/status | grep -qv '0000000000000000$'`,
    'change the user id': `setpriv --reuid=${uid} --clear-groups true || python3 -c 'import os; os.setuid(${uid})'`,
    'make a user namespace': 'unshare --user --map-root-user true',
    'make a mount namespace': 'unshare --mount true',
    mount: 'mkdir -p ~/m; mount -t tmpfs x ~/m || mount --bind /etc ~/m || umount /home',
    'enter the first process’s namespaces': 'nsenter --target 1 --mount true || ls /proc/1/root/',
    'make a device': 'mknod ~/device b 8 0',
    'make a program that runs as its owner': 'cp /usr/bin/id ~/id && chmod u+s ~/id && test -u ~/id',
    'read the kernel’s messages': 'dmesg || cat /proc/kcore | head -c 1 | grep -q .',
    'change the kernel’s settings': 'sysctl -w kernel.domainname=x || hostname x || date -s 2000-01-01',
    'schedule something': `(echo '* * * * * true' | crontab -) || (echo true | at now) || touch /etc/cron.d/x /var/spool/cron/crontabs/x`,
    'leave its control group':
      'for f in $(find /sys/fs/cgroup -name cgroup.procs 2>/dev/null | head -200); do echo $$ > $f && exit 0; done 2>/dev/null; exit 1',
    'raise its own limits':
      'for f in $(find /sys/fs/cgroup -path "*user-$(id -u).slice*" \\( -name memory.max -o -name pids.max -o -name memory.limit_in_bytes -o -name cpu.max \\) 2>/dev/null); do echo 999999999999 > $f && exit 0; done 2>/dev/null; exit 1',
    'change programs of all':
      'for f in /usr/local/bin/x /opt/homelab-runtimes/x /opt/homelab-paas/x /opt/homelab-runtimes/jupyter/bin/x /etc/ld.so.preload /etc/profile.d/x.sh; do touch $f && exit 0; done; exit 1',
    'change a cache that others use':
      'for f in /var/cache/homelab-paas /var/cache/homelab-paas/*; do touch $f/x && exit 0; done; exit 1',

    // Log-ins and ports
    'let itself in by SSH with a key in its home': `mkdir -p ~/.ssh; rm -f ~/.ssh/own*; ssh-keygen -q -t ed25519 -N '' -f ~/.ssh/own; cp ~/.ssh/own.pub ~/.ssh/authorized_keys; chmod 700 ~/.ssh; for port in 22 2222; do ssh -p $port -i ~/.ssh/own -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null exp-iso-a@127.0.0.1 true && exit 0; done; exit 1`,
    'take a port of the platform': `for port in 2222 3000 5000 5432 8080 8081 9090; do python3 -c 'import socket, sys; s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1); s.bind(("127.0.0.1", int(sys.argv[1])))' $port && exit 0; done; exit 1`,
  };
}
