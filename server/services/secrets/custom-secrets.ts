import { and, eq } from 'drizzle-orm';
import type { Executor } from '../../db/client.ts';
import { secrets } from '../../db/schema/index.ts';
import { seal, unseal } from './sealing.ts';
import { experimentKey } from './secrets.ts';

/** Apart from the platform's own, so that a name that becomes one of those later changes nothing. */
const boundTo = (experimentId: string, name: string) => `${experimentId}/custom/${name}`;

/** Every secret that people set, with its value, for the environment file and for an archive; nobody else is given these. */
export async function readCustomSecrets(db: Executor, experimentId: string): Promise<Record<string, string>> {
  const rows = await db
    .select({ name: secrets.name, sealed: secrets.sealed })
    .from(secrets)
    .where(and(eq(secrets.experimentId, experimentId), eq(secrets.custom, true)))
    .orderBy(secrets.name);
  if (rows.length === 0) return {};
  const key = await experimentKey(db, experimentId);
  return Object.fromEntries(
    rows.map(({ name, sealed }) => [name, unseal(key, sealed, boundTo(experimentId, name)).toString()]),
  );
}

/** Stores a secret that a person set, encrypted. A restore puts back with it what was in the archive. */
export async function storeCustomSecret(
  db: Executor,
  experimentId: string,
  name: string,
  value: string,
): Promise<void> {
  const key = await experimentKey(db, experimentId);
  const row = {
    sealed: seal(key, Buffer.from(value), boundTo(experimentId, name)),
    custom: true,
    updatedAt: new Date(),
  };
  await db
    .insert(secrets)
    .values({ experimentId, name, ...row })
    .onConflictDoUpdate({ target: [secrets.experimentId, secrets.name], set: row, setWhere: eq(secrets.custom, true) });
}
