import { randomBytes } from 'node:crypto';
import { seal, unseal } from '../secrets/sealing.ts';

/** First bytes of the file, with its version. */
const MAGIC = Buffer.from('HPSEAL1\n');
const KEY_BYTES = 32;
/** Nonce, tag and key: what `seal` makes of a key. */
const WRAPPED_BYTES = 12 + 16 + KEY_BYTES;

/**
 * The file secrets.sealed of an archive: a key of its own, wrapped by the machine's master key, and the secrets under that key. Both
 * are bound to the archive's id, so that one that is copied to another archive does not open.
 */
export function sealSecrets(master: Buffer, archiveId: string, secrets: Record<string, string>): Buffer {
  const key = randomBytes(KEY_BYTES);
  const wrapped = seal(master, key, `archive/${archiveId}/key`);
  const body = seal(key, Buffer.from(JSON.stringify(secrets)), `archive/${archiveId}/secrets`);
  return Buffer.concat([MAGIC, wrapped, body]);
}

/** Opens what sealSecrets made. Throws when it is another archive's, of another machine, or was changed. */
export function openSecrets(master: Buffer, archiveId: string, sealed: Buffer): Record<string, string> {
  if (!sealed.subarray(0, MAGIC.length).equals(MAGIC)) throw new Error('not a file of sealed secrets');
  const wrapped = sealed.subarray(MAGIC.length, MAGIC.length + WRAPPED_BYTES);
  const key = unseal(master, wrapped, `archive/${archiveId}/key`);
  const body = unseal(key, sealed.subarray(MAGIC.length + WRAPPED_BYTES), `archive/${archiveId}/secrets`);
  return JSON.parse(body.toString()) as Record<string, string>; // authenticated: the platform itself wrote it
}
