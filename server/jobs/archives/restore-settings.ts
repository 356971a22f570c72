import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { eq } from 'drizzle-orm';
import { members, secrets, sshKeys } from '../../db/schema/index.ts';
import { openSecrets } from '../../services/archives/sealed-secrets.ts';
import { storeCustomSecret } from '../../services/secrets/custom-secrets.ts';
import { loadMasterKey } from '../../services/secrets/secrets.ts';
import { writeSshKeys } from '../../services/ssh/write-ssh-keys.ts';
import type { ArchiveManifest } from '../../shared/archive-manifest.ts';
import { conflict } from '../../shared/errors.ts';
import type { Step, StepContext } from '../step.ts';
import { stagedFile } from './context.ts';
import { loadComplete, stagingOf } from './restore-parts.ts';

/** Secrets from the archive; members and keys from the archived entry, where those of people who left are gone by now. */
export const settings: Step = {
  async run(ctx) {
    const row = await loadComplete(ctx);
    await ctx.record({ settings: true });
    const values = await readSecrets(ctx, row);
    const [people, keys] = await Promise.all([
      ctx.db.select().from(members).where(eq(members.experimentId, row.experimentId)),
      ctx.db.select().from(sshKeys).where(eq(sshKeys.experimentId, row.experimentId)),
    ]);
    await ctx.db.transaction(async (tx) => {
      for (const [name, value] of Object.entries(values)) await storeCustomSecret(tx, ctx.experiment.id, name, value);
      const experimentId = ctx.experiment.id;
      const others = people.filter(({ username }) => username !== ctx.experiment.owner);
      if (others.length > 0)
        await tx
          .insert(members)
          .values(others.map((member) => ({ ...member, experimentId })))
          .onConflictDoNothing();
      if (keys.length > 0)
        await tx
          .insert(sshKeys)
          .values(keys.map(({ id: _, ...key }) => ({ ...key, experimentId })))
          .onConflictDoNothing();
    });
    await writeSshKeys(ctx.db, ctx.provisioner, ctx.subject, ctx.actor);
    for (const { username, role } of people) {
      if (role !== 'operator') continue;
      const { refusal } = await ctx.gitea.addCollaborator({ ...ctx.subject, username });
      if (refusal !== null) ctx.line(`Not shared with ${username}: ${refusal}`);
    }
  },
  async undo(ctx) {
    if (ctx.recorded.settings !== true) return;
    const id = ctx.experiment.id;
    await ctx.db.transaction(async (tx) => {
      await tx.delete(members).where(eq(members.experimentId, id));
      await tx.delete(sshKeys).where(eq(sshKeys.experimentId, id));
      await tx.delete(secrets).where(eq(secrets.experimentId, id));
    });
    await writeSshKeys(ctx.db, ctx.provisioner, ctx.subject, ctx.actor);
  },
};

async function readSecrets(ctx: StepContext, { id, manifest }: { id: string; manifest: ArchiveManifest }) {
  if (manifest.contents.secrets.length === 0) return {};
  const path = stagedFile(stagingOf(ctx), 'secrets.sealed');
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    return openSecrets(await loadMasterKey(), id, await file.readFile());
  } catch (error) {
    console.error('secrets of an archive:', error);
    throw conflict(
      'The secrets of the archive cannot be opened with the master key of this machine (/etc/homelab-paas/master.key). Restore the key from a backup.',
    );
  } finally {
    await file.close();
  }
}
