import { inContainer, script } from '../system/support/container.ts';
import { type Figure, spread } from './figure.ts';

const PORT = 18_000;
const FOLDER = '/var/tmp/hub-bench';

/**
 * JupyterHub as Debian packages it, in the same container and run: a request to its API makes a system user and starts the
 * user's server, timed to that server's first answer through the hub's proxy. Figures are beside the platform's
 * “create in a row, to JupyterLab's first answer”: there is no database and no repository in a hub's user.
 */
export async function measureJupyterHub(users: number): Promise<Figure[]> {
  await inContainer(
    [
      'env',
      'DEBIAN_FRONTEND=noninteractive',
      'apt-get',
      'install',
      '-y',
      '-q',
      '--no-install-recommends',
      'jupyterhub',
    ],
    {
      timeoutMs: 900_000,
    },
  );
  await script(`
    mkdir -p ${FOLDER}; cd ${FOLDER}
    cat > config.py <<'CONFIG'
c.JupyterHub.bind_url = 'http://127.0.0.1:${PORT}'
c.JupyterHub.hub_port = ${PORT + 1}
c.ConfigurableHTTPProxy.api_url = 'http://127.0.0.1:${PORT + 2}'
c.JupyterHub.cookie_secret_file = '${FOLDER}/cookie'
c.JupyterHub.db_url = 'sqlite:///${FOLDER}/hub.sqlite'
c.JupyterHub.authenticator_class = 'jupyterhub.auth.PAMAuthenticator'
c.LocalAuthenticator.create_system_users = True
c.Authenticator.allow_all = True
c.JupyterHub.load_roles = [{'name': 'bench', 'services': ['bench'], 'scopes': ['admin:users', 'admin:servers', 'access:servers']}]
with open('${FOLDER}/token') as file:
    c.JupyterHub.services = [{'name': 'bench', 'api_token': file.read().strip()}]
CONFIG
    (umask 077; head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \\n' > token)
    systemctl stop jupyterhub 2>/dev/null || true
    systemctl reset-failed hub-bench 2>/dev/null || true
    systemd-run --quiet --unit=hub-bench --working-directory=${FOLDER} jupyterhub --config config.py
    for _ in $(seq 240); do curl -sf -o /dev/null http://127.0.0.1:${PORT}/hub/health && break; sleep 0.5; done`);
  try {
    const created: number[] = [];
    const whole: number[] = [];
    for (let user = 0; user < users; user++) {
      const [toUser = 0, toAnswer = 0] = (await script(oneUser(`hub-bench-${user}`))).split(' ').map(Number);
      created.push(toUser);
      whole.push(toAnswer);
    }
    return [
      ...spread('JupyterHub: create a user', created),
      ...spread('JupyterHub: create a user, to its server’s first answer', whole),
    ];
  } finally {
    await script(`
      systemctl stop hub-bench || true
      for user in $(getent passwd | cut -d: -f1 | grep '^hub-bench-'); do pkill -KILL -u "$user" || true; sleep 0.1; userdel -r "$user" 2>/dev/null || true; done
      DEBIAN_FRONTEND=noninteractive apt-get purge -y -q jupyterhub >/dev/null
      rm -rf ${FOLDER}`);
  }
}

/** Prints seconds until the user exists and until the server answers, looked at every 20 ms. The token is in a file, in no argument. */
function oneUser(name: string): string {
  return `
    cd ${FOLDER}
    { printf 'header = "Authorization: token '; cat token; printf '"\\n'; } > curl.conf
    hub=http://127.0.0.1:${PORT}
    start=$(date +%s%N)
    curl -sS --fail -K curl.conf -X POST $hub/hub/api/users/${name} > /dev/null
    user=$(date +%s%N)
    curl -sS --fail -K curl.conf -X POST $hub/hub/api/users/${name}/server > /dev/null
    until [ "$(curl -s -o /dev/null -w '%{http_code}' -K curl.conf $hub/user/${name}/api)" = 200 ]; do
      [ $(( $(date +%s%N) - start )) -lt 120000000000 ] || { echo 'no answer within 120 s' >&2; exit 1; }
      sleep 0.02
    done
    end=$(date +%s%N)
    curl -sS -K curl.conf -X DELETE $hub/hub/api/users/${name}/server > /dev/null
    awk "BEGIN { print ($user - $start) / 1e9, ($end - $start) / 1e9 }"`;
}
