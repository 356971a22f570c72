import type { Executor } from '../../db/client.ts';
import { accountOf, databaseOf } from '../../shared/names.ts';
import { GITEA_URL, MONITORING_PORT } from '../../shared/paths.ts';
import type { Subject } from '../../shared/provisioner-protocol.ts';
import { readCustomSecrets } from './custom-secrets.ts';
import { ensureSecret } from './secrets.ts';

/** Starts of names that are the platform's own in an experiment's environment, now or later. */
export const PLATFORM_VARIABLE =
  /^(PG|DATABASE_|REPOSITORY_|EXPERIMENT_|GITEA_|METRICS_|LOGS_|HOMELAB_|JUPYTER_|UV_SYSTEM_CERTS$|NODE_EXTRA_CA_CERTS$)/;

/**
 * The whole environment of an experiment: where its database, repository, figures and log endpoint are, and what people set. Makes
 * the secrets that are not there yet. Both the step that makes the file and the verbs that change a secret write exactly this.
 */
export async function buildEnvironment(db: Executor, { id, name }: Subject): Promise<Record<string, string>> {
  const account = accountOf(name);
  const database = databaseOf(name);
  const password = await ensureSecret(db, id, 'DATABASE_PASSWORD');
  const token = await ensureSecret(db, id, 'METRICS_TOKEN', { lookup: true });
  const monitoring = `http://127.0.0.1:${MONITORING_PORT}/user/${name}`;
  return {
    ...(await readCustomSecrets(db, id)),
    EXPERIMENT_NAME: name,
    PGDATABASE: database,
    DATABASE_URL: `postgresql://${account}:${password}@127.0.0.1:5432/${database}`,
    REPOSITORY_URL: `${GITEA_URL}/${account}/${name}.git`,
    GITEA_USERNAME: account,
    GITEA_TOKEN: await ensureSecret(db, id, 'GITEA_TOKEN'),
    METRICS_URL: `${monitoring}/metrics`,
    METRICS_TOKEN: token,
    LOGS_URL: `${monitoring}/logs`,
    LOGS_TOKEN: token,
    // Programs with certificates of their own take the machine's, so that a network with an authority of its own works.
    UV_SYSTEM_CERTS: '1',
    NODE_EXTRA_CA_CERTS: '/etc/ssl/certs/ca-certificates.crt',
  };
}
