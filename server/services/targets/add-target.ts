import { randomUUID } from 'node:crypto';
import { targets } from '../../db/schema/index.ts';
import { conflict, invalid } from '../../shared/errors.ts';
import { ARCHIVE_FOLDERS_FILE } from '../../shared/paths.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { allowedFolders } from './allowed-folders.ts';
import { probeTarget } from './probe-target.ts';
import { requireAdmin } from './require-admin.ts';
import { NewTarget } from './target-input.ts';
import { placeOf, type TargetRow } from './target-row.ts';
import { sealTargetSecret } from './target-secret.ts';

/** Adds a target after writing, reading and removing a small object there. */
export async function addTarget(ctx: Context, input: NewTarget): Promise<{ id: string }> {
  requireAdmin(ctx);
  const row = await rowOf(NewTarget.parse(input));
  await probeTarget(ctx, row);
  return ctx.db.transaction(async (tx) => {
    const [added] = await tx.insert(targets).values(row).onConflictDoNothing().returning({ id: targets.id });
    if (!added) throw conflict(`There already is a place “${row.name}”. Choose another name.`);
    await audit(tx, ctx.actor, 'target.add', row.name, { kind: row.kind, place: placeOf(row) });
    return added;
  });
}

async function rowOf(input: NewTarget): Promise<TargetRow> {
  const id = randomUUID();
  const none = { region: null, endpoint: null, bucket: null, prefix: null, accessKeyId: null, sealedSecretKey: null };
  const common = { id, name: input.name, createdAt: new Date(), path: null, ...none };
  if (input.kind === 's3') {
    const { endpoint, region, bucket, prefix, accessKeyId, secretKey } = input;
    const sealedSecretKey = await sealTargetSecret(id, secretKey);
    return { ...common, kind: 's3', endpoint, region, bucket, prefix, accessKeyId, sealedSecretKey };
  }
  if ((await allowedFolders()).includes(input.path)) return { ...common, kind: 'folder', path: input.path };
  throw invalid(`Root has not allowed ${input.path} for archives. It takes a line in ${ARCHIVE_FOLDERS_FILE}.`);
}
