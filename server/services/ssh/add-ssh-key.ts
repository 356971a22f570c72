import { unavailable } from '../../shared/errors.ts';
import type { Context } from '../context.ts';

/** Adds a public key (one line of an authorized_keys file without options). Right: manage. Throws `invalid`, `conflict` when it is there. */
export async function addSshKey(
  _ctx: Context,
  _input: { name: string; label: string; publicKey: string },
): Promise<{ id: string; fingerprint: string }> {
  throw unavailable('This is not built yet.');
}
