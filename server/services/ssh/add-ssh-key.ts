import { and, eq } from 'drizzle-orm';
import { sshKeys } from '../../db/schema/index.ts';
import { conflict, invalid } from '../../shared/errors.ts';
import { parseSshKey } from '../../shared/ssh-key.ts';
import { loadExperiment } from '../access.ts';
import { audit } from '../audit.ts';
import { actorName, type Context } from '../context.ts';
import { changeSshKeys } from './change-ssh-keys.ts';

/** Keys of one experiment: sshd reads through all of them for each log-in. */
const MOST = 50;

/**
 * Adds a public key (one line of an authorized_keys file without options). Without a label it gets the comment that stands
 * behind it. Right: manage. Throws `invalid`, `conflict` when it is there.
 */
export async function addSshKey(
  ctx: Context,
  { name, label, publicKey }: { name: string; label: string; publicKey: string },
): Promise<{ id: string; fingerprint: string }> {
  const experiment = await loadExperiment(ctx.db, name, ctx.actor, 'manage');
  const key = parseSshKey(publicKey);
  if (typeof key === 'string') throw invalid(key);
  const { line, fingerprint, comment } = key;
  const shown = (label.trim() || comment || fingerprint).slice(0, 80);
  if (/\p{Cc}/u.test(shown)) throw invalid('The label has characters that cannot be shown.');
  return changeSshKeys(ctx, experiment, async (tx) => {
    const same = eq(sshKeys.experimentId, experiment.id);
    if ((await tx.$count(sshKeys, same)) >= MOST)
      throw invalid(`An experiment has at most ${MOST} keys. Remove one first.`);
    const [known] = await tx
      .select()
      .from(sshKeys)
      .where(and(same, eq(sshKeys.fingerprint, fingerprint)));
    if (known) throw conflict(`This key is there already, as “${known.label}”.`);
    const values = {
      experimentId: experiment.id,
      label: shown,
      publicKey: line,
      fingerprint,
      addedBy: actorName(ctx.actor),
    };
    const [row] = await tx.insert(sshKeys).values(values).returning({ id: sshKeys.id });
    if (!row) throw new Error('the key could not be stored');
    await audit(tx, ctx.actor, 'ssh-key.add', name, { label: shown, fingerprint });
    return { id: row.id, fingerprint };
  });
}
