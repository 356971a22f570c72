import { expect } from 'vitest';
import { script, sql, until } from './container.ts';

/** What an experiment's environment file holds. */
export interface OldSecrets {
  url: string;
  password: string;
  token: string;
  figures: string;
  own: string;
}

/** Reads the environment file as root, as a shell reads it. */
export async function readSecrets(name: string): Promise<OldSecrets> {
  const text = await script(`set -a; . /etc/homelab-paas/experiments/${name}.env
    printf '%s\\n' "$DATABASE_URL" "$GITEA_TOKEN" "$METRICS_TOKEN" "\${OWN_KEY:-}"`);
  const [url = '', token = '', figures = '', own = ''] = text.split('\n');
  return { url, password: new URL(url).password, token, figures, own };
}

/** What secrets open from the machine itself: the statuses of the git service and of the figures, and PostgreSQL over TCP. */
export async function ways(
  name: string,
  { url, token, figures }: OldSecrets,
): Promise<{ repository: number; figures: number; database: string }> {
  const text = await script(`
    curl -s -o /dev/null -w '%{http_code}\\n' -u 'exp-${name}:${token}' 'http://127.0.0.1:3000/exp-${name}/${name}.git/info/refs?service=git-receive-pack'
    curl -s -o /dev/null -w '%{http_code}\\n' -H 'Authorization: Bearer ${figures}' http://127.0.0.1:5000/user/${name}/metrics
    if said=$(psql -XAtq '${url}' -c 'select 1' 2>&1); then echo in; else grep -qE 'password authentication failed|not permitted to log in' <<<"$said" && echo refused; fi`);
  const [repository = '', metrics = '', database = ''] = text.split('\n');
  return { repository: Number(repository), figures: Number(metrics), database };
}

/** Proves that environment file, role, git service and figures agree, from inside: rows by TCP and by the socket, a push, figures. */
export async function expectAgreement(name: string): Promise<void> {
  const inside = await script(`runuser -l exp-${name} -c '
    set -eu
    psql -XAtq "$DATABASE_URL" -c "select 1" >/dev/null && psql -XAtq -c "select 1" >/dev/null && echo rows
    git commit -q --allow-empty -m Again && git push -q && git reset -q --hard HEAD^ && git push -q --force && echo pushed'`);
  expect(inside.split('\n').filter((line) => line === 'rows' || line === 'pushed')).toEqual(['rows', 'pushed']);
  await until('the figures to know the token', 15, async () =>
    (await ways(name, await readSecrets(name))).figures === 200 ? true : null,
  );
  expect(await sql(`select state from experiments where name = '${name}'`)).toBe('ready');
}
