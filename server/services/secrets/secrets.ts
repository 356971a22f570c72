import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { and, eq } from 'drizzle-orm';
import { hashToken } from '../../auth/token.ts';
import type { Executor } from '../../db/client.ts';
import { experimentKeys, secrets } from '../../db/schema/index.ts';
import { MASTER_KEY_FILE } from '../../shared/paths.ts';
import { seal, unseal } from './sealing.ts';

/** Secrets that every experiment has. The two passwords are the platform's own and are not put into the environment. */
export type BuiltInSecret = 'DATABASE_PASSWORD' | 'GITEA_PASSWORD' | 'GITEA_TOKEN' | 'METRICS_TOKEN';

/** Reads the machine's master key. Throws when the file is not 32 bytes in hex. */
export async function loadMasterKey(file = process.env.HOMELAB_MASTER_KEY_FILE ?? MASTER_KEY_FILE): Promise<Buffer> {
  const key = Buffer.from((await readFile(file, 'utf8')).trim(), 'hex');
  if (key.length !== 32) throw new Error(`${file} does not hold 32 bytes in hex. Restore it from a backup.`);
  return key;
}

/** Stores a secret, encrypted. With `lookup` its SHA-256 is kept beside it, for tokens that callers present. */
export async function setSecret(
  db: Executor,
  experimentId: string,
  name: BuiltInSecret,
  value: string,
  options: { lookup?: boolean } = {},
): Promise<void> {
  const key = await experimentKey(db, experimentId);
  const row = {
    sealed: seal(key, Buffer.from(value), `${experimentId}/${name}`),
    lookupHash: options.lookup ? hashToken(value) : null,
    updatedAt: new Date(),
  };
  await db
    .insert(secrets)
    .values({ experimentId, name, ...row })
    .onConflictDoUpdate({ target: [secrets.experimentId, secrets.name], set: row });
}

/** The value of a secret, null when it was never set. */
async function getSecret(db: Executor, experimentId: string, name: BuiltInSecret): Promise<string | null> {
  const [row] = await db
    .select({ sealed: secrets.sealed })
    .from(secrets)
    .where(and(eq(secrets.experimentId, experimentId), eq(secrets.name, name)));
  if (!row) return null;
  return unseal(await experimentKey(db, experimentId), row.sealed, `${experimentId}/${name}`).toString();
}

/** The value of a secret; makes a random one when there is none yet, so that a repeated step finds the same. */
export async function ensureSecret(
  db: Executor,
  experimentId: string,
  name: BuiltInSecret,
  options: { lookup?: boolean } = {},
): Promise<string> {
  const known = await getSecret(db, experimentId, name);
  if (known !== null) return known;
  return renewSecret(db, experimentId, name, options);
}

/** Puts a new random secret (192 bits) in the place of the one before, and gives it. */
export async function renewSecret(
  db: Executor,
  experimentId: string,
  name: BuiltInSecret,
  options: { lookup?: boolean } = {},
): Promise<string> {
  const value = randomBytes(24).toString('base64url');
  await setSecret(db, experimentId, name, value, options);
  return value;
}

/** Forgets every secret of an experiment, and the key that they were encrypted with. */
export async function removeSecrets(db: Executor, experimentId: string): Promise<void> {
  await db.delete(secrets).where(eq(secrets.experimentId, experimentId));
  await db.delete(experimentKeys).where(eq(experimentKeys.experimentId, experimentId));
}

/** The key of an experiment, made when there is none; the master key wraps it. */
export async function experimentKey(db: Executor, experimentId: string): Promise<Buffer> {
  const master = await loadMasterKey();
  const wrapped = seal(master, randomBytes(32), experimentId);
  await db.insert(experimentKeys).values({ experimentId, wrappedKey: wrapped }).onConflictDoNothing();
  const [row] = await db.select().from(experimentKeys).where(eq(experimentKeys.experimentId, experimentId));
  if (!row) throw new Error('the key of the experiment could not be stored');
  return unseal(master, row.wrappedKey, experimentId);
}
